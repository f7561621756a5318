#include "tests/pricing/impact/random_market.h"

namespace assize::pricing::testing {
namespace {

const char* const items[] = {"placement", "one_to_one", "transport"};
const char* const needs[] = {"*", "ASD", "SEMH"};
const char* const provisions[] = {"*", "day", "weekly"};
const char* const areas[] = {"*", "inner", "outer"};
const char* const parts[] = {"education", "boarding", "care", "health", "total"};
const char* const starts[] = {"2025-09-01", "2026-01-01", "2026-09-01"};

std::string money(int pennies) {
  const int part = pennies % 100;
  return std::to_string(pennies / 100) + (part < 10 ? ".0" : ".") + std::to_string(part);
}

std::string book_of(const std::string& areas_json, const std::string& bands) {
  return R"({"edition": "R", "title": "Random", "status": "example", "published": "2026-01-01",
 "areas": )" +
         areas_json + ", \"bands\": [" + bands + "], \"parameters\": []}";
}

}  // namespace

std::string RandomMarket::band(int number) {
  const bool whole = one_in(2);
  const int floor = between(0, 60);
  const auto quoted = [](const std::string& text) { return "\"" + text + "\""; };
  std::string json = "{\"id\": \"B" + std::to_string(number) + "\"";
  const auto member = [&](const char* name, const std::string& value) {
    json += ", \"" + std::string(name) + "\": " + value;
  };
  member("item", quoted(one_in(4) ? "*" : items[between(0, 1)]));
  member("provision", quoted(provisions[between(0, 2)]));
  member("need", quoted(needs[between(0, 2)]));
  member("age_from", std::to_string(between(4, 8)));
  member("age_to", std::to_string(between(9, 16)));
  member("area", quoted(areas[one_in(2) ? 0 : between(0, 2)]));
  const bool hourly = whole && one_in(2);
  member("unit", quoted(hourly ? "hour" : "year"));
  member("component", quoted(parts[whole ? 4 : between(0, 3)]));
  if (!one_in(3)) member("floor", quoted(money(floor)));
  if (!one_in(5)) member("ceiling", quoted(money(floor + between(0, 60))));
  member("from", quoted(starts[between(0, 2)]));
  if (one_in(3)) member("to", quoted("2027-01-01"));
  return json + "}";
}

// Bands are added one by one; what would tie is left out.
RuleBook RandomMarket::book() {
  const std::string areas_json =
      one_in(4) ? "[]" : R"([{"id": "inner", "las": ["201"], "factor": "1.1873"},
                      {"id": "outer", "las": ["301"], "factor": "0.95"}])";
  std::string bands;
  for (int number = 0; number < 14; ++number) {
    const std::string more = bands + (bands.empty() ? "" : ",\n") + band(number);
    if (RuleBook::load(book_of(areas_json, more), "").ok()) bands = more;
  }
  return RuleBook::load(book_of(areas_json, bands), "").value();
}

Pounds RandomMarket::price() { return Pounds::from_pennies(between(0, one_in(9) ? 900 : 150)); }

ImpactLine RandomMarket::line() {
  ImpactLine line;
  line.item = static_cast<std::uint16_t>(between(0, 3));
  line.provision = static_cast<Provision>(between(0, 1));
  line.need = one_in(2) ? Need::asd : Need::semh;
  line.age_from = static_cast<std::uint8_t>(between(4, 11));
  line.age_to = static_cast<std::uint8_t>(line.age_from + between(one_in(9) ? -1 : 0, 4));
  line.unit = one_in(3) ? Unit::hour : one_in(2) ? Unit::week : Unit::year;
  line.units_hundredths = line.unit == Unit::year ? 100 : between(1, 4000);
  line.prices.unit_price = price();
  for (Pounds& part : line.prices.parts) {
    part = one_in(2) ? price() : Pounds();
    line.prices.annual_price += part;
  }
  line.effective_from = Date::parse(one_in(2) ? "2025-09-01" : "2026-09-01").value();
  return line;
}

ImpactMarket RandomMarket::market(std::size_t schools, std::size_t lines_each) {
  ImpactMarket market;
  market.items = {"placement", "one_to_one", "transport", "unheard_of"};
  market.providers = 4;
  market.groups = 2;
  market.regions = 3;
  constexpr std::uint32_t councils[] = {201, 301, 401};
  for (std::size_t at = 0; at < schools; ++at) {
    ImpactSchool school;
    school.urn = 900001 + static_cast<std::uint32_t>(at);
    if (!one_in(6)) school.la = LaCode::from_number(councils[between(0, 2)]);
    if (!one_in(6)) school.provider = static_cast<Tag>(between(0, 3));
    if (school.provider != no_tag && school.provider < 3) school.group = school.provider % 2;
    if (school.la) school.region = static_cast<Tag>(between(0, 2));
    school.line_begin = market.lines.size();
    const int count = between(0, static_cast<int>(lines_each) * 2);
    for (int i = 0; i < count; ++i) market.lines.push_back(line());
    school.line_end = market.lines.size();
    market.schools.push_back(school);
  }
  return market;
}

}  // namespace assize::pricing::testing
