// Financial returns as the API answers with them: the same bytes when they are handed in and
// whenever they are asked for again. For their provider and the regulator. Pure; thread-safe.
#pragma once

#include <string>
#include <vector>

#include "api/http/message/response.h"
#include "registry/returns/held_returns.h"
#include "registry/returns/return_filing.h"

namespace assize::api {

std::string return_filing_json(const registry::ReturnFiling& filing);
// The reply to handing them in: 201, or a problem (422) where they were refused, with every finding
// at error among its faults and the assessment beside them.
Response return_filing_reply(const registry::ReturnFiling& filing);
// The returns of a provider that stand, and its latest filings.
std::string returns_json(const std::string& provider_id,
                         const std::vector<registry::HeldReturn>& held,
                         const std::vector<registry::ReturnFiling>& filings);

}  // namespace assize::api
