// An assessment's findings as the template components/findings.html shows them: beside their lines.
// Pure; thread-safe.
#pragma once

#include "api/http/message/json_writer.h"
#include "pricing/text/json.h"

namespace assize::api {

// The members found, line_count, edition, not_assessed, severities, and error_count, into an object
// that is open.
void write_findings(JsonWriter& json, const pricing::JsonValue& assessment);

}  // namespace assize::api
