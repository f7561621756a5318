#include "registry/demo/demo_placements.h"

#include <algorithm>
#include <map>

#include "registry/placements/placement.h"

namespace assize::registry {
namespace {

using pricing::Date;
using pricing::Pounds;

constexpr std::int64_t placements_limit = 30;

Date day(int year, int month, int date) { return Date::from_civil(year, month, date).value(); }

std::int64_t pence(Pounds amount) { return amount.ten_thousandths() / 100; }

class PlacementMaker {
 public:
  PlacementMaker(const DemoNation& nation, DemoRandom random) : random_(random) {
    for (const DemoSchool& school : nation.schools) {
      councils_[school.region].push_back(school.la_code);
      schools_.emplace(school.urn, &school);
    }
  }

  CallOff make(const pricing::FeeLine& line) {
    const DemoSchool& school = *schools_.at(line.urn.number());
    CallOff placement(pricing::LaCode::parse(council_of(school)).value(), line.urn);
    placement.reference = "P-" + std::to_string(1'000'000 + ++made_).substr(1);
    placement.line = line.line;
    placement.need = line.need;
    placement.provision = line.provision;
    placement.basis = choose_basis();
    // Spot purchases are made all the year round, and others for the school year.
    const int year = 2021 + static_cast<int>(random_.between(0, 5));
    placement.start = day(year, 9, 1);
    if (placement.basis != pricing::PlacementBasis::strategic && year < 2026) {
      placement.start = placement.start.plus_days(static_cast<int>(random_.between(0, 300)));
    }
    choose_end(placement);
    choose_price(placement, line);
    return placement;
  }

 private:
  // Mostly the school's own council, else another of its region.
  std::string council_of(const DemoSchool& school) {
    if (random_.chance(600)) return school.la_code;
    return random_.pick(std::span<const std::string>(councils_.at(school.region)));
  }

  pricing::PlacementBasis choose_basis() {
    const std::int64_t drawn = random_.between(0, 99);
    if (drawn < 30) return pricing::PlacementBasis::strategic;
    return drawn < 85 ? pricing::PlacementBasis::spot : pricing::PlacementBasis::directed;
  }

  void choose_end(CallOff& placement) {
    if (!random_.chance(100) || placement.start >= day(2026, 4, 1)) return;
    placement.end = day(2026, 7, 31);
    const std::int64_t drawn = random_.between(0, 9);
    if (drawn == 0) {
      placement.ending = Ending{
          EndedBy::provider, day(2026, 4, 1).plus_days(static_cast<int>(random_.between(0, 60)))};
    } else {
      placement.ending = Ending{drawn < 6 ? EndedBy::commissioner : EndedBy::other, std::nullopt};
    }
  }

  // A few have agreed a price of their own.
  void choose_price(CallOff& placement, const pricing::FeeLine& line) {
    std::int64_t annual = pence(line.annual_price);
    if (random_.chance(80)) {
      const std::int64_t unit = pence(line.unit_price) * random_.between(960, 1120) / 1000;
      placement.agreed = pricing::AgreedPrice{line.unit, Pounds::from_pennies(unit)};
      annual = (unit * line.units_hundredths + 50) / 100;
    }
    const std::int64_t care = std::min(pence(line.care), annual);
    const std::int64_t health = std::min(pence(line.health), annual - care);
    placement.annual_price = Pounds::from_pennies(annual);
    placement.care = Pounds::from_pennies(care);
    placement.health = Pounds::from_pennies(health);
    placement.education = Pounds::from_pennies(annual - care - health);
  }

  DemoRandom random_;
  std::map<std::string, std::vector<std::string>> councils_;  // by region, as often as they occur
  std::map<std::uint32_t, const DemoSchool*> schools_;
  int made_ = 0;
};

void add_vacancies(const DemoSchool& school, pricing::Provision provision, int free_per_thousand,
                   DemoRandom& random, std::vector<DemoVacancy>& vacancies) {
  // Some have said nothing at all.
  if (school.status == 2 || school.status == 4 || random.chance(120)) return;
  const int days_ago =
      static_cast<int>(random.chance(800) ? random.between(0, 28) : random.between(31, 90));
  std::size_t needs = 0;
  for (const pricing::Need need : school.needs) {
    if (++needs > 3) return;
    Vacancy vacancy{need, provision, school.age_from, school.age_to, 0, {}};
    if (random.chance(free_per_thousand))
      vacancy.vacancies = static_cast<int>(random.between(1, 6));
    vacancies.push_back({school.urn, vacancy, days_ago});
  }
}

}  // namespace

std::string write_demo_placements(const DemoNation& nation, std::span<const pricing::FeeLine> sold,
                                  DemoRandom random) {
  std::map<std::uint32_t, std::vector<const pricing::FeeLine*>> lines;
  for (const pricing::FeeLine& line : sold) lines[line.urn.number()].push_back(&line);
  PlacementMaker maker(nation, random.fork());
  std::string csv = placement_csv_header();
  for (const DemoSchool& school : nation.schools) {
    const auto of_school = lines.find(school.urn);
    if (of_school == lines.end()) continue;
    const std::int64_t count = std::min(school.pupils / 3 + 1, placements_limit);
    for (std::int64_t made = 0; made < count; ++made) {
      const auto* line = random.pick(std::span<const pricing::FeeLine* const>(of_school->second));
      append_placement_csv(csv, maker.make(*line));
    }
  }
  return csv;
}

std::vector<DemoVacancy> make_demo_vacancies(const DemoNation& nation, DemoRandom random) {
  std::vector<DemoVacancy> vacancies;
  for (const DemoSchool& school : nation.schools) {
    for (const pricing::Provision provision : school.provisions) {
      add_vacancies(school, provision, 450, random, vacancies);
    }
  }
  for (const DemoSchool& school : nation.alternatives) {
    add_vacancies(school, pricing::Provision::day, 150, random, vacancies);
  }
  return vacancies;
}

std::string write_demo_places(std::span<const DemoVacancy> vacancies,
                              const std::optional<Date>& today) {
  std::string csv = "urn,need,provision,age_from,age_to,vacancies,stated\n";
  for (const auto& [urn, vacancy, days_ago] : vacancies) {
    const std::string stated = today ? today->plus_days(-days_ago).text() : "";
    for (const std::string& field :
         {std::to_string(urn), std::string(code(vacancy.need)),
          std::string(code(vacancy.provision)), std::to_string(vacancy.age_from),
          std::to_string(vacancy.age_to), std::to_string(vacancy.vacancies)}) {
      csv += field + ",";
    }
    csv += stated + "\n";
  }
  return csv;
}

}  // namespace assize::registry
