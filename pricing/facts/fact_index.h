// Facts in order, so that those of a school or a line are found at once. Immutable once made, and
// safe to share between threads.
#pragma once

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "pricing/facts/facts.h"

namespace assize::pricing {

class FactIndex {
 public:
  explicit FactIndex(const Facts& facts) : facts_(facts) { sort_facts(facts_); }

  template <typename T>
  bool has(std::optional<std::vector<T>> Facts::*list) const {
    return (facts_.*list).has_value();
  }
  // Those of one school, in order; none if the list was not given.
  template <typename T>
  std::span<const T> of_school(std::optional<std::vector<T>> Facts::*list,
                               std::uint32_t urn) const {
    if (!has(list)) return {};
    return between(std::span<const T>(*(facts_.*list)),
                   [urn](const T& each) { return each.urn.number() <=> urn; });
  }
  // Those of one line of a school, out of those of the school.
  template <typename T>
  static std::span<const T> of_line(std::span<const T> of_school, std::string_view line) {
    return between(of_school,
                   [line](const T& each) { return std::string_view(each.line) <=> line; });
  }

 private:
  template <typename T, typename Order>
  static std::span<const T> between(std::span<const T> all, Order order) {
    const auto first = std::partition_point(all.begin(), all.end(),
                                            [&](const T& each) { return order(each) < 0; });
    const auto last =
        std::partition_point(first, all.end(), [&](const T& each) { return order(each) == 0; });
    return {first, last};
  }

  Facts facts_;
};

}  // namespace assize::pricing
