// Facts beyond the fee file, as values handed to the pure core: what commissioners answered, who is
// placed at what price, what lines cost before, who came to own a school. Values only; thread-safe.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pricing/exact/codes.h"
#include "pricing/exact/date.h"
#include "pricing/exact/money.h"
#include "pricing/result.h"

namespace assize::pricing {

// A commissioner is named by its LA code or by an id, the same way in every list. A line is named
// as in the fee file. Days and periods include both ends. Values are ordered by their members in
// turn, which is the order of the canonical form.

enum class Position : std::uint8_t { accepted, challenged };
inline constexpr std::array<std::string_view, 2> position_codes{"accepted", "challenged"};

// What a commissioner said, on a day, of the price of a line that begins on effective_from.
struct Agreement {
  Urn urn;
  std::string line;
  std::string commissioner;
  Date effective_from;
  Date day;
  Position position{};
  auto operator<=>(const Agreement&) const = default;
};

enum class PlacementBasis : std::uint8_t { strategic, spot, directed };
inline constexpr std::array<std::string_view, 3> placement_basis_codes{"strategic", "spot",
                                                                       "directed"};

struct AgreedPrice {
  Unit unit{};
  Pounds unit_price;
  auto operator<=>(const AgreedPrice&) const = default;
};

struct Placement {
  Urn urn;
  std::string line;
  std::string commissioner;
  std::string reference;  // pseudonymous: says nothing of the child
  Date from;
  std::optional<Date> to;
  PlacementBasis basis{};
  std::optional<AgreedPrice> agreed;  // none: the line's own price
  auto operator<=>(const Placement&) const = default;
};

// A price that held, for the days on which it did.
struct PastPrice {
  Urn urn;
  std::string line;
  Date effective_from;
  Date effective_to;
  Unit unit{};
  std::int64_t units_hundredths = 0;  // units_per_year × 100
  Pounds unit_price;
  Pounds annual_price;
  auto operator<=>(const PastPrice&) const = default;
};

// `day` is the new owner's first; owners are named in words or by id.
struct OwnershipChange {
  Urn urn;
  Date day;
  std::string from;
  std::string to;
  auto operator<=>(const OwnershipChange&) const = default;
};

// A placement that the provider ended: `day` is that of the notice to the commissioner.
struct EndedPlacement {
  Urn urn;
  std::string line;
  std::string commissioner;
  Date day;
  auto operator<=>(const EndedPlacement&) const = default;
};

// A list that is absent was not given; one that is empty says that there are none.
struct Facts {
  std::optional<std::vector<Agreement>> agreements;
  std::optional<std::vector<EndedPlacement>> ended_placements;
  std::optional<std::vector<PastPrice>> history;
  std::optional<std::vector<OwnershipChange>> ownership_changes;
  std::optional<std::vector<Placement>> placements;
  bool operator==(const Facts&) const = default;
};

// Puts every list in order: two Facts that say the same are then equal.
void sort_facts(Facts& facts);

// The one canonical form, for storing, replaying and hashing: JSON without spaces, keys in order of
// the alphabet, lists in order, decimals as strings, members that have no value left out.
std::string write_facts(const Facts& facts);

// Reads the canonical form, or any JSON of its shape. Reports every fault, each with its JSON path.
Result<Facts> read_facts(std::string_view json);

}  // namespace assize::pricing
