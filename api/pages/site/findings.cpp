#include "api/pages/site/findings.h"

#include <map>

#include "api/pages/site/json_view.h"

namespace assize::api {
namespace {

using pricing::JsonValue;

// The findings of one line, in the order found; those of the whole file are under "".
void write_lines(JsonWriter& json, const JsonValue& assessment) {
  std::vector<std::string> order;
  std::map<std::string, std::vector<const JsonValue*>> by_line;
  for (const JsonValue& finding : elements(assessment, "findings")) {
    const std::string row = member_text(finding, "line");
    std::vector<const JsonValue*>& found = by_line[row];
    if (found.empty()) order.push_back(row);
    found.push_back(&finding);
  }
  json.key("found").begin_array();
  for (const std::string& row : order) {
    const std::vector<const JsonValue*>& found = by_line[row];
    json.begin_object().member("number", row == "0" ? "" : row);
    json.member("urn", member_text(*found.front(), "urn"));
    json.member("name", member_text(*found.front(), "name")).key("findings").begin_array();
    for (const JsonValue* finding : found) write_value(json, *finding);
    json.end_array().end_object();
  }
  json.end_array();
}

}  // namespace

void write_findings(JsonWriter& json, const JsonValue& assessment) {
  write_lines(json, assessment);
  json.member("edition", member_text(assessment, "edition"));
  json.member("line_count", member_text(assessment, "lines")).key("not_assessed").begin_array();
  for (const JsonValue& each : elements(assessment, "not_assessed")) write_value(json, each);
  json.end_array().key("severities").begin_array();
  for (const char* severity : {"error", "hold", "review", "warning", "info"}) {
    std::uint64_t count = 0;
    for (const JsonValue& finding : elements(assessment, "findings")) {
      if (member_text(finding, "severity") == severity) ++count;
    }
    if (count == 0) continue;
    json.begin_object().member("severity", severity).key("count").whole(count).end_object();
  }
  json.end_array();
}

}  // namespace assize::api
