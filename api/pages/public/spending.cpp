// Money spent on placements: the nation, a region, a council; as much of it as the one who looks
// may be told, which is the API's to say.
#include <algorithm>

#include "api/http/message/percent_encoding.h"
#include "api/pages/charts/bar_chart.h"
#include "api/pages/charts/line_chart.h"
#include "api/pages/public/public_pages.h"
#include "api/pages/site/ask.h"
#include "api/pages/site/json_view.h"
#include "api/pages/site/page.h"
#include "api/pages/template/filters.h"

namespace assize::api {
namespace {

using pricing::JsonValue;

std::string say(const std::string& key) { return english().say(key); }

std::string kind_name(const JsonValue& kind) {
  const std::string need = member_text(kind, "need");
  if (need.empty()) return say("spending.other_kinds");
  return say("need." + need) + ", " +
         filtered("lower", "", say("provision." + member_text(kind, "provision")), english());
}

// To the nearest pound: the table beside the chart has the pence.
ChartBar bar_of(std::string name, const std::string& amount) {
  const std::int64_t pence = pence_of(amount);
  return {std::move(name), pence, pounds_text(std::to_string((pence + 50) / 100))};
}

void write_kinds_chart(JsonWriter& json, const JsonValue& area) {
  std::vector<ChartBar> bars;
  for (const JsonValue& kind : elements(area, "by_need_and_provision")) {
    bars.push_back(bar_of(kind_name(kind), member_text(kind, "spend")));
  }
  std::stable_sort(bars.begin(), bars.end(),
                   [](const ChartBar& a, const ChartBar& b) { return a.pence > b.pence; });
  json.key("kinds_chart");
  write_bar_chart(json, say("spending.kinds_chart"), bars);
}

// What the price is made of, and who was recorded as paying: rows of a name, an amount.
void write_amounts(JsonWriter& json, std::string_view name, const JsonValue* amounts,
                   const std::string& texts) {
  json.key(name).begin_array();
  if (amounts != nullptr && amounts->object() != nullptr) {
    for (const auto& [key, value] : *amounts->object()) {
      json.begin_object().member("name", say(texts + "." + key));
      json.member("amount", plain_text(value)).end_object();
    }
  }
  json.end_array();
}

void write_regions(JsonWriter& json, const JsonValue& report) {
  const JsonValue::Array& areas = elements(report, "areas");
  std::vector<ChartBar> bars;
  json.key("regions").begin_array();
  for (const JsonValue& region : areas) {
    if (member_text(region, "area") != "region") continue;
    const std::string code = member_text(region, "code");
    bars.push_back(bar_of(member_text(region, "name"), member_text(region, "spend")));
    json.begin_object();
    write_members_of(json, region);
    json.key("councils").begin_array();
    for (const JsonValue& council : areas) {
      const bool is_here = member_text(council, "area") == "council" && !code.empty() &&
                           member_text(council, "region_code") == code;
      if (is_here) write_value(json, council);
    }
    json.end_array().end_object();
  }
  json.end_array().key("regions_chart");
  write_bar_chart(json, say("spending.regions_chart"), bars);
}

void write_area(JsonWriter& json, const JsonValue& area) {
  json.key("area").begin_object();
  write_members_of(json, area);
  json.end_object();
  const JsonValue* recorded = area.find("recorded");
  write_amounts(json, "part_rows", area.find("parts"), "spending_part");
  write_amounts(json, "payer_rows", recorded == nullptr ? nullptr : recorded->find("payers"),
                "spending_payer");
  write_kinds_chart(json, area);
}

}  // namespace

Response show_spending_page(const Request& request, Backend& backend) {
  const ApiReply report = ask_api(request, backend, "/v1/spending", request.query);
  if (!report.is_good()) return report.response;
  JsonWriter json;
  json.begin_object().key("is_nation").boolean(true);
  if (const JsonValue* nation = report.json.find("nation"); nation->object() != nullptr) {
    write_area(json, *nation);
  }
  write_regions(json, report.json);
  json.end_object();
  return render_page(request, {"public/spending", say("spending.title"), json.take()});
}

Response show_area_spending_page(const Request& request, Backend& backend) {
  const ApiReply area =
      ask_api(request, backend, "/v1/spending/" + percent_encoded(request.path_value("area")),
              request.query);
  if (!area.is_good()) return area.response;
  JsonWriter json;
  json.begin_object();
  write_area(json, area.json);
  json.key("breadcrumbs").begin_array();
  json.begin_object().member("text", say("spending.title")).member("href", "/spending");
  json.end_object().begin_object().member("text", member_text(area.json, "name"));
  json.end_object().end_array().end_object();
  return render_page(
      request, {"public/spending", say("spending.title") + ": " + member_text(area.json, "name"),
                json.take()});
}

}  // namespace assize::api
