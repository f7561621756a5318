#include <map>
#include <utility>

#include "pricing/exact/explain.h"
#include "pricing/market/grid.h"
#include "pricing/market/market_facts.h"
#include "pricing/rule_book/object_reader.h"

namespace assize::pricing {
namespace {

constexpr std::size_t name_limit_bytes = 200;
constexpr std::int64_t count_limit = 999'999'999;
constexpr std::int64_t age_limit = 25;

constexpr DecimalForm metres_form{"a number of metres", "512345", 7, 2};

Result<std::int64_t> parse_metres(std::string_view text) {
  if (const auto centimetres = read_scaled<7, 2>(text)) return *centimetres;
  return Fault{"", explain_decimal(text, metres_form)};
}
Result<PlacementBasis> parse_basis(std::string_view text) {
  return parse_code<PlacementBasis>(placement_basis_codes, text);
}
Result<Standards> parse_standards(std::string_view text) {
  return parse_code<Standards>(standards_codes, text);
}
Result<StandingKind> parse_kind(std::string_view text) {
  return parse_code<StandingKind>(standing_kind_codes, text);
}
Result<StandingState> parse_state(std::string_view text) {
  return parse_code<StandingState>(standing_state_codes, text);
}

std::optional<std::string> find_name(ObjectReader& reader, std::string_view key) {
  if (reader.find(key) == nullptr) return std::nullopt;
  return reader.find_line(key, name_limit_bytes);
}

std::uint32_t require_count(ObjectReader& reader, std::string_view key, std::string_view thing) {
  reader.require(key);
  return static_cast<std::uint32_t>(reader.find_whole(key, thing, count_limit).value_or(0));
}

// Says so where one of two members that belong together is missing.
bool have_both(ObjectReader& reader, std::string_view one, std::string_view other) {
  const bool has_one = reader.find(one) != nullptr;
  const bool has_other = reader.find(other) != nullptr;
  if (has_one != has_other) {
    reader.fault(has_one ? other : one, "this is missing: write both " + std::string(one) +
                                            " and " + std::string(other) + ", or neither");
  }
  return has_one && has_other;
}

std::optional<AgeRange> find_ages(ObjectReader& reader) {
  const auto from = reader.find_whole("age_from", "an age", age_limit);
  const auto to = reader.find_whole("age_to", "an age", age_limit);
  if (!have_both(reader, "age_from", "age_to") || !from || !to) return std::nullopt;
  if (*to < *from) reader.fault("age_to", "this is below age_from: put the lower age first");
  return AgeRange{static_cast<int>(*from), static_cast<int>(*to)};
}

std::optional<GridPosition> find_position(ObjectReader& reader) {
  const auto easting = reader.find_parsed<std::int64_t>("easting", parse_metres);
  const auto northing = reader.find_parsed<std::int64_t>("northing", parse_metres);
  if (!have_both(reader, "easting", "northing") || !easting || !northing) return std::nullopt;
  if (*easting > easting_limit_metres * 100) {
    reader.fault("easting", "this is off the national grid: write at most 700000 metres");
  }
  if (*northing > northing_limit_metres * 100) {
    reader.fault("northing", "this is off the national grid: write at most 1300000 metres");
  }
  if (*easting == 0 && *northing == 0) {
    reader.fault("easting", "nil east and nil north is no school's place: leave both out");
  }
  return GridPosition{*easting, *northing};
}

// What the schools read so far say, to be held against each other.
struct Known {
  std::map<Urn, std::string> schools;                                      // where each stands
  std::map<std::string, std::pair<std::string, std::string>> of_provider;  // its group, and where
};

std::string group_words(const std::string& group) {
  return group.empty() ? "no group" : "group " + quoted(group);
}

std::optional<MarketSchool> read_school(ObjectReader& reader, Known& known) {
  const auto urn = reader.require_parsed<Urn>("urn", Urn::parse);
  const std::string name = reader.require_line("name", name_limit_bytes);
  auto provider = find_name(reader, "provider");
  auto group = find_name(reader, "group");
  auto region = find_name(reader, "region");
  const auto position = find_position(reader);
  if (urn) {
    const auto [before, is_new] = known.schools.emplace(*urn, reader.path());
    if (!is_new) {
      reader.fault("urn", urn->text() + " is also at " + before->second + ": write a school once");
    }
  }
  if (provider) {
    const auto [before, is_new] =
        known.of_provider.emplace(*provider, std::pair(group.value_or(""), reader.path()));
    if (!is_new && before->second.first != group.value_or("")) {
      reader.fault("group", "its provider is in " + group_words(before->second.first) + " at " +
                                before->second.second + ", and in " +
                                group_words(group.value_or("")) +
                                " here: write the same for each of its schools");
    }
  }
  if (!reader.is_good()) return std::nullopt;
  return MarketSchool{*urn,    name, std::move(provider), std::move(group), std::move(region),
                      position};
}

std::optional<MarketPlacement> read_placement(ObjectReader& reader) {
  const std::string commissioner = reader.require_line("commissioner", name_limit_bytes);
  const auto need = reader.require_parsed<Need>("need", parse_need);
  const auto urn = reader.require_parsed<Urn>("urn", Urn::parse);
  const auto from = reader.require_parsed<Date>("from", Date::parse);
  const auto to = reader.find_parsed<Date>("to", Date::parse);
  const auto basis = reader.require_parsed<PlacementBasis>("basis", parse_basis);
  const auto ages = find_ages(reader);
  const std::uint32_t count = require_count(reader, "count", "a number of placements");
  if (need == Need::any) {
    reader.fault("need", "a placement is for one need: write its code, not ANY");
  }
  if (from && to && *to < *from) reader.fault("to", "this is before from: correct one of them");
  if (!reader.is_good()) return std::nullopt;
  return MarketPlacement{commissioner, *need, *urn, *from, to, *basis, ages, count};
}

std::optional<Vacancy> read_vacancy(ObjectReader& reader) {
  const auto urn = reader.require_parsed<Urn>("urn", Urn::parse);
  const auto need = reader.require_parsed<Need>("need", parse_need);
  const auto provision = reader.find_parsed<Provision>("provision", parse_provision);
  const auto ages = find_ages(reader);
  const auto stated = reader.require_parsed<Date>("stated", Date::parse);
  const std::uint32_t places = require_count(reader, "places", "a number of places");
  if (!reader.is_good()) return std::nullopt;
  return Vacancy{*urn, *need, provision, ages, *stated, places};
}

std::optional<Inspection> read_inspection(ObjectReader& reader) {
  const auto urn = reader.require_parsed<Urn>("urn", Urn::parse);
  const auto day = reader.require_parsed<Date>("day", Date::parse);
  const auto standards = reader.require_parsed<Standards>("standards", parse_standards);
  const std::string body = reader.require_line("body", name_limit_bytes);
  if (!reader.is_good()) return std::nullopt;
  return Inspection{*urn, *day, *standards, body};
}

std::optional<Standing> read_standing(ObjectReader& reader) {
  const auto urn = reader.require_parsed<Urn>("urn", Urn::parse);
  const auto kind = reader.require_parsed<StandingKind>("kind", parse_kind);
  const auto day = reader.require_parsed<Date>("day", Date::parse);
  const auto state = reader.require_parsed<StandingState>("state", parse_state);
  if (!reader.is_good()) return std::nullopt;
  return Standing{*urn, *kind, *day, *state};
}

}  // namespace

Result<MarketFacts> read_market_facts(std::string_view json) {
  const auto document = parse_json(json);
  if (!document) return document.faults();
  Faults faults;
  ObjectReader reader(*document, "$",
                      {"inspections", "placements", "schools", "standings", "vacancies"}, faults);
  MarketFacts facts;
  Known known;
  facts.schools = reader.find_objects<MarketSchool>(
      "schools", {"easting", "group", "name", "northing", "provider", "region", "urn"},
      [&known](ObjectReader& each) { return read_school(each, known); });
  facts.placements = reader.find_objects<MarketPlacement>(
      "placements",
      {"age_from", "age_to", "basis", "commissioner", "count", "from", "need", "to", "urn"},
      read_placement);
  facts.vacancies = reader.find_objects<Vacancy>(
      "vacancies", {"age_from", "age_to", "need", "places", "provision", "stated", "urn"},
      read_vacancy);
  facts.inspections = reader.find_objects<Inspection>(
      "inspections", {"body", "day", "standards", "urn"}, read_inspection);
  facts.standings =
      reader.find_objects<Standing>("standings", {"day", "kind", "state", "urn"}, read_standing);
  if (!faults.empty()) return faults;
  return facts;
}

}  // namespace assize::pricing
