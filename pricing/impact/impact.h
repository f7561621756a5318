// What a draft edition would mean for the fees in force, beside the edition in force: by the very
// judgement of FV-05 to FV-07. Pure and exact; the same result for any number of threads.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "pricing/exact/exact_sum.h"
#include "pricing/impact/market.h"
#include "pricing/rule_book/rule_book.h"

namespace assize::pricing {

// How a line stands under one edition. `excess` is the least by which its yearly price would have
// to fall to meet every ceiling: what its components are over theirs, or what the whole is over the
// whole's, if that is more. A band of another unit than the year counts units_per_year times.
struct Standing {
  bool over = false;        // FV-05
  bool under = false;       // FV-06
  bool free = false;        // FV-07: no band covers it
  bool not_judged = false;  // its council is not known, or its item not named, and the book asks
  ExactSum excess;
  bool same_verdict(const Standing& other) const {
    return over == other.over && under == other.under && free == other.free &&
           not_judged == other.not_judged;
  }
};

// Lines under one edition.
struct StandingCounts {
  std::uint64_t over = 0, under = 0, free = 0, not_judged = 0;
  ExactSum excess;
  bool operator==(const StandingCounts&) const = default;
};

struct ImpactTally {
  std::uint64_t lines = 0;
  StandingCounts before, after;
  std::uint64_t newly_over = 0, newly_under = 0, newly_free = 0;
  std::uint64_t no_longer_over = 0, no_longer_under = 0, no_longer_free = 0;

  void add(const Standing& was, const Standing& will_be);
  ImpactTally& operator+=(const ImpactTally& other);
  bool operator==(const ImpactTally&) const = default;
};

// How many prices stand where against their ceilings. Place n holds those over (n-1)% and at most
// n% of their ceiling: what is over the ceiling begins with 101. The last holds all over 200%.
inline constexpr std::size_t distance_places = 202;
using Distances = std::array<std::uint64_t, distance_places>;
// The least n with price × 100 <= ceiling × n; the last place if none up to 200 is.
std::size_t distance_place(Pounds price, const Unrounded& ceiling);

struct ChangedLine {
  std::size_t line = 0;    // a place in ImpactMarket::lines
  std::size_t school = 0;  // and in its schools
  Standing before, after;
};

// A school whose placement prices would have to fall, one of them at least to below what its
// provider's return says that a placement costs.
struct ExitRisk {
  std::size_t school = 0;
  std::uint64_t lines = 0;  // placement lines that would fall below the cost
  ExactSum lowest;          // the lowest yearly price that would be left
  Unrounded cost{0, 1};
};

struct CostPerPlacement {
  Tag provider = no_tag;
  Unrounded pounds_a_year{0, 1};
};

struct ImpactInput {
  const ImpactMarket* market = nullptr;
  const RuleBook* in_force = nullptr;
  const RuleBook* draft = nullptr;
  // The day of the draft's bands; the day that each fee took effect if left out, as FV-05 has it.
  std::optional<Date> draft_on;
  // From returns. Empty: exit risk is not assessed.
  std::span<const CostPerPlacement> costs;
  int jobs = 0;  // threads; as many as there are cores if 0
};

struct Impact {
  ImpactTally total;
  std::vector<ImpactTally> schools;                                    // as in ImpactMarket
  std::vector<ImpactTally> providers, groups, regions;                 // by tag; the last has none
  std::vector<ImpactTally> councils = std::vector<ImpactTally>(1000);  // by number; 0: not known
  std::array<ImpactTally, need_codes.size()> needs;
  Distances distances_before{}, distances_after{};
  std::vector<ChangedLine> changed;  // whose verdict changes; in the order of the lines
  std::vector<ExitRisk> exit_risks;  // in the order of the schools
  bool exit_risk_assessed = false;
  std::uint64_t schools_without_cost = 0;  // with placement prices that would fall, and no return
};

// The books may name other items than one another; a line's item is looked up in each by its code.
Impact measure_impact(const ImpactInput& input);

}  // namespace assize::pricing
