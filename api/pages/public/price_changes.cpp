// What places cost across the nation, year by year.
#include <algorithm>
#include <map>

#include "api/http/message/problem.h"
#include "api/pages/charts/line_chart.h"
#include "api/pages/public/public_choices.h"
#include "api/pages/public/public_pages.h"
#include "api/pages/site/ask.h"
#include "api/pages/site/json_view.h"
#include "api/pages/site/page.h"

namespace assize::api {
namespace {

using pricing::JsonValue;

void write_chart(JsonWriter& json, const JsonValue& changes, const std::string& provision) {
  std::vector<ChartLine> lines;
  std::vector<ChartTick> ticks;
  for (const JsonValue& day : elements(changes, "days")) {
    const Result<pricing::Date> date = pricing::Date::parse(member_text(day, "day"));
    if (!date.ok()) continue;
    ticks.push_back({date->days(), date->display()});
    for (const JsonValue& group : elements(day, "groups")) {
      if (member_text(group, "provision") != provision) continue;
      const std::string need = member_text(group, "need");
      auto line = std::find_if(lines.begin(), lines.end(),
                               [&need](const ChartLine& each) { return each.name == need; });
      if (line == lines.end()) line = lines.insert(lines.end(), ChartLine{need, {}});
      line->points.push_back({date->days(), pence_of(member_text(group, "half"))});
    }
  }
  // The needs with the most lines are drawn, which the latest day tells.
  std::map<std::string, std::int64_t> count;
  for (const JsonValue& day : elements(changes, "days")) {
    for (const JsonValue& group : elements(day, "groups")) {
      if (member_text(group, "provision") == provision) {
        count[member_text(group, "need")] = std::stoll(member_text(group, "lines"));
      }
    }
  }
  std::stable_sort(lines.begin(), lines.end(), [&count](const ChartLine& a, const ChartLine& b) {
    return count[a.name] > count[b.name];
  });
  json.key("chart");
  write_line_chart(json, english().say("price_changes.chart"), lines, ticks);
}

}  // namespace

Response show_price_changes(const Request& request, Backend& backend) {
  QueryReader query(request.query);
  const std::string provision = query.text("provision").value_or("day");
  if (const Faults faults = query.faults(); !faults.empty()) {
    return problem_reply(Problem::bad_parameters, faults.front().message, faults);
  }
  const ApiReply changes = ask_api(request, backend, "/v1/price-changes");
  if (!changes.is_good()) return changes.response;
  JsonWriter json;
  json.begin_object();
  write_chart(json, changes.json, provision);
  const JsonValue::Array& days = elements(changes.json, "days");
  json.key("days").begin_array();
  for (auto day = days.rbegin(); day != days.rend(); ++day) {
    json.begin_object().member("day", member_text(*day, "day")).key("groups").begin_array();
    for (const JsonValue& group : elements(*day, "groups")) {
      if (provision.empty() || member_text(group, "provision") == provision) {
        write_value(json, group);
      }
    }
    json.end_array().end_object();
  }
  json.end_array().key("form").begin_object();
  Choices choices = provision_choices();
  choices.erase(choices.begin());
  write_choice(json, {"provision", english().say("find.provision"), provision}, choices);
  json.end_object().end_object();
  return render_page(request,
                     {"public/price_changes", english().say("price_changes.title"), json.take()});
}

}  // namespace assize::api
