// Small random filings that crowd the edges of the rules: few schools, few offers, prices at
// limits.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "tests/pricing/twin/slow_rules.h"

namespace assize::twin {

extern const std::vector<std::string> fee_columns;
extern const std::vector<std::string> register_columns;

// The same filing for the same seed.
SlowInput random_filing(std::uint64_t seed);

std::string csv_text(const std::vector<std::string>& columns, const std::vector<Fields>& rows);

}  // namespace assize::twin
