// The register's history and corrections as JSON. Thread-safe.
#pragma once

#include <string>
#include <vector>

#include "api/http/message/json_writer.h"
#include "registry/register/history/school_history.h"

namespace assize::api {

// `sees_reasons`: whether confidential reasons are shown.
std::string correction_json(const registry::Correction& correction, bool sees_reasons);
std::string history_json(std::uint32_t urn, const std::vector<registry::HistoryEvent>& events,
                         bool sees_reasons);

// Reads {"set": {"capacity": "60"}, "reason": "…", "confidential": false, "from": "2025-09-01",
// "to": "2026-08-31"}; all but `set` and `reason` may be left out. A value is a string, or null for
// none.
Result<registry::CorrectionCommand> read_correction(std::string_view body);

}  // namespace assize::api
