#include "api/pages/regulator/case_view.h"

#include <algorithm>
#include <charconv>

#include "api/http/message/percent_encoding.h"
#include "api/pages/charts/line_chart.h"
#include "api/pages/site/ask.h"
#include "api/pages/site/json_view.h"
#include "api/pages/template/filters.h"
#include "api/pages/template/texts.h"

namespace assize::api {
namespace {

using pricing::Date;
using pricing::JsonValue;

constexpr std::size_t most_charts = 4;
constexpr std::int64_t whole_in_hundredths_of_percent = 10'000;

std::string say(std::string_view key) { return english().say(key); }

std::string pounds_of(std::int64_t pence) { return pricing::Pounds::from_pennies(pence).text(); }

std::int64_t days_of(const std::string& date) {
  const Result<Date> day = Date::parse(date);
  return day.ok() ? day->days() : 0;
}

std::string urn_of(const JsonValue& about) {
  const JsonValue* school = about.find("school");
  return school == nullptr ? "" : member_text(*school, "urn");
}

// The index in force on a day: "2.9", by the latest edition; "" where none is.
std::string index_on(const Request& request, Backend& backend, const std::string& day) {
  const ApiReply editions = ask_api(request, backend, "/v1/rule-books");
  const JsonValue::Array& books = elements(editions.json, "rule_books");
  if (books.empty()) return "";
  const ApiReply book = ask_api(
      request, backend, "/v1/rule-books/" + percent_encoded(member_text(books.back(), "edition")));
  std::string index;
  for (const JsonValue& parameter : elements(book.json, "parameters")) {
    if (member_text(parameter, "id") != "increase_index") continue;
    for (const JsonValue& value : elements(parameter, "values")) {
      if (member_text(value, "from") <= day) index = member_text(value, "value");
    }
  }
  return index;
}

// Of a price that rises by the index, to the nearest penny.
std::int64_t at_index(std::int64_t before_pence, const std::string& index) {
  const std::int64_t hundredths = pence_of(index);
  return (before_pence * (whole_in_hundredths_of_percent + hundredths) +
          whole_in_hundredths_of_percent / 2) /
         whole_in_hundredths_of_percent;
}

// "7.5" of 100.00 and 107.50; "" without a price before.
std::string rise_percent(std::int64_t before, std::int64_t after) {
  if (before <= 0) return "";
  const std::int64_t tenths = (after - before) * 1000 / before;
  const std::int64_t size = tenths < 0 ? -tenths : tenths;
  return (tenths < 0 ? "−" : "") + std::to_string(size / 10) + "." + std::to_string(size % 10);
}

void write_line(JsonWriter& json, const JsonValue& line, const std::string& index) {
  const std::int64_t before = pence_of(member_text(line, "annual_price_before"));
  const std::int64_t after = pence_of(member_text(line, "annual_price"));
  json.begin_object();
  write_members_of(json, line);
  json.member("rise", rise_percent(before, after));
  json.member("at_index", before > 0 && !index.empty() ? pounds_of(at_index(before, index)) : "");
  const std::string placements = member_text(line, "placements");
  std::int64_t count = 0;
  std::from_chars(placements.data(), placements.data() + placements.size(), count);
  json.member("pounds_a_year", before > 0 ? pounds_of((after - before) * count) : "");
  json.end_object();
}

void add_tick(std::vector<ChartTick>& ticks, const std::string& date) {
  const ChartTick tick{days_of(date), date_text(date)};
  if (std::none_of(ticks.begin(), ticks.end(),
                   [&tick](const ChartTick& each) { return each.along == tick.along; })) {
    ticks.push_back(tick);
  }
}

// What the line cost, what is asked for, and what the price before would be at the index.
void write_chart(JsonWriter& json, const JsonValue& line, const JsonValue* history,
                 const std::string& index) {
  const std::string from = member_text(line, "effective_from");
  const std::int64_t start = days_of(from);
  constexpr std::int64_t year = 364;
  std::vector<ChartLine> lines{{say("case.in_effect"), {}}};
  std::vector<ChartTick> ticks;
  static const JsonValue nothing;
  for (const JsonValue& price : elements(history == nullptr ? nothing : *history, "prices")) {
    const std::int64_t pence = pence_of(member_text(price, "annual_price"));
    lines[0].points.push_back({days_of(member_text(price, "effective_from")), pence});
    lines[0].points.push_back({days_of(member_text(price, "effective_to")), pence});
    add_tick(ticks, member_text(price, "effective_from"));
  }
  const std::int64_t before = pence_of(member_text(line, "annual_price_before"));
  // A line whose rise is held is no longer in force, so its last price is the case's to tell.
  if (lines[0].points.empty() && before > 0) {
    lines[0].points = {{start - year, before}, {start - 1, before}};
  }
  add_tick(ticks, from);
  const std::int64_t asked = pence_of(member_text(line, "annual_price"));
  lines.push_back({say("case.asked_for"), {{start, asked}, {start + year, asked}}});
  if (before > 0 && !index.empty()) {
    const std::int64_t pence = at_index(before, index);
    lines.push_back({say("case.at_index"), {{start, pence}, {start + year, pence}}});
  }
  write_line_chart(json, member_text(line, "line"), lines, ticks);
}

const JsonValue* history_of(const JsonValue& prices, const JsonValue& line) {
  for (const JsonValue& each : elements(prices, "lines")) {
    if (member_text(each, "line") == member_text(line, "line")) return &each;
  }
  return nullptr;
}

void write_bands(JsonWriter& json, const JsonValue& prices, const JsonValue& about) {
  json.key("bands").begin_array();
  for (const JsonValue& line : elements(about, "lines")) {
    const JsonValue* history = history_of(prices, line);
    if (history == nullptr) continue;
    for (const JsonValue& band : elements(*history, "bands")) {
      json.begin_object();
      write_members_of(json, band);
      json.member("line", member_text(line, "line")).end_object();
    }
  }
  json.end_array();
}

}  // namespace

void write_prices_of_case(JsonWriter& json, const Request& request, Backend& backend,
                          const JsonValue& about) {
  const JsonValue::Array& lines = elements(about, "lines");
  std::string index;
  if (!lines.empty()) {
    index = index_on(request, backend, member_text(lines.front(), "effective_from"));
  }
  json.member("index", index);
  json.key("lines").begin_array();
  for (const JsonValue& line : lines) write_line(json, line, index);
  json.end_array();
  const ApiReply prices =
      ask_api(request, backend, "/v1/schools/" + percent_encoded(urn_of(about)) + "/prices");
  json.key("charts").begin_array();
  std::size_t drawn = 0;
  for (const JsonValue& line : lines) {
    if (drawn == most_charts) break;
    write_chart(json, line, history_of(prices.json, line), index);
    ++drawn;
  }
  json.end_array();
  json.key("has_more_lines").boolean(lines.size() > most_charts);
  write_bands(json, prices.json, about);
}

void write_councils_of_case(JsonWriter& json, const Request& request, Backend& backend,
                            const JsonValue& about) {
  json.key("increases").begin_array();
  const std::string filing = member_text(about, "filing");
  if (!filing.empty()) {
    const ApiReply found =
        ask_api(request, backend, "/v1/increases", {{"filing", filing}, {"urn", urn_of(about)}});
    for (const JsonValue& each : elements(found.json, "increases")) write_value(json, each);
  }
  json.end_array();
}

void write_group_of_case(JsonWriter& json, const Request& request, Backend& backend,
                         const JsonValue& about) {
  const std::string group = member_text(about, "group");
  json.key("group_cases").begin_array();
  std::string matching;
  if (!group.empty()) {
    const ApiReply found =
        ask_api(request, backend, "/v1/cases", {{"group", group}, {"limit", "6"}});
    matching = member_text(found.json, "matching");
    std::size_t shown = 0;
    for (const JsonValue& each : elements(found.json, "cases")) {
      if (member_text(each, "id") == member_text(about, "id") || shown == 5) continue;
      ++shown;
      write_value(json, each);
    }
  }
  json.end_array().member("group_matching", matching);
}

}  // namespace assize::api
