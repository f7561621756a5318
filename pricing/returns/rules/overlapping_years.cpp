#include "pricing/returns/rules/overlapping_years.h"

#include <algorithm>

namespace assize::pricing {

std::vector<std::span<std::size_t>> overlapping_years(std::span<const ParsedReturn> lines,
                                                      std::vector<std::size_t>& places) {
  const auto year_from = [&](std::size_t at) { return lines[at].values.year_from; };
  std::stable_sort(places.begin(), places.end(), [&](std::size_t one, std::size_t other) {
    return year_from(one) < year_from(other);
  });
  std::vector<std::span<std::size_t>> parts;
  for (std::size_t from = 0, to = 0; from < places.size(); from = to) {
    Date last = lines[places[from]].values.year_to;
    for (to = from + 1; to < places.size() && year_from(places[to]) <= last; ++to) {
      last = std::max(last, lines[places[to]].values.year_to);
    }
    parts.push_back(std::span(places).subspan(from, to - from));
  }
  return parts;
}

}  // namespace assize::pricing
