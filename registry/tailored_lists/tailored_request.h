// What a council asks a tailored list for: a need profile, what a setting must have, and what each
// part of the score weighs. It names no child: the reference is pseudonymous. Values only;
// thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "pricing/exact/codes.h"
#include "pricing/exact/date.h"
#include "pricing/exact/money.h"
#include "pricing/result.h"
#include "registry/geography/grid.h"

namespace assize::registry {

enum class ScorePart : std::uint8_t { performance, availability, suitability, distance, value };
inline constexpr std::size_t score_parts = 5;
inline constexpr std::array<std::string_view, score_parts> score_part_codes{
    "performance", "availability", "suitability", "distance", "value"};
// Whole numbers from 0 to 100, by ScorePart; at least one is more than 0.
using Weights = std::array<std::int64_t, score_parts>;
inline constexpr Weights usual_weights{20, 20, 20, 20, 20};

struct MustHave {
  bool section41 = false;
  bool vacancy = false;  // a place free, by a statement that is not stale
  std::optional<Miles> within;
  std::optional<pricing::Pounds> price_to;
  std::string lot;  // "FRAMEWORK/LOT": admitted to it today
};

struct TailoredRequest {
  std::optional<pricing::LaCode> council;  // left out: the caller's own
  std::string reference;                   // the council's own for the need; may be left out
  pricing::Need need{};
  pricing::Provision provision{};
  int age = 0;
  std::string home;  // a postcode, an outward code or "easting,northing"; may be left out
  std::optional<pricing::Date> from;  // the first day; left out: today
  MustHave must;
  Weights weights = usual_weights;
  std::size_t limit = 20;
  bool freeze = false;
};

// {"need", "provision", "age"} and, where wanted, "council", "reference", "home", "from", "limit",
// "freeze", "must": {"section41", "vacancy", "within", "price_to", "lot"} and "weights":
// {"performance": 20, …}, where a weight left out is 20. Reports every fault, each with its JSON
// path; none repeats the home or the reference.
Result<TailoredRequest> parse_tailored_request(std::string_view json, pricing::Date today);

}  // namespace assize::registry
