#include "registry/tailored_lists/rank_schools.h"

#include <algorithm>
#include <limits>
#include <tuple>

#include "registry/tailored_lists/score_school.h"
#include "registry/tailored_lists/what_would_change.h"

namespace assize::registry {
namespace {

bool has_lot(const Snapshot& snapshot, std::string_view lot) {
  const std::size_t stroke = lot.find('/');
  return std::ranges::any_of(snapshot.frameworks, [&](const Framework& framework) {
    return framework.id == lot.substr(0, stroke) &&
           framework.find_lot(std::string(lot.substr(stroke + 1))) != nullptr;
  });
}

bool is_in_lot(const CatalogueSchool& school, const std::string& lot) {
  return std::ranges::any_of(school.lots, [&](const CatalogueLot& each) {
    return each.is_in_force && each.framework + '/' + each.lot == lot;
  });
}

bool has_what_it_must(const CatalogueSchool& school, const CatalogueFee* fee,
                      const Scoring& scoring) {
  const MustHave& must = scoring.request.must;
  if (must.section41 && !school.section41) return false;
  if (must.vacancy && free_places(school, scoring).value_or(0) == 0) return false;
  if (must.price_to && (fee == nullptr || fee->annual_price > *must.price_to)) return false;
  if (!must.lot.empty() && !is_in_lot(school, must.lot)) return false;
  if (!must.within) return true;
  return school.position && must.within->reaches(distance_squared(*scoring.home, *school.position));
}

std::optional<Located> locate(const Snapshot& snapshot, const std::string& home) {
  if (const auto point = parse_grid_point(home)) return Located{*point, true};
  return snapshot.postcodes->find(home);
}

void set_ranks(std::vector<RankedSchool>& schools) {
  const auto order = [](const RankedSchool& each) {
    return std::tuple(
        -each.total,
        each.distance ? each.distance->tenths() : std::numeric_limits<std::int32_t>::max(),
        each.school->urn);
  };
  std::ranges::sort(schools, {}, order);
  for (std::size_t at = 0; at < schools.size(); ++at) {
    const bool is_level = at > 0 && schools[at].total == schools[at - 1].total;
    schools[at].rank = is_level ? schools[at - 1].rank : at + 1;
  }
}

}  // namespace

Result<TailoredList> rank_schools(const Snapshot& snapshot, const pricing::RuleBook* book,
                                  const TailoredRequest& request) {
  TailoredList list;
  list.request = request;
  list.as_at = snapshot.today;
  list.from = request.from.value_or(snapshot.today);
  list.checkpoint = snapshot.checkpoint;
  if (book != nullptr) list.edition = book->edition();
  if (!request.must.lot.empty() && !has_lot(snapshot, request.must.lot)) {
    return Fault{"$.must.lot", "no framework has this lot; /v1/frameworks lists them"};
  }
  if (!request.home.empty()) {
    list.home = locate(snapshot, request.home);
    if (!list.home) {
      return Fault{"$.home",
                   "it is not known where this postcode is: try its first half alone, such as "
                   "YO10, or an easting and northing"};
    }
  }
  const Scoring scoring{request, book, snapshot.today, list.from,
                        list.home ? std::optional(list.home->point) : std::nullopt};
  for (const auto& school : snapshot.schools) {
    if (!school->is_open || !pricing::is_regulated_type(school->type_code)) continue;
    if (!school->registration.is_in_force()) continue;
    const CatalogueFee* fee = fitting_fee(*school, scoring);
    if (fee == nullptr && !fits_by_register(*school, request)) continue;
    if (!has_what_it_must(*school, fee, scoring)) continue;
    list.schools.push_back(score_school(school, fee, scoring));
  }
  set_ranks(list.schools);
  list.suitable = list.schools.size();
  const std::size_t listed = std::min(list.suitable, request.limit);
  for (std::size_t at = 0; at < listed; ++at) {
    list.schools[at].changes = what_would_change(list.schools, at, request.weights);
  }
  list.schools.erase(list.schools.begin() + static_cast<std::ptrdiff_t>(listed),
                     list.schools.end());
  return list;
}

std::string ordinal(std::size_t number) {
  const bool is_teen = number / 10 % 10 == 1;
  const std::size_t last = number % 10;
  const char* ending = is_teen     ? "th"
                       : last == 1 ? "st"
                       : last == 2 ? "nd"
                       : last == 3 ? "rd"
                                   : "th";
  return std::to_string(number) + ending;
}

}  // namespace assize::registry
