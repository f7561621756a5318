#include "registry/tailored_lists/what_would_change.h"

#include <algorithm>
#include <optional>

#include "registry/tailored_lists/score_school.h"

namespace assize::registry {
namespace {

constexpr std::int64_t weight_limit = 100;

std::int64_t total_by(const RankedSchool& school, const Weights& weights) {
  std::int64_t total = 0;
  for (std::size_t part = 0; part < score_parts; ++part) {
    total += school.parts[part].points * weights[part];
  }
  return total;
}

// The rank that the school at that place would have with these weights.
std::size_t rank_by(const std::vector<RankedSchool>& schools, std::size_t at,
                    const Weights& weights) {
  const std::int64_t own = total_by(schools[at], weights);
  return 1 + static_cast<std::size_t>(std::ranges::count_if(
                 schools, [&](const RankedSchool& each) { return total_by(each, weights) > own; }));
}

std::size_t rank_with(const std::vector<RankedSchool>& schools, std::size_t at,
                      std::int64_t total) {
  std::size_t rank = 1;
  for (std::size_t other = 0; other < schools.size(); ++other) {
    if (other != at && schools[other].total > total) ++rank;
  }
  return rank;
}

struct WeightChange {
  std::size_t part = 0;
  std::int64_t to = 0;
  std::int64_t size = 0;
};

// The least change of that part's weight that lifts the school above the one before it.
std::optional<WeightChange> change_of(std::size_t part, const RankedSchool& school,
                                      const RankedSchool& before, const Weights& weights) {
  const std::int64_t behind = before.total - school.total;
  const std::int64_t gain = school.parts[part].points - before.parts[part].points;
  if (gain == 0) return std::nullopt;
  const std::int64_t step = behind / (gain > 0 ? gain : -gain) + 1;
  const std::int64_t to = weights[part] + (gain > 0 ? step : -step);
  if (to < 0 || to > weight_limit) return std::nullopt;
  return WeightChange{part, to, step};
}

std::optional<std::string> by_a_weight(const std::vector<RankedSchool>& schools, std::size_t at,
                                       const Weights& weights) {
  // Those that share its rank are not before it.
  const auto level = std::ranges::find_if(
      schools, [&](const RankedSchool& each) { return each.rank == schools[at].rank; });
  if (level == schools.begin()) return std::nullopt;
  std::optional<WeightChange> least;
  for (std::size_t part = 0; part < score_parts; ++part) {
    const auto change = change_of(part, schools[at], *(level - 1), weights);
    if (change && (!least || change->size < least->size)) least = change;
  }
  if (!least) return std::nullopt;
  Weights changed = weights;
  changed[least->part] = least->to;
  const std::size_t rank = rank_by(schools, at, changed);
  if (rank >= schools[at].rank) return std::nullopt;
  return "It would be " + ordinal(rank) + " if " + std::string(score_part_codes[least->part]) +
         " weighed " + std::to_string(least->size) +
         (least->to > weights[least->part] ? " more" : " less") + " (" + std::to_string(least->to) +
         ", not " + std::to_string(weights[least->part]) + ").";
}

}  // namespace

std::vector<std::string> what_would_change(const std::vector<RankedSchool>& schools, std::size_t at,
                                           const Weights& weights) {
  const RankedSchool& school = schools[at];
  std::vector<std::string> changes;
  const auto with_points = [&](ScorePart part, std::int64_t points) {
    const auto place = static_cast<std::size_t>(part);
    return rank_with(schools, at,
                     school.total + (points - school.parts[place].points) * weights[place]);
  };
  if (auto sentence = by_a_weight(schools, at, weights)) changes.push_back(std::move(*sentence));
  const auto availability = static_cast<std::size_t>(ScorePart::availability);
  if (school.parts[availability].points < points_of_a_place) {
    const std::size_t rank = with_points(ScorePart::availability, points_of_a_place);
    changes.push_back("With a fresh statement of one free place it would " +
                      (rank < school.rank ? "be " + ordinal(rank) : "still be " + ordinal(rank)) +
                      ".");
  }
  if (!school.price) {
    const std::size_t rank = with_points(ScorePart::value, 100);
    changes.push_back("It has no approved fee for this: with one it would be " + ordinal(rank) +
                      " at best.");
  }
  return changes;
}

}  // namespace assize::registry
