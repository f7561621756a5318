// Fee files for tests of whole assessments: drawn at random, but the same for the same seed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/pricing/rules/case_runner.h"

namespace assize::pricing {

// Rows of several schools with prices, dates and faults of many kinds; no header.
std::vector<std::string> drawn_rows(std::uint64_t seed, std::size_t count, bool last_year);
std::string joined_file(const std::vector<std::string>& rows);

struct Reports {
  std::string text, json, summary, csv;
  bool operator==(const Reports&) const = default;
};
// What an assessment says in all four formats.
Reports reports_of(const AssessInput& input);

}  // namespace assize::pricing
