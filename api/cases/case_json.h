// Cases as JSON, and the commands on them read from it: the same for every route and for the
// command line. Pure; thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "api/http/message/json_writer.h"
#include "registry/cases/case_steps.h"

namespace assize::api {

void write_case(JsonWriter& json, const registry::Case& about);
std::string case_json(const registry::WholeCase& whole, const registry::CaseReader& reader);
std::string case_page_json(const registry::CasePage& page);
void write_case_document(JsonWriter& json, const registry::CaseDocument& document);

// {"step", "words", "version", "disposition", "owner", "working_days", "lines", "refused_lines"}.
Result<registry::StepCommand> read_step(std::string_view body);
// The same for many: "cases" and no "version", "lines" or "refused_lines".
struct StepsOfMany {
  registry::StepCommand command;
  std::vector<std::string> cases;
};
Result<StepsOfMany> read_steps_of_many(std::string_view body);

}  // namespace assize::api
