// Which returns are of years that overlap, directly or through others. Pure; thread-safe.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "pricing/returns/parse_return.h"

namespace assize::pricing {

// Sorts `places` (of lines, each with its year; in the file's order) by the first day of the year,
// and parts them where a year begins after every earlier one has ended. The parts point into
// `places`.
std::vector<std::span<std::size_t>> overlapping_years(std::span<const ParsedReturn> lines,
                                                      std::vector<std::size_t>& places);

}  // namespace assize::pricing
