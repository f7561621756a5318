#include "pricing/rules/overlaps.h"

#include <algorithm>
#include <numeric>

namespace assize::pricing {
namespace {

constexpr std::size_t pairs_worth_comparing = 4096;
constexpr int oldest_age = 25;

// The spells of one age. Their days are cut into stretches within which no spell starts or ends;
// each stretch is painted with the first spell that covers it; then the first spell to overlap any
// days is the least paint of the stretches that those days touch.
class Stretches {
 public:
  Stretches(std::span<const Spell> spells, std::span<const std::uint32_t> of_this_age) {
    for (const std::uint32_t i : of_this_age) {
      edges_.push_back(spells[i].from);
      edges_.push_back(spells[i].to + 1);
    }
    std::sort(edges_.begin(), edges_.end());
    edges_.erase(std::unique(edges_.begin(), edges_.end()), edges_.end());
    paint(spells, of_this_age);
    for (std::size_t node = edges_.size() - 1; node > 0; --node) {
      least_[node] = std::min(least_[2 * node], least_[2 * node + 1]);
    }
  }

  std::uint32_t first(const Spell& query) const {
    if (query.to < edges_.front() || query.from >= edges_.back()) return no_overlap;
    const std::size_t first = query.from < edges_.front() ? 0 : stretch_of(query.from);
    const std::size_t last = query.to >= edges_.back() ? edges_.size() - 1 : stretch_of(query.to);
    std::uint32_t least = no_overlap;
    std::size_t left = first + edges_.size();
    std::size_t right = last + 1 + edges_.size();
    for (; left < right; left /= 2, right /= 2) {
      if (left % 2 == 1) least = std::min(least, least_[left++]);
      if (right % 2 == 1) least = std::min(least, least_[--right]);
    }
    return least;
  }

 private:
  std::size_t stretch_of(std::int32_t day) const {
    const auto after = std::upper_bound(edges_.begin(), edges_.end(), day);
    return static_cast<std::size_t>(after - edges_.begin()) - 1;
  }

  void paint(std::span<const Spell> spells, std::span<const std::uint32_t> of_this_age) {
    // unpainted[s] leads to the first unpainted stretch at or after s.
    std::vector<std::uint32_t> unpainted(edges_.size() + 1);
    std::iota(unpainted.begin(), unpainted.end(), 0u);
    const auto next_unpainted = [&unpainted](std::size_t stretch) {
      while (unpainted[stretch] != stretch) {
        unpainted[stretch] = unpainted[unpainted[stretch]];
        stretch = unpainted[stretch];
      }
      return stretch;
    };
    least_.assign(2 * edges_.size(), no_overlap);
    for (const std::uint32_t i : of_this_age) {
      const std::size_t end = stretch_of(spells[i].to + 1);
      std::size_t stretch = next_unpainted(stretch_of(spells[i].from));
      while (stretch < end) {
        least_[edges_.size() + stretch] = i;
        unpainted[stretch] = static_cast<std::uint32_t>(stretch + 1);
        stretch = next_unpainted(stretch);
      }
    }
  }

  std::vector<std::int32_t> edges_;
  std::vector<std::uint32_t> least_;  // a tree of minima; its leaves are the stretches
};

std::vector<std::uint32_t> of_age(std::span<const Spell> spells, int age) {
  std::vector<std::uint32_t> out;
  for (std::size_t i = 0; i < spells.size(); ++i) {
    if (spells[i].age_from <= age && age <= spells[i].age_to) {
      out.push_back(static_cast<std::uint32_t>(i));
    }
  }
  return out;
}

}  // namespace

std::vector<std::uint32_t> first_overlaps(std::span<const Spell> spells,
                                          std::span<const Spell> queries) {
  return spells.size() * queries.size() <= pairs_worth_comparing
             ? first_overlaps_by_pairs(spells, queries)
             : first_overlaps_by_sweep(spells, queries);
}

std::vector<std::uint32_t> first_overlaps_by_pairs(std::span<const Spell> spells,
                                                   std::span<const Spell> queries) {
  std::vector<std::uint32_t> found(queries.size(), no_overlap);
  for (std::size_t q = 0; q < queries.size(); ++q) {
    for (std::size_t i = 0; i < spells.size() && found[q] == no_overlap; ++i) {
      if (overlap(spells[i], queries[q])) found[q] = static_cast<std::uint32_t>(i);
    }
  }
  return found;
}

std::vector<std::uint32_t> first_overlaps_by_sweep(std::span<const Spell> spells,
                                                   std::span<const Spell> queries) {
  std::vector<std::uint32_t> found(queries.size(), no_overlap);
  std::vector<std::uint32_t> before;
  for (int age = 0; age <= oldest_age; ++age) {
    const std::vector<std::uint32_t> now = of_age(spells, age);
    // Where this age has the spells of the age before, only queries that start here are new.
    const bool same = now == before;
    before = now;
    if (now.empty()) continue;
    const auto asks = [&](const Spell& query) {
      return same ? query.age_from == age : query.age_from <= age && age <= query.age_to;
    };
    if (std::none_of(queries.begin(), queries.end(), asks)) continue;
    const Stretches stretches(spells, now);
    for (std::size_t q = 0; q < queries.size(); ++q) {
      if (asks(queries[q])) found[q] = std::min(found[q], stretches.first(queries[q]));
    }
  }
  return found;
}

}  // namespace assize::pricing
