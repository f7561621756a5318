#include "tests/pricing/twin/random_filing.h"

namespace assize::twin {

const std::vector<std::string> fee_columns{
    "urn",          "line",     "item",           "provision",  "need",           "age_from",
    "age_to",       "unit",     "units_per_year", "unit_price", "annual_price",   "education",
    "boarding",     "care",     "health",         "vat_rate",   "effective_from", "effective_to",
    "notice_given", "included", "new_provision"};
const std::vector<std::string> register_columns{
    "urn", "name", "type_code", "la_code", "open_date", "close_date", "childrens_home"};

namespace {

// Bands of every kind of specificity, two areas, and every parameter that the rules read; some end
// within the dates that the filings use.
constexpr const char* rule_book_with_areas = R"({
 "edition": "T1", "title": "For the twin", "status": "example", "published": "2026-03-31",
 "areas": [{"id": "inner", "las": ["201", "202"], "factor": "1.1850"},
           {"id": "outer", "las": ["301"], "factor": "1.0700"}],
 "bands": [
  {"id": "B1", "item": "placement", "provision": "day", "need": "ASD", "age_from": 11,
   "age_to": 15, "area": "*", "unit": "year", "component": "education", "floor": "240.00",
   "ceiling": "620.00", "from": "2025-09-01", "to": "2027-09-01"},
  {"id": "B2", "item": "placement", "provision": "day", "need": "*", "age_from": 5, "age_to": 18,
   "area": "*", "unit": "year", "component": "education", "floor": "200.00",
   "ceiling": "600.00", "from": "2025-09-01", "to": "2026-09-01"},
  {"id": "B3", "item": "placement", "provision": "*", "need": "*", "age_from": 5, "age_to": 19,
   "unit": "year", "component": "care", "floor": "0.00", "ceiling": "100.01",
   "from": "2025-09-01"},
  {"id": "B4", "item": "placement", "provision": "*", "need": "*", "age_from": 5, "age_to": 19,
   "area": "inner", "unit": "year", "component": "care", "ceiling": "110.00",
   "from": "2025-09-01"},
  {"id": "B5", "item": "one_to_one", "provision": "*", "need": "*", "age_from": 0, "age_to": 25,
   "unit": "hour", "component": "total", "floor": "1.00", "ceiling": "30.00",
   "from": "2025-09-01"},
  {"id": "B6", "item": "one_to_one", "provision": "*", "need": "*", "age_from": 0, "age_to": 25,
   "unit": "year", "component": "total", "ceiling": "700.00", "from": "2025-09-01"},
  {"id": "B7", "item": "placement", "provision": "day", "need": "SEMH", "age_from": 5,
   "age_to": 18, "unit": "week", "component": "total", "ceiling": "18.00",
   "from": "2025-09-01"}],
 "parameters": [
  {"id": "increase_cap", "unit": "percent", "title": "cap",
   "values": [{"from": "2025-09-01", "value": "5"}]},
  {"id": "increase_index", "unit": "percent", "title": "index",
   "values": [{"from": "2024-09-01", "value": "2"},
              {"from": "2026-09-01", "value": "3.8"}, {"from": "2027-01-01", "value": null}]},
  {"id": "increase_flex", "unit": "percent", "title": "flex",
   "values": [{"from": "2026-09-01", "value": "0.7"}]},
  {"id": "notice_days", "unit": "days", "title": "notice",
   "values": [{"from": "2026-01-01", "value": "90"}]},
  {"id": "basket", "unit": "hours", "title": "basket",
   "values": [{"from": "2026-09-01",
               "value": {"one_to_one": "10", "speech_language_therapy": "2.50"}}]},
  {"id": "residential_days_limit", "unit": "days", "title": "days",
   "values": [{"from": "2026-01-01", "value": "295"}]},
  {"id": "price_spread_limit", "unit": "percent", "title": "spread",
   "values": [{"from": "2026-09-01", "value": "5"}, {"from": "2027-01-01", "value": null}]},
  {"id": "vat_rates", "unit": "percent", "title": "vat",
   "values": [{"from": "2026-01-01", "value": ["20", "5.0"]}]}]
})";

