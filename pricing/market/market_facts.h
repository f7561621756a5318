// The facts of the market, as values handed to the pure core: which schools there are, who runs
// them and where; who has placed children there; vacancies, inspections, approvals. Values only;
// thread-safe.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pricing/exact/codes.h"
#include "pricing/exact/date.h"
#include "pricing/facts/facts.h"
#include "pricing/result.h"
#include "pricing/rules/market_lists.h"

namespace assize::pricing {

// Values are ordered by their members in turn, which is the order of the canonical form. Days and
// periods include both ends.

// On the national grid. Every place in Britain is within 70,000,000 by 130,000,000.
struct GridPosition {
  std::int64_t easting_centimetres = 0;
  std::int64_t northing_centimetres = 0;
  auto operator<=>(const GridPosition&) const = default;
};

struct AgeRange {
  int from = 0;  // 0 to 25, both included
  int to = 0;
  auto operator<=>(const AgeRange&) const = default;
};

// A state school belongs here too, as an alternative to others. A group that is also named as a
// provider is one and the same.
struct MarketSchool {
  Urn urn;
  std::string name;
  std::optional<std::string> provider;
  std::optional<std::string> group;
  std::optional<std::string> region;
  std::optional<GridPosition> position;
  auto operator<=>(const MarketSchool&) const = default;
};

// Children of one commissioner placed alike. Equal ones add up.
struct MarketPlacement {
  std::string commissioner;  // its LA code or an id
  Need need{};               // never ANY
  Urn urn;
  Date from;
  std::optional<Date> to;
  PlacementBasis basis{};
  std::optional<AgeRange> ages;
  std::uint32_t count = 1;
  auto operator<=>(const MarketPlacement&) const = default;
};

// What a school said on a day of its free places. ANY is for every need. A later statement for the
// same need, provision and ages takes its place.
struct Vacancy {
  Urn urn;
  Need need{};
  std::optional<Provision> provision;
  std::optional<AgeRange> ages;  // none: not known
  Date stated;
  std::uint32_t places = 0;
  auto operator<=>(const Vacancy&) const = default;
};

enum class Standards : std::uint8_t { met, unmet };
inline constexpr std::array<std::string_view, 2> standards_codes{"met", "unmet"};

struct Inspection {
  Urn urn;
  Date day;
  Standards standards{};
  std::string body;
  auto operator<=>(const Inspection&) const = default;
};

enum class StandingKind : std::uint8_t { section41, non_maintained, registration };
inline constexpr std::array<std::string_view, 3> standing_kind_codes{"section41", "non_maintained",
                                                                     "registration"};
// In this order, so that of two events on one day the grant comes last, as on the section 41 list.
enum class StandingState : std::uint8_t { revoked, suspended, granted };
inline constexpr std::array<std::string_view, 3> standing_state_codes{"revoked", "suspended",
                                                                      "granted"};

// That a school's approval or registration was granted, suspended or revoked from a day.
struct Standing {
  Urn urn;
  StandingKind kind{};
  Date day;
  StandingState state{};
  auto operator<=>(const Standing&) const = default;
};

// A list that is absent was not given; one that is empty says that there are none.
struct MarketFacts {
  std::optional<std::vector<MarketSchool>> schools;  // each URN once
  std::optional<std::vector<MarketPlacement>> placements;
  std::optional<std::vector<Vacancy>> vacancies;
  std::optional<std::vector<Inspection>> inspections;
  std::optional<std::vector<Standing>> standings;
  bool operator==(const MarketFacts&) const = default;

  MarketLists given() const;
};

// Puts every list in order: two MarketFacts that say the same are then equal.
void sort_market_facts(MarketFacts& facts);

// The one canonical form, as write_facts: JSON without spaces, keys in order of the alphabet, lists
// in order, members that have no value left out.
std::string write_market_facts(const MarketFacts& facts);

// Reads the canonical form, or any JSON of its shape (docs/file-formats.md). Reports every fault,
// each with its JSON path.
Result<MarketFacts> read_market_facts(std::string_view json);

}  // namespace assize::pricing
