// A school's page: what it offers and charges, what it charged before, and where that stands.
#include <algorithm>

#include "api/http/message/percent_encoding.h"
#include "api/pages/charts/line_chart.h"
#include "api/pages/public/public_pages.h"
#include "api/pages/site/ask.h"
#include "api/pages/site/json_view.h"
#include "api/pages/site/page.h"
#include "api/pages/template/filters.h"

namespace assize::api {
namespace {

using pricing::JsonValue;

std::int64_t day_number(const std::string& date) {
  const Result<pricing::Date> day = pricing::Date::parse(date);
  return day.ok() ? day->days() : 0;
}

// Each price is drawn from its first day to its last, so that a rise is a step.
void write_price_chart(JsonWriter& json, const JsonValue& prices) {
  std::vector<ChartLine> lines;
  std::vector<ChartTick> ticks;
  for (const JsonValue& line : elements(prices, "lines")) {
    if (member_text(line, "item") != "placement") continue;
    ChartLine drawn{member_text(line, "line"), {}};
    for (const JsonValue& price : elements(line, "prices")) {
      const std::int64_t pence = pence_of(member_text(price, "annual_price"));
      const std::string from = member_text(price, "effective_from");
      drawn.points.push_back({day_number(from), pence});
      drawn.points.push_back({day_number(member_text(price, "effective_to")), pence});
      const ChartTick tick{day_number(from), date_text(from)};
      if (std::none_of(ticks.begin(), ticks.end(),
                       [&tick](const ChartTick& each) { return each.along == tick.along; })) {
        ticks.push_back(tick);
      }
    }
    lines.push_back(std::move(drawn));
  }
  json.key("chart");
  write_line_chart(json, english().say("school.price_chart"), lines, ticks);
}

// A bar from floor to ceiling with a mark at the price, in pixels.
void write_bar(JsonWriter& json, const JsonValue& band) {
  const std::int64_t price = pence_of(member_text(band, "price"));
  const std::int64_t floor = pence_of(member_text(band, "floor"));
  const std::int64_t ceiling = pence_of(member_text(band, "ceiling"));
  const std::int64_t most = std::max({price, ceiling, std::int64_t{1}});
  constexpr std::int64_t width = 180;
  json.key("bar").begin_object().key("from").integer(floor * width / most + 10);
  json.key("width").integer((ceiling - floor) * width / most);
  json.key("price").integer(price * width / most + 10).end_object();
}

void write_lines(JsonWriter& json, const JsonValue& fees, const JsonValue& prices) {
  json.key("lines").begin_array();
  for (const JsonValue& fee : elements(fees, "fees")) {
    json.begin_object();
    write_members_of(json, fee);
    for (const JsonValue& line : elements(prices, "lines")) {
      if (member_text(line, "line") != member_text(fee, "line")) continue;
      json.key("prices").begin_array();
      for (const JsonValue& price : elements(line, "prices")) write_value(json, price);
      json.end_array().key("bands").begin_array();
      for (const JsonValue& band : elements(line, "bands")) {
        json.begin_object();
        write_members_of(json, band);
        write_bar(json, band);
        json.end_object();
      }
      json.end_array();
    }
    json.end_object();
  }
  json.end_array();
}

// The latest changes first; those of the first import are the school's whole description.
void write_events(JsonWriter& json, const JsonValue& history) {
  const JsonValue::Array& events = elements(history, "events");
  json.key("events").begin_array();
  for (auto event = events.rbegin(); event != events.rend(); ++event) {
    const bool is_whole = member_text(*event, "what") == "added";
    json.begin_object();
    for (const char* key : {"known_at", "what", "summary"}) {
      json.member(key, member_text(*event, key));
    }
    json.key("changes").begin_array();
    if (!is_whole) {
      for (const JsonValue& change : elements(*event, "changes")) write_value(json, change);
    }
    json.end_array().end_object();
  }
  json.end_array();
}

}  // namespace

Response show_school_page(const Request& request, Backend& backend) {
  const std::string path = "/v1/schools/" + percent_encoded(request.path_value("urn"));
  const ApiReply school = ask_api(request, backend, path, request.query);
  if (!school.is_good()) return school.response;
  const ApiReply fees = ask_api(request, backend, path + "/fees");
  const ApiReply prices = ask_api(request, backend, path + "/prices");
  const ApiReply history = ask_api(request, backend, path + "/history");
  JsonWriter json;
  json.begin_object().key("school").raw(school.response.body_text());
  json.member("as_at", member_text(fees.json, "as_at"));
  write_lines(json, fees.json, prices.json);
  write_price_chart(json, prices.json);
  write_events(json, history.json);
  json.key("breadcrumbs").begin_array();
  json.begin_object().member("text", english().say("find.title")).member("href", "/schools");
  json.end_object().begin_object().member("text", member_text(school.json, "name"));
  json.end_object().end_array().end_object();
  return render_page(request, {"public/school", member_text(school.json, "name"), json.take()});
}

}  // namespace assize::api
