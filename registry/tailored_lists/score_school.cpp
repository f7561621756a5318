#include "registry/tailored_lists/score_school.h"

#include <algorithm>

#include "pricing/exact/rounding_points.h"
#include "pricing/rules/band_judgement.h"
#include "registry/register/files/inspections_file.h"

namespace assize::registry {
namespace {

using pricing::Pounds;

constexpr std::int64_t most_points = 100;
constexpr std::int64_t not_known_points = 50;  // neither for nor against
constexpr std::int32_t far_tenths = 500;       // 50 miles and more earn nothing
constexpr std::size_t specialist_needs = 2;    // a school of so many needs at most is a specialist

struct NamedPoints {
  std::string_view code;
  std::int64_t points;
  std::string_view words;
};
constexpr NamedPoints grade_points[] = {
    {"outstanding", 100, "outstanding"},
    {"good", 80, "good"},
    {"requires_improvement", 40, "requires improvement"},
    {"inadequate", 0, "inadequate"},
    {"met", 80, "the standards are met"},
    {"not_met", 0, "the standards are not met"},
    {"exceptional", 100, "exceptional"},
    {"strong_standard", 90, "strong standard"},
    {"expected_standard", 80, "expected standard"},
    {"needs_attention", 40, "needs attention"},
    {"urgent_improvement", 0, "urgent improvement"},
};

const NamedPoints* find_grade(std::string_view code) {
  const auto* const found = std::ranges::find(grade_points, code, &NamedPoints::code);
  return found == std::end(grade_points) ? nullptr : found;
}

std::string on_day(const HeldInspection& inspection) {
  return "inspected by " + inspection.body + " on " + inspection.on + ": ";
}

// The mean of its areas, rounded down; nothing where a standard of safety is not met.
PartScore score_report_card(const HeldInspection& inspection, const Outcome& outcome) {
  std::int64_t sum = 0;
  std::int64_t count = 0;
  for (const auto& [area, grade] : outcome.areas) {
    const NamedPoints* known = find_grade(grade);
    if (known == nullptr) continue;
    if (known->code == "not_met") {
      return {0, on_day(inspection) + "report card, " + std::string(area) + " not met"};
    }
    sum += known->points;
    ++count;
  }
  if (count == 0)
    return {not_known_points, on_day(inspection) + "an outcome of no form known here"};
  return {sum / count, on_day(inspection) + "report card, the mean of " + std::to_string(count) +
                           " areas, rounded down"};
}

PartScore score_performance(const CatalogueSchool& school) {
  if (school.inspections.empty()) return {not_known_points, "no inspection is known"};
  const HeldInspection& latest = school.inspections.front();
  const Outcome outcome = read_outcome(latest.outcome);
  if (outcome.grade.empty()) return score_report_card(latest, outcome);
  const NamedPoints* grade = find_grade(outcome.grade);
  return {grade->points, on_day(latest) + std::string(grade->words)};
}

bool is_for(const Vacancy& vacancy, const TailoredRequest& request) {
  return vacancy.need == request.need && vacancy.provision == request.provision &&
         vacancy.age_from <= request.age && request.age <= vacancy.age_to;
}

PartScore score_availability(const CatalogueSchool& school, const Scoring& scoring) {
  if (const auto places = free_places(school, scoring)) {
    if (*places == 0) return {0, "no place is free, by its own statement"};
    const std::int64_t points = std::min<std::int64_t>(points_of_a_place + 10 * (*places - 1), 100);
    return {points, std::to_string(*places) + (*places == 1 ? " place is" : " places are") +
                        " free, by its own statement"};
  }
  const bool is_stale = std::ranges::any_of(
      school.vacancies, [&](const Vacancy& each) { return is_for(each, scoring.request); });
  if (is_stale) return {30, "its statement of vacancies is older than 30 days"};
  return {20, "it has stated no vacancies for this need, provision and age"};
}

PartScore score_suitability(const CatalogueSchool& school, const CatalogueFee* fee,
                            const Scoring& scoring) {
  const TailoredRequest& request = scoring.request;
  PartScore score;
  const auto add = [&score](std::int64_t points, const std::string& reason) {
    score.points += points;
    score.reason += (score.reason.empty() ? "" : "; ") + std::to_string(points) + " as " + reason;
  };
  if (fee != nullptr && fee->need == request.need) {
    add(50, "it sells this provision for this need and age");
  } else if (fee != nullptr) {
    add(30, "it sells this provision for any need and this age");
  }
  const bool has_need = std::ranges::find(school.needs, request.need) != school.needs.end();
  if (has_need) add(20, "the register names this need");
  if (school.age_from && school.age_to && *school.age_from <= request.age &&
      request.age <= *school.age_to) {
    add(20, "the register gives ages " + std::to_string(*school.age_from) + " to " +
                std::to_string(*school.age_to));
  }
  if (has_need && school.needs.size() <= specialist_needs) {
    add(10, "it is a specialist in at most two needs");
  }
  if (score.reason.empty()) score.reason = "nothing of this is known";
  return score;
}

PartScore score_distance(const RankedSchool& ranked, const Scoring& scoring) {
  if (!scoring.home) return {0, "no home was given, so no school earns points for distance"};
  if (!ranked.distance) return {0, "it is not known where it is"};
  const std::int64_t left = std::max(far_tenths - ranked.distance->tenths(), 0);
  return {left * most_points / far_tenths, ranked.distance->text() +
                                               " miles in a straight line; 2 points less for each, "
                                               "rounded down"};
}

// What bands judge of a fee, and their ceilings as they are shown, to the penny: both are sums over
// the parts of the price that cost something and have a ceiling.
struct Ceiling {
  Pounds price, limit;
  std::string bands;
};

std::optional<Ceiling> ceiling_of(const CatalogueSchool& school, const CatalogueFee& fee,
                                  const Scoring& scoring) {
  if (scoring.book == nullptr) return std::nullopt;
  const auto area = school.la ? scoring.book->area_of(*school.la) : std::nullopt;
  const auto bands =
      scoring.book->bands_for({pricing::Item::placement, fee.provision, fee.need, fee.age_from,
                               fee.age_to, fee.unit, area, scoring.from});
  const pricing::LinePrices prices{
      fee.unit_price, fee.annual_price, {fee.education, fee.boarding, fee.care, fee.health}};
  Ceiling sum;
  const auto add = [&](pricing::Component component) {
    const pricing::Band* band = bands[static_cast<std::size_t>(component)];
    if (band == nullptr || !band->ceiling) return;
    const auto held = pricing::hold_to_band(*scoring.book, *band, component, area, prices);
    if (held.price.is_zero()) return;
    sum.price += held.price;
    sum.limit += held.ceiling->at(pricing::band_limit_shown);
    sum.bands += (sum.bands.empty() ? "" : " and ") + band->id;
  };
  add(pricing::Component::total);
  if (sum.bands.empty()) {
    for (const auto component : {pricing::Component::education, pricing::Component::boarding,
                                 pricing::Component::care, pricing::Component::health}) {
      add(component);
    }
  }
  if (sum.limit <= Pounds()) return std::nullopt;
  return sum;
}

PartScore score_value(const CatalogueSchool& school, const CatalogueFee* fee,
                      const Scoring& scoring) {
  if (fee == nullptr) return {0, "it has no approved fee in force for this on the first day"};
  const auto ceiling = ceiling_of(school, *fee, scoring);
  const std::string price = fee->annual_price.display() + " a year (line " + fee->line + ")";
  if (!ceiling) return {not_known_points, price + "; no ceiling is published for it"};
  const pricing::Wide limit = ceiling->limit.ten_thousandths();
  const pricing::Wide below = limit - ceiling->price.ten_thousandths();
  const pricing::Wide points =
      below <= 0 ? 0 : std::min<pricing::Wide>(below * 2 * most_points / limit, most_points);
  return {static_cast<std::int64_t>(points),
          price + ": " + ceiling->price.display() + " of it against a ceiling of " +
              ceiling->limit.display() + " (" + ceiling->bands +
              "); 2 points for each hundredth below it, rounded down"};
}

}  // namespace

const CatalogueFee* fitting_fee(const CatalogueSchool& school, const Scoring& scoring) {
  const TailoredRequest& request = scoring.request;
  const CatalogueFee* best = nullptr;
  const auto order = [&](const CatalogueFee& fee) {
    return std::pair(fee.need != request.need, fee.annual_price);
  };
  for (const CatalogueFee* fee : fees_as_at(school, scoring.from)) {
    const bool is_for_need = fee->need == request.need || fee->need == pricing::Need::any;
    const bool is_for_provision =
        fee->provision == request.provision || fee->provision == pricing::Provision::any;
    const bool is_for_age = fee->age_from <= request.age && request.age <= fee->age_to;
    if (fee->item != "placement" || !is_for_need || !is_for_provision || !is_for_age) continue;
    if (best == nullptr || order(*fee) < order(*best)) best = fee;
  }
  return best;
}

bool fits_by_register(const CatalogueSchool& school, const TailoredRequest& request) {
  return std::ranges::find(school.needs, request.need) != school.needs.end() && school.age_from &&
         school.age_to && *school.age_from <= request.age && request.age <= *school.age_to;
}

std::optional<int> free_places(const CatalogueSchool& school, const Scoring& scoring) {
  std::optional<int> places;
  for (const Vacancy& each : school.vacancies) {
    if (!is_for(each, scoring.request) || each.is_stale(scoring.today)) continue;
    places = places.value_or(0) + each.vacancies;
  }
  return places;
}

RankedSchool score_school(std::shared_ptr<const CatalogueSchool> school, const CatalogueFee* fee,
                          const Scoring& scoring) {
  RankedSchool ranked;
  ranked.school = std::move(school);
  const CatalogueSchool& own = *ranked.school;
  if (scoring.home && own.position) {
    ranked.distance = Miles::nearest(distance_squared(*scoring.home, *own.position));
  }
  if (fee != nullptr) {
    ranked.price = fee->annual_price;
    ranked.line = fee->line;
  }
  ranked.parts = {score_performance(own), score_availability(own, scoring),
                  score_suitability(own, fee, scoring), score_distance(ranked, scoring),
                  score_value(own, fee, scoring)};
  for (std::size_t part = 0; part < score_parts; ++part) {
    ranked.total += ranked.parts[part].points * scoring.request.weights[part];
  }
  return ranked;
}

}  // namespace assize::registry