std::string money_text(std::int64_t pennies) {
  const auto part = pennies % 100;
  return std::to_string(pennies / 100) + (part < 10 ? ".0" : ".") + std::to_string(part);
}

class Maker {
 public:
  explicit Maker(std::uint64_t seed) : random_(seed) {}

  SlowInput filing() {
    SlowInput input;
    input.rule_book = rule_book_with_areas;
    input.filed = pick({"2026-06-01", "2026-09-01", "2026-09-02"});
    input.school_register = schools();
    if (one_in(10)) input.school_register.reset();
    std::vector<Fields> before;
    const int count = between(1, 9);
    for (int i = 0; i < count; ++i) before.push_back(line(i, "2025-09-01", "2026-08-31"));
    for (int i = 0; i < count; ++i) {
      if (one_in(8)) continue;
      input.fees.push_back(one_in(6) ? line(i + 20, "2026-09-01", "2027-08-31")
                                     : next_year(before[static_cast<std::size_t>(i)]));
      if (one_in(12)) input.fees.push_back(input.fees.back());
    }
    if (input.fees.empty()) input.fees.push_back(line(40, "2026-09-01", "2027-08-31"));
    for (auto& fields : input.fees) {
      if (one_in(12)) spoil(fields);
    }
    if (!one_in(4)) input.facts = facts(before);
    if (!one_in(10)) input.previous = std::move(before);
    return input;
  }

 private:
  bool one_in(int count) { return between(1, count) == 1; }
  int between(int least, int most) {
    return least + static_cast<int>(random_() % static_cast<std::uint64_t>(most - least + 1));
  }
  std::string pick(const std::vector<std::string>& from) {
    return from[static_cast<std::size_t>(between(0, static_cast<int>(from.size()) - 1))];
  }

  std::vector<Fields> schools() {
    std::vector<Fields> rows;
    for (const char* urn : {"900001", "900002"}) {
      if (one_in(8)) continue;
      rows.push_back({{"urn", urn},
                      {"name", "School"},
                      {"type_code", pick({"10", "10", "10", "08", "7"})},
                      {"la_code", pick({"201", "301", "840", "840", ""})},
                      {"open_date", pick({"", "2020-01-01", "2026-09-01", "2026-09-02"})},
                      {"close_date", pick({"", "", "2026-09-01", "2026-08-31"})},
                      {"childrens_home", pick({"yes", "no"})}});
    }
    return rows;
  }

  Fields line(int number, const char* from, const char* to) {
    Fields fields{
        {"urn", pick({"900001", "900001", "900002"})},
        {"line", "L" + std::to_string(number)},
        {"item", pick({"placement", "placement", "one_to_one", "speech_language_therapy"})},
        {"provision", pick({"day", "day", "weekly", "full_year"})},
        {"need", pick({"ASD", "ASD", "SEMH"})},
        {"age_from", pick({"5", "11", "11"})},
        {"age_to", pick({"15", "15", "18", "19"})},
        {"vat_rate", pick({"0", "0", "20", "5", "17.5"})},
        {"effective_from", from},
        {"effective_to", to},
        {"notice_given", pick({"2026-05-01", "2026-06-03", "2026-06-04", ""})},
        {"included", ""},
        {"new_provision", one_in(8) ? "Plan amended" : ""}};
    if (fields["item"] == "placement") {
      fields["included"] = pick({"", "one_to_one", "one_to_one;speech_language_therapy", ""});
      fields["unit"] = pick({"year", "year", "week", "term"});
    } else {
      if (one_in(3)) fields["provision"] = "any";
      if (one_in(3)) fields["need"] = "ANY";
      fields["unit"] = pick({"hour", "hour", "hour", "year"});
    }
    fields["units_per_year"] = usual_units(fields);
    price(fields, fields["unit"] == "hour" ? between(2'500, 3'700) : between(20'000, 75'000));
    return fields;
  }

  std::string usual_units(const Fields& fields) {
    const std::string& unit = fields.at("unit");
    if (unit == "year") return one_in(20) ? "2" : "1";
    if (unit == "term") return pick({"3", "6", "6.5"});
    if (unit == "hour") return pick({"10", "2.5", "190.25"});
    if (fields.at("provision") == "full_year") return pick({"52", "50", "49.99", "53"});
    return pick({"38", "39", "44", "44.01"});
  }

