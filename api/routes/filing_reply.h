// A filing as the API answers with it: the same bytes when it is handed in and whenever it is asked
// for again. Pure; thread-safe.
#pragma once

#include <string>

#include "api/http/message/response.h"
#include "registry/filings/filing.h"

namespace assize::api {

// What an assessment found at error, each with its line and column.
Faults errors_of(const std::string& assessment_json);

std::string filing_json(const registry::Filing& filing);
// A page of a list: what became of each, without its assessment.
std::string filings_json(const registry::FilingPage& page);
// The reply to handing it in: 201, or a problem (422) where it was refused, with every finding at
// error among its faults and the filing beside them.
Response filing_reply(const registry::Filing& filing);

}  // namespace assize::api
