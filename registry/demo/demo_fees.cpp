#include "registry/demo/demo_fees.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "registry/demo/demo_prices.h"

namespace assize::registry {
namespace {

using pricing::Date;
using pricing::Need;
using pricing::Provision;
using pricing::Unit;

// One line through both years.
struct Plan {
  std::string name;
  DemoOffer offer;
  std::array<std::int64_t, 2> units_hundredths{};
  std::array<DemoParts, 2> parts{};
  std::array<std::string, 2> included;
  std::array<bool, 2> is_sold{true, true};
  std::int64_t slip_pence = 0;  // an error in adding up, in the second year
  std::string new_provision;
  bool is_in_advance = false;  // for the year after the second
};

struct Phase {
  std::string_view name;
  int age_from;
  int age_to;
};
constexpr std::array<Phase, 4> phases{
    {{"PRI", 2, 10}, {"SEC", 11, 15}, {"P16", 16, 19}, {"P20", 20, 25}}};

struct AddOn {
  std::string_view item;
  std::string_view name;
  std::int64_t hour_pence;
  std::int64_t hours;  // a year
  std::size_t component;
};
constexpr std::array add_ons{AddOn{"speech_language_therapy", "SLT", 9200, 39, 3},
                             AddOn{"occupational_therapy", "OT", 8800, 39, 3},
                             AddOn{"one_to_one", "ONE-TO-ONE", 2650, 950, 0},
                             AddOn{"psychology", "PSYCHOLOGY", 12'400, 19, 3},
                             AddOn{"physiotherapy", "PHYSIO", 8600, 39, 3},
                             AddOn{"mental_health", "CAMHS", 10'400, 39, 3},
                             AddOn{"two_to_one", "TWO-TO-ONE", 5100, 950, 0}};

constexpr std::array<std::string_view, 4> provision_names{"DAY", "WEEKLY", "TERMLY", "52WK"};

// The work on one school: its circumstances, then a step for each kind of trouble.
class FeeMaker {
 public:
  FeeMaker(const DemoSchool& school, const DemoManner& manner, const pricing::RuleBook& book)
      : school_(school),
        manner_(manner),
        book_(book),
        random_(school.fees),
        area_(book.area_of(pricing::LaCode::parse(school.la_code).value())),
        dearness_percent_(random_.between(82, 128)) {
    rise_per_ten_thousand_ =
        manner.rises_steeply ? random_.between(550, 1400) : random_.between(0, 300);
  }

  DemoYears make() {
    plan_placements();
    plan_add_ons();
    for (Plan& plan : plans_) raise(plan);
    unbundle();
    relabel();
    shorten_year();
    stray_from_bands();
    slip();
    DemoYears years;
    for (const Plan& plan : plans_) {
      if (is_open_in_first_year() && plan.is_sold[0]) years.first.push_back(line_of(plan, 0));
      if (plan.is_sold[1]) years.second.push_back(line_of(plan, 1));
    }
    return years;
  }

 private:
  static Date first_day(std::size_t year) {
    return Date::from_civil(2025 + static_cast<int>(year), 9, 1).value();
  }
  static Date last_day(std::size_t year) {
    return Date::from_civil(2026 + static_cast<int>(year), 8, 31).value();
  }
  bool is_open_in_first_year() const {
    return !school_.open_date || *school_.open_date <= first_day(0);
  }

  DemoLimits limits(const Plan& plan, std::size_t year) const {
    return demo_limits(book_, plan.offer, area_, first_day(year));
  }

  void choose_units(Plan& plan) {
    std::int64_t units = 1;
    if (plan.offer.provision == Provision::full_year) {
      plan.offer.unit = random_.chance(500) ? Unit::week : Unit::year;
      units = plan.offer.unit == Unit::week ? 52 : 1;
    } else {
      constexpr std::array<Unit, 5> choices{Unit::year, Unit::year, Unit::term, Unit::week,
                                            Unit::week};
      plan.offer.unit = random_.pick(std::span<const Unit>(choices));
      if (plan.offer.unit == Unit::term) units = 3;
      if (plan.offer.unit == Unit::week) units = random_.between(38, 39);
    }
    plan.units_hundredths = {units * 100, units * 100};
  }

  void plan_placements() {
    for (const Provision provision : school_.provisions) {
      std::size_t needs_priced = 0;
      for (const Need need : school_.needs) {
        if (++needs_priced > 3) break;
        for (const Phase& phase : phases) {
          if (school_.age_from > phase.age_to || school_.age_to < phase.age_from) continue;
          plan_placement(provision, need, phase);
        }
      }
    }
  }

  void plan_placement(Provision provision, Need need, const Phase& phase) {
    Plan plan;
    plan.offer = {pricing::Item::placement,
                  provision,
                  need,
                  std::max(phase.age_from, school_.age_from),
                  std::min(phase.age_to, school_.age_to),
                  Unit::year};
    plan.name = std::string(pricing::code(need)) + "-" +
                std::string(provision_names[static_cast<std::size_t>(provision)]) + "-" +
                std::string(phase.name);
    choose_units(plan);
    const DemoLimits allowed = limits(plan, 0);
    if (!allowed.is_covered) return;
    plan.parts[0] = placement_parts(plan.offer, dearness_percent_ + random_.between(-4, 4),
                                    school_.region == "London");
    fit_to_limits(plan.parts[0], allowed, plan.units_hundredths[0], true, random_);
    plans_.push_back(std::move(plan));
  }

  void plan_add_ons() {
    if (plans_.empty()) return;
    for (const AddOn& add_on : add_ons) {
      const auto item = book_.items().find(add_on.item);
      if (!item || !random_.chance(420)) continue;
      Plan plan;
      plan.name = std::string(add_on.name);
      plan.offer = {*item, Provision::any, Need::any, school_.age_from, school_.age_to, Unit::hour};
      plan.units_hundredths = {add_on.hours * 100, add_on.hours * 100};
      const DemoLimits allowed = limits(plan, 0);
      if (!allowed.is_covered) continue;
      const std::int64_t hour_pence = add_on.hour_pence * random_.between(86, 116) / 100;
      plan.parts[0][add_on.component] = hour_pence * add_on.hours;
      fit_to_limits(plan.parts[0], allowed, plan.units_hundredths[0], true, random_);
      plans_.push_back(std::move(plan));
    }
  }

  // The second year's price: the school's rise, but never into a ceiling.
  void raise(Plan& plan) {
    for (std::size_t at = 0; at < plan.parts[0].size(); ++at) {
      plan.parts[1][at] = plan.parts[0][at] * (10'000 + rise_per_ten_thousand_) / 10'000;
    }
    fit_to_limits(plan.parts[1], limits(plan, 1), plan.units_hundredths[1], false, random_);
    if (random_.chance(6)) {
      for (std::int64_t& part : plan.parts[1]) part = part * 106 / 100;
      plan.new_provision =
          "Amended plans name a second daily therapy session; annual reviews of "
          "spring 2026";
    }
  }

  bool is_placement(const Plan& plan) const { return plan.offer.item == pricing::Item::placement; }

  // A therapy that the placement's price held is charged by itself, and the price stays as it was.
  void unbundle() {
    if (!random_.chance(30) || manner_.rises_steeply) return;
    const auto add_on = std::ranges::find_if(
        plans_, [&](const Plan& plan) { return !is_placement(plan) && plan.parts[0][3] > 0; });
    if (add_on == plans_.end()) return;
    add_on->is_sold[0] = false;
    for (Plan& plan : plans_) {
      if (!is_placement(plan)) continue;
      plan.included[0] = std::string(book_.items().code(add_on->offer.item));
      plan.parts[1] = plan.parts[0];
    }
  }

  // A line ends, and one much like it begins under another name at a higher price.
  void relabel() {
    if (!random_.chance(25) || manner_.rises_steeply || plans_.empty()) return;
    Plan& old = plans_.front();
    Plan renamed = old;
    old.is_sold[1] = false;
    renamed.is_sold[0] = false;
    renamed.name += "-ENHANCED";
    if (renamed.offer.age_to > renamed.offer.age_from) ++renamed.offer.age_from;
    for (std::int64_t& part : renamed.parts[1]) part = part * 107 / 100;
    fit_to_limits(renamed.parts[1], limits(renamed, 1), renamed.units_hundredths[1], false,
                  random_);
    plans_.push_back(std::move(renamed));
  }

  // A week less for nearly the same money.
  void shorten_year() {
    if (!random_.chance(60) || manner_.rises_steeply) return;
    for (Plan& plan : plans_) {
      if (!is_placement(plan) || plan.offer.unit != Unit::week) continue;
      if (plan.offer.provision == Provision::full_year) continue;
      plan.units_hundredths[1] -= 100;
      plan.parts[1] = plan.parts[0];
    }
  }

  void stray_from_bands() {
    for (Plan& plan : plans_) {
      const std::size_t year = random_.chance(250) ? 0 : 1;
      const DemoLimits allowed = limits(plan, year);
      if (random_.chance(18)) {
        exceed(plan, allowed, year);
      } else if (random_.chance(8) && allowed.floor[0] && is_placement(plan)) {
        plan.parts[year][0] = *allowed.floor[0] * random_.between(820, 980) / 1000;
      }
    }
    // A price named a year too early, for days that no band covers yet.
    if (!random_.chance(25) || plans_.empty()) return;
    Plan plan = plans_.front();
    plan.name += "-2027";
    plan.is_sold = {false, true};
    plan.is_in_advance = true;
    plans_.push_back(std::move(plan));
  }

  void exceed(Plan& plan, const DemoLimits& allowed, std::size_t year) {
    const std::int64_t over_per_thousand = random_.between(1015, 1160);
    for (const std::size_t component : {std::size_t{0}, std::size_t{1}, std::size_t{2}}) {
      if (!allowed.ceiling[component] || plan.parts[year][component] == 0) continue;
      plan.parts[year][component] = *allowed.ceiling[component] * over_per_thousand / 1000;
      return;
    }
    const auto& ceiling = allowed.ceiling[4];
    const std::int64_t total = total_pence(plan.parts[year]);
    if (!ceiling || total == 0) return;
    std::int64_t wanted = *ceiling * over_per_thousand / 1000;
    if (allowed.total_is_per_unit) wanted = wanted * plan.units_hundredths[year] / 100;
    for (std::int64_t& part : plan.parts[year]) part = part * wanted / total;
  }

  void slip() {
    for (Plan& plan : plans_) {
      if (random_.chance(4)) plan.slip_pence = random_.between(1, 900) * 100;
    }
  }

  std::string vat_rate(Date on) const {
    if (school_.type_code == 8 || school_.urn % 5 != 0) return "0";
    const auto* rates = book_.parameter(pricing::Parameter::vat_rates, on);
    const auto twenty = pricing::Ratio::parse_percent("20").value();
    const bool allows = rates != nullptr && rates->rates &&
                        std::ranges::find(*rates->rates, twenty) != rates->rates->end();
    return allows ? "20" : "0";
  }

  pricing::FeeLine line_of(const Plan& plan, std::size_t year) const {
    const DemoPrice price = price_of(plan.parts[year], plan.units_hundredths[year]);
    const auto pounds = [](std::int64_t pence) { return pricing::Pounds::from_pennies(pence); };
    const std::size_t held_in = plan.is_in_advance ? 2 : year;
    const std::string vat = vat_rate(first_day(held_in));
    const Date filed = year == 0 ? manner_.first_filed : manner_.second_filed;
    const std::int64_t slip_pence = year == 1 ? plan.slip_pence : 0;
    return {0,
            pricing::Urn::from_number(school_.urn).value(),
            plan.name,
            plan.offer.item,
            plan.offer.provision,
            plan.offer.need,
            plan.offer.age_from,
            plan.offer.age_to,
            plan.offer.unit,
            plan.units_hundredths[year],
            pounds(price.unit_pence),
            pounds(price.annual_pence),
            pounds(price.parts[0] + slip_pence),
            pounds(price.parts[1]),
            pounds(price.parts[2]),
            pounds(price.parts[3]),
            pricing::Ratio::parse_percent(vat).value(),
            vat,
            first_day(held_in),
            last_day(held_in),
            filed.plus_days(-7),
            plan.included[year],
            year == 1 ? plan.new_provision : std::string()};
  }

  const DemoSchool& school_;
  const DemoManner& manner_;
  const pricing::RuleBook& book_;
  DemoRandom random_;
  std::optional<pricing::AreaIndex> area_;
  std::int64_t dearness_percent_;
  std::int64_t rise_per_ten_thousand_ = 0;
  std::vector<Plan> plans_;
};

}  // namespace

DemoYears make_demo_fees(const DemoSchool& school, const DemoManner& manner,
                         const pricing::RuleBook& book) {
  if (school.status == 2 || school.status == 4) return {};
  return FeeMaker(school, manner, book).make();
}

}  // namespace assize::registry
