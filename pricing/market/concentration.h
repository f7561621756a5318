// The Herfindahl–Hirschman index: 10,000 × the sum of the squares of what each holds ÷ the square
// of all, kept as an exact fraction in whole numbers of any size. Pure; thread-safe.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace assize::pricing {

struct Concentration {
  std::string squares;   // the sum of the squares
  std::string whole;     // the total, squared
  std::string fraction;  // squares ÷ whole in lowest terms: "1/3"
  std::string shown;     // of 10,000, at `concentration_shown`: "3333.33"
  bool is_exact_as_shown = false;
  bool operator==(const Concentration&) const = default;
};

// `total` must not be nil; what is held may be less than all of it.
Concentration concentration_of(std::span<const std::uint64_t> held, std::uint64_t total);

}  // namespace assize::pricing
