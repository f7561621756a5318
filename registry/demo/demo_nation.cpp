#include "registry/demo/demo_nation.h"

#include <algorithm>
#include <array>
#include <span>
#include <stdexcept>
#include <string_view>

#include "pricing/text/csv.h"
#include "registry/demo/demo_names.h"
#include "registry/embedded.h"
#include "registry/register/local_authorities.h"

namespace assize::registry {
namespace {

using pricing::Date;
using pricing::Need;
using pricing::Provision;

constexpr std::uint32_t first_regulated_urn = 900'001;
constexpr std::uint32_t first_state_urn = 960'001;
constexpr int group_schools_percent = 60;
constexpr std::int64_t metres_in_kilometre = 1000;

struct Place {
  const LocalAuthority* council;
  std::string town;
  std::string postcode_area;
  std::int64_t easting_km;
  std::int64_t northing_km;
  std::int64_t weight;
};

std::vector<Place> read_places() {
  std::vector<Place> places;
  const auto table = pricing::read_csv(
      embedded_file("data/demo_places.csv"),
      [](const pricing::CsvTable&) { return Result<bool>(true); },
      [&](const pricing::CsvRow& row) {
        const auto code = pricing::LaCode::parse(row.fields.at(0)).value();
        places.push_back({find_local_authority(code), row.fields.at(1), row.fields.at(2),
                          std::stoll(row.fields.at(3)), std::stoll(row.fields.at(4)),
                          std::stoll(row.fields.at(5))});
      });
  if (!table) throw std::logic_error("demo_places.csv: " + table.faults()[0].message);
  return places;
}

// One place after another, as often as its weight, so that small markets spread over the whole
// nation too: the order is shuffled once, and then dealt.
std::vector<const Place*> deal_of(const std::vector<Place>& places, DemoRandom& random) {
  std::vector<const Place*> deal;
  for (const Place& place : places) deal.push_back(&place);
  for (const Place& place : places) {
    for (std::int64_t turn = 1; turn < place.weight; ++turn) deal.push_back(&place);
  }
  const auto shuffle = [&](std::size_t from, std::size_t to) {
    for (std::size_t at = to - 1; at > from; --at) {
      const auto other =
          random.between(static_cast<std::int64_t>(from), static_cast<std::int64_t>(at));
      std::swap(deal[at], deal[static_cast<std::size_t>(other)]);
    }
  };
  shuffle(0, places.size());
  shuffle(places.size(), deal.size());
  return deal;
}

Date day(int year, int month, int date) { return Date::from_civil(year, month, date).value(); }

// How often each need is catered for, out of a thousand schools.
struct NeedShare {
  Need need;
  int per_thousand;
};
constexpr std::array need_shares{
    NeedShare{Need::asd, 620},  NeedShare{Need::semh, 480}, NeedShare{Need::mld, 180},
    NeedShare{Need::slcn, 220}, NeedShare{Need::sld, 120},  NeedShare{Need::spld, 110},
    NeedShare{Need::pmld, 50},  NeedShare{Need::pd, 50},    NeedShare{Need::hi, 25},
    NeedShare{Need::vi, 20},    NeedShare{Need::msi, 12},   NeedShare{Need::ds, 25},
    NeedShare{Need::oth, 40}};

void choose_needs(DemoSchool& school, DemoRandom& random) {
  for (const NeedShare& share : need_shares) {
    if (random.chance(share.per_thousand)) school.needs.push_back(share.need);
  }
  if (school.needs.empty()) school.needs.push_back(random.chance(600) ? Need::asd : Need::semh);
  std::ranges::sort(school.needs);
}

void choose_ages(DemoSchool& school, DemoRandom& random) {
  struct Ages {
    int from;
    int to;
  };
  constexpr std::array<Ages, 6> ages{{{5, 16}, {5, 19}, {7, 16}, {11, 16}, {11, 19}, {7, 19}}};
  const Ages chosen = random.pick(std::span<const Ages>(ages));
  school.age_from = school.type_code == 32 ? 16 : chosen.from;
  school.age_to = school.type_code == 32 ? 25 : chosen.to;
}

void choose_provisions(DemoSchool& school, DemoRandom& random) {
  const bool is_residential = random.chance(school.type_code == 8 ? 400 : 160);
  if (!is_residential || random.chance(750)) school.provisions.push_back(Provision::day);
  if (!is_residential) return;
  if (random.chance(450)) school.provisions.push_back(Provision::weekly);
  if (random.chance(500)) school.provisions.push_back(Provision::termly);
  if (random.chance(450)) school.provisions.push_back(Provision::full_year);
  if (school.provisions.empty()) school.provisions.push_back(Provision::termly);
  // A school that lodges children all year must be a children's home; a few have not seen to it.
  const bool all_year = school.provisions.back() == Provision::full_year;
  school.childrens_home = all_year && random.chance(880);
}

void choose_place(DemoSchool& school, DemoRandom& random, const Place& place) {
  school.la_code = place.council->code.text();
  school.la_name = place.council->name;
  school.region = place.council->region;
  school.town = place.town;
  school.street = demo_street(random);
  school.postcode = demo_postcode(random, place.postcode_area);
  const std::int64_t spread_metres = place.weight >= 5 ? 14'000 : 3'000;
  const auto near = [&](std::int64_t kilometres) {
    return std::max<std::int64_t>(
        kilometres * metres_in_kilometre + random.between(-spread_metres, spread_metres), 1'000);
  };
  school.easting = near(place.easting_km);
  school.northing = near(place.northing_km);
}

void choose_life(DemoSchool& school, DemoRandom& random) {
  school.open_date =
      day(1985, 9, 1).plus_days(static_cast<int>(random.between(0, std::int64_t{38} * 365)));
  school.inspected_on = day(2022, 9, 12).plus_days(static_cast<int>(random.between(0, 1200)));
  constexpr std::array<std::string_view, 10> ratings{
      "Outstanding", "Outstanding",          "Good",      "Good", "Good", "Good", "Good",
      "Good",        "Requires improvement", "Inadequate"};
  school.rating = std::string(random.pick(std::span<const std::string_view>(ratings)));
  if (random.chance(20)) {
    school.status = 2;
    school.close_date = day(2024, 8, 31);
  } else if (random.chance(10)) {
    school.status = 3;
    school.close_date = day(2027, 8, 31);
  } else if (random.chance(8)) {
    school.status = 4;
    school.open_date = day(2027, 9, 1);
  } else if (random.chance(20)) {
    school.open_date = day(2025, 11, 3);
  }
}

void choose_section41(DemoSchool& school, DemoRandom& random) {
  if (school.type_code == 8 || school.status == 4 || !random.chance(600)) return;
  const Date granted = day(static_cast<int>(random.between(2014, 2024)), 9, 1);
  if (random.chance(60)) {
    school.section41.push_back(
        {false, granted.plus_days(static_cast<int>(random.between(0, 700)))});
    if (random.chance(500)) return;
    school.section41.push_back(
        {true, school.section41.back().on.plus_days(static_cast<int>(random.between(0, 500)))});
    return;
  }
  school.section41.push_back({school.status != 2, granted});
}

DemoSchool make_regulated(std::uint32_t urn, DemoRandom random, const Place& place) {
  DemoSchool school;
  school.urn = urn;
  school.type_code = random.chance(130) ? 32 : (random.chance(50) ? 8 : 10);
  school.name = school.type_code == 32 ? demo_college_name(random) : demo_school_name(random);
  choose_place(school, random, place);
  choose_needs(school, random);
  choose_ages(school, random);
  choose_provisions(school, random);
  choose_life(school, random);
  choose_section41(school, random);
  school.capacity = random.between(20, 120);
  school.pupils = school.capacity * random.between(70, 100) / 100;
  school.fees = random.fork();
  return school;
}

DemoSchool make_alternative(std::uint32_t urn, DemoRandom random, const Place& place) {
  constexpr std::array<int, 6> types{7, 7, 12, 33, 36, 44};
  DemoSchool school;
  school.urn = urn;
  school.type_code = random.pick(std::span<const int>(types));
  school.name = demo_state_school_name(random);
  choose_place(school, random, place);
  choose_needs(school, random);
  choose_ages(school, random);
  choose_life(school, random);
  school.capacity = random.between(60, 260);
  school.pupils = school.capacity * random.between(85, 110) / 100;
  return school;
}

std::string numbered(std::string_view scheme, std::size_t number, std::size_t digits) {
  std::string text = std::to_string(number);
  return std::string(scheme) + std::string(digits - text.size(), '0') + text;
}

// Adds a provider that runs the next `count` schools.
void add_provider(DemoNation& nation, DemoRandom& random, std::optional<std::size_t> group,
                  std::size_t& next_school, std::size_t count) {
  const std::size_t number = nation.providers.size() + 1;
  DemoProvider provider;
  const bool is_charity = !group && random.chance(220);
  provider.id = is_charity ? numbered("GB-CHC-9", number, 6) : numbered("GB-COH-ZZ", number, 6);
  provider.name = demo_provider_name(random, is_charity);
  provider.group = group;
  for (; count > 0 && next_school < nation.schools.size(); --count, ++next_school) {
    nation.schools[next_school].provider = nation.providers.size();
    provider.schools.push_back(next_school);
  }
  nation.providers.push_back(std::move(provider));
}

// A few large groups run most schools, through companies of their own; many small providers run the
// rest.
void share_out(DemoNation& nation, DemoRandom& random) {
  const std::size_t total = nation.schools.size();
  const std::size_t in_groups = total * group_schools_percent / 100;
  const std::size_t group_count = std::clamp<std::size_t>(total / 100, 1, 40);
  std::size_t weights = 0;
  for (std::size_t at = 0; at < group_count; ++at) weights += 60 / (at + 1) + 6;
  std::size_t next_school = 0;
  for (std::size_t at = 0; at < group_count; ++at) {
    nation.groups.push_back({numbered("GB-COH-ZY", at + 1, 6), demo_group_name(random)});
    std::size_t share = in_groups * (60 / (at + 1) + 6) / weights;
    while (share > 0) {
      const auto count = std::min(share, static_cast<std::size_t>(random.between(6, 30)));
      add_provider(nation, random, at, next_school, count);
      share -= count;
    }
  }
  while (next_school < total) {
    const auto count = random.chance(450) ? 1 : random.between(2, 6);
    add_provider(nation, random, std::nullopt, next_school, static_cast<std::size_t>(count));
  }
  for (DemoSchool& school : nation.schools) {
    if (!random.chance(15) || nation.providers.size() < 2) continue;
    const auto before = static_cast<std::size_t>(
        random.between(0, static_cast<std::int64_t>(nation.providers.size()) - 1));
    if (before != school.provider) school.provider_before = before;
  }
}

}  // namespace

DemoNation make_demo_nation(int schools, DemoRandom random) {
  const std::vector<Place> places = read_places();
  const std::vector<const Place*> deal = deal_of(places, random);
  DemoNation nation;
  const auto count = static_cast<std::uint32_t>(schools);
  for (std::uint32_t at = 0; at < count; ++at) {
    nation.schools.push_back(
        make_regulated(first_regulated_urn + at, random.fork(), *deal[at % deal.size()]));
  }
  for (std::uint32_t at = 0; at < count / 2; ++at) {
    nation.alternatives.push_back(
        make_alternative(first_state_urn + at, random.fork(), *deal[at % deal.size()]));
  }
  share_out(nation, random);
  return nation;
}

}  // namespace assize::registry