  // A price of about `annual` pennies a year (or an hour), with components that sum to it.
  void price(Fields& fields, std::int64_t pennies) {
    const std::string units = fields["units_per_year"];
    const auto dot = units.find('.');
    std::int64_t hundredths = std::stoll(units.substr(0, dot)) * 100;
    if (dot != std::string::npos) {
      std::string part = units.substr(dot + 1);
      if (part.size() == 1) part += '0';
      hundredths += std::stoll(part);
    }
    std::int64_t unit_pennies = pennies;
    if (fields["unit"] == "week" || fields["unit"] == "term") {
      unit_pennies = pennies * 100 / hundredths;
    }
    const std::int64_t annual = (unit_pennies * hundredths + 50) / 100;
    const std::int64_t care = annual / between(5, 8);
    fields["unit_price"] = money_text(unit_pennies);
    fields["annual_price"] = money_text(annual);
    fields["education"] = money_text(annual - care);
    fields["care"] = money_text(care);
    fields["boarding"] = "0";
    fields["health"] = one_in(2) ? "0.00" : "0";
  }

  // Last year's line, a year on: the same, dearer by about the limits, re-named, shorter,
  // unbundled.
  Fields next_year(const Fields& before) {
    Fields fields = before;
    fields["effective_from"] = pick({"2026-09-01", "2026-09-01", "2026-09-02", "2027-01-01"});
    fields["effective_to"] = pick({"2027-08-31", "2027-08-31", "2027-09-01", "2027-09-02"});
    if (one_in(4)) {
      fields["line"] += "-renamed";
      if (one_in(2)) fields["age_to"] = "16";
    }
    if (one_in(8)) fields["need"] = "SEMH";
    if (one_in(8)) fields["units_per_year"] = usual_units(fields);
    if (one_in(6)) fields["included"] = "";
    std::string digits = before.at("unit_price");
    digits.erase(digits.find('.'), 1);
    const std::int64_t old = std::stoll(digits);
    const std::int64_t limit_tenths_percent = pick({"45", "50"}) == "45" ? 45 : 50;
    const std::int64_t at_limit = old * (1000 + limit_tenths_percent) / 1000;
    const std::int64_t candidates[] = {old,     at_limit,  at_limit + 1, old + old / 20,
                                       old * 2, old - 100, old + 1};
    const std::int64_t unit_pennies = candidates[between(0, 6)];
    const bool is_divided = fields["unit"] == "week" || fields["unit"] == "term";
    price(fields, is_divided ? 0 : unit_pennies);
    if (is_divided) reprice_units(fields, unit_pennies);
    return fields;
  }

  void reprice_units(Fields& fields, std::int64_t unit_pennies) {
    const std::string unit = fields["unit"];
    fields["unit"] = "hour";  // prices of hours are taken as they stand
    price(fields, unit_pennies);
    fields["unit"] = unit;
  }

  static std::string object(const Fields& fields) {
    std::string text;
    for (const auto& [key, value] : fields) {
      text += text.empty() ? "{" : ",";
      text += "\"" + key + "\":" + (value[0] == '{' ? value : "\"" + value + "\"");
    }
    return text + "}";
  }

  static std::int64_t pennies_of(const std::string& money) {
    std::string digits = money;
    digits.erase(digits.find('.'), 1);
    return std::stoll(digits);
  }

  // What is known of last year's lines: their prices then and before, and who is placed on them.
  std::string facts(const std::vector<Fields>& before) {
    std::map<std::string, std::vector<std::string>> lists;
    for (const auto& line : before) {
      const Fields name{{"urn", line.at("urn")}, {"line", line.at("line")}};
      add_history(lists["history"], name, line);
      for (const char* commissioner : {"301", "302"}) {
        add_placement(lists, name, line, commissioner);
      }
    }
    for (const char* urn : {"900001", "900002"}) {
      if (!one_in(3)) continue;
      lists["ownership_changes"].push_back(
          object({{"urn", urn},
                  {"from", "A"},
                  {"to", "B"},
                  {"day", pick({"2025-08-31", "2025-09-01", "2025-09-02", "2026-09-02"})}}));
    }
    std::string text;
    for (const char* list :
         {"agreements", "ended_placements", "history", "ownership_changes", "placements"}) {
      text += std::string(text.empty() ? "{" : ",") + "\"" + list + "\":[";
      for (std::size_t i = 0; i < lists[list].size(); ++i) text += (i ? "," : "") + lists[list][i];
      text += "]";
    }
    return text + "}";
  }

