// One offer line of a fee file with every field of its form, as the registry stores it, and the way
// back to text. Values only; thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "pricing/exact/codes.h"
#include "pricing/exact/date.h"
#include "pricing/exact/money.h"

namespace assize::pricing {

struct FeeLine {
  std::uint64_t physical_line = 0;  // 1-based line of the file where the row starts
  Urn urn;
  std::string line;
  Item item;
  Provision provision;
  Need need;
  int age_from;
  int age_to;
  Unit unit;
  std::int64_t units_hundredths;  // units_per_year × 100
  Pounds unit_price;
  Pounds annual_price;
  Pounds education, boarding, care, health;
  Ratio vat_rate;
  std::string vat_rate_text;  // as written
  Date effective_from;
  Date effective_to;
  std::optional<Date> notice_given;
  std::string included;  // item codes, ";" between, as written
  std::string new_provision;
};

// A fee file of these lines: the header row, then a row each, LF line ends. Reading it back gives
// the same lines (physical_line aside).
std::string write_fee_file(std::span<const FeeLine> lines, const ItemCodes& items);

}  // namespace assize::pricing