  void add_history(std::vector<std::string>& history, const Fields& name, const Fields& line) {
    const std::string changed = pick({"2025-09-01", "2025-09-02", "2025-09-03", "2026-01-01"});
    const std::string eve = std::map<std::string, std::string>{
        {"2025-09-01", "2025-08-31"},
        {"2025-09-02", "2025-09-01"},
        {"2025-09-03", "2025-09-02"},
        {"2026-01-01",
         "2025-12-31"}}.at(changed);
    const std::int64_t now = pennies_of(line.at("unit_price"));
    for (const bool is_old : {true, false}) {
      Fields price = name;
      price["effective_from"] = is_old ? pick({"2022-09-01", "2023-09-01", "2023-09-02"}) : changed;
      price["effective_to"] = is_old ? eve : "2026-08-31";
      price["unit"] = one_in(6) ? "day" : line.at("unit");
      price["units_per_year"] = line.at("units_per_year");
      const std::int64_t old = pick({"0", "1"}) == "0" ? now - between(0, 1) : now * 9 / 10;
      price["unit_price"] = money_text(is_old ? old : now);
      price["annual_price"] = line.at("annual_price");
      history.push_back(object(price));
    }
  }

  void add_placement(std::map<std::string, std::vector<std::string>>& lists, const Fields& name,
                     const Fields& line, const char* commissioner) {
    if (one_in(3)) return;
    Fields placement = name;
    placement["commissioner"] = commissioner;
    placement["reference"] = "P";
    placement["basis"] = "spot";
    placement["from"] = pick({"2025-09-01", "2026-09-01", "2026-09-02"});
    if (one_in(3)) placement["to"] = pick({"2026-09-02", "2027-01-01"});
    if (one_in(2)) {
      const std::int64_t price = pennies_of(line.at("unit_price"));
      placement["agreed"] =
          "{\"unit\":\"" + (one_in(4) ? "day" : line.at("unit")) + "\",\"unit_price\":\"" +
          money_text(one_in(2) ? price : price * 105 / 100 + between(0, 1)) + "\"}";
    }
    lists["placements"].push_back(object(placement));
    for (int answers = between(0, 2); answers > 0; --answers) {
      Fields answer = name;
      answer["commissioner"] = commissioner;
      answer["effective_from"] = pick({"2026-09-01", "2026-09-01", "2026-09-02"});
      answer["day"] = pick({"2026-05-01", "2026-05-02"});
      answer["position"] = pick({"accepted", "accepted", "challenged"});
      lists["agreements"].push_back(object(answer));
    }
    if (!one_in(6)) return;
    Fields ended = name;
    ended["commissioner"] = pick({"301", "302"});
    ended["day"] = pick({"2026-04-30", "2026-05-01", "2026-07-30", "2026-07-31"});
    lists["ended_placements"].push_back(object(ended));
  }

  void spoil(Fields& fields) {
    const std::string column =
        fee_columns[static_cast<std::size_t>(between(0, static_cast<int>(fee_columns.size()) - 2))];
    if (column == "line") return;
    fields[column] = pick({"", "abc", "-1", "1e3", "1.005", "99", "31/08/2026", "2026-02-30", "0",
                           "any", "ANY", "999999999999.99", "900003", "week"});
  }

  std::mt19937_64 random_;
};

}  // namespace

SlowInput random_filing(std::uint64_t seed) { return Maker(seed).filing(); }

std::string csv_text(const std::vector<std::string>& columns, const std::vector<Fields>& rows) {
  std::string text;
  for (std::size_t i = 0; i < columns.size(); ++i) text += (i ? "," : "") + columns[i];
  text += '\n';
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const auto found = row.find(columns[i]);
      if (i) text += ',';
      if (found != row.end()) text += found->second;
    }
    text += '\n';
  }
  return text;
}

}  // namespace assize::twin
