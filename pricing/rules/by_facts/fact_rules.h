// The rules that judge a school's lines by facts beyond the files: UNI-01, 03, 05, 09, 11 and 13.
// Each thread has its own. Where RULES is silent:
//
// - "Within N days of" an event is on its day or at most N days after it; the Nth day counts. 52
//   weeks are 364 days.
// - Facts are found by the line's name. A line matched with its line before by its offer, whose old
//   name no line of the school has now, was renamed: its placements and agreements are those of
//   either name, and its history is that of the old one.
// - A placement is live on a day from its `from` to its `to`.
// - An increase in the history is a price over the one that held before it, compared as this year's
//   is with last year's. Gaps between the two, and new provision (UNI-10), make no difference.
#pragma once

#include "pricing/facts/fact_index.h"
#include "pricing/rules/finding.h"
#include "pricing/rules/parameter_days.h"
#include "pricing/rules/school.h"

namespace assize::pricing {

// The names that a line's facts go by; `former` is empty unless it was renamed.
struct LineNames {
  std::string_view own;
  std::string_view former;
  std::string_view of_history() const { return former.empty() ? own : former; }
};

// What commissioners pay for one line in one unit, each of them its lowest and its highest price.
struct PaidPrice {
  std::string_view commissioner;
  Pounds lowest;
  Pounds highest;
};

class FactRules {
 public:
  // What is given must outlive this.
  FactRules(const RuleBook& book, const FactIndex& facts)
      : book_(book), facts_(facts), calendar_(book) {}

  // Judges a school whose lines have been matched.
  void judge(const School& school, Findings& findings);

 private:
  void gather(std::uint32_t urn);
  void judge_rise(const Offer& now, const Comparison& prices, const LineNames& names,
                  Findings& findings) const;
  // UNI-01: every commissioner with a placement live on effective_from must have accepted the price
  // that begins on that day. Its latest answer counts; of two on one day, the challenge.
  void judge_acceptance(const Offer& now, const Comparison& prices, const LineNames& names,
                        Findings& findings) const;
  // UNI-03: the last increase is the latest in the history that took effect before effective_from.
  void judge_frequency(const Offer& now, const Comparison& prices, const LineNames& names,
                       Findings& findings) const;
  // UNI-05: the price then is that in force on the same date three years before effective_from (28
  // February for 29 February); the index and flex are those in force on effective_from and on the
  // same dates one and two years before it.
  void judge_three_years(const Offer& now, const LineNames& names, Findings& findings);
  // UNI-09: the latest change of ownership on or before effective_from. A change that is still to
  // come is none.
  void judge_ownership(const Offer& now, const Comparison& prices, Findings& findings) const;
  // UNI-11: the latest challenge by the same commissioner at the same school, of whichever line, on
  // or before the day of the ending. One finding for each ending, on the line of that name, or on
  // the file as a whole where it has none.
  void judge_endings(const School& school, Findings& findings) const;
  // UNI-13: prices on effective_from, agreed or else the line's own, between commissioners; only
  // prices in one unit are compared. The widest spread is reported, of the line's own unit before
  // others.
  void judge_spread(const Offer& now, const LineNames& names, Findings& findings);
  void judge_spread_in(const Offer& now, Unit unit, std::span<const PaidPrice> paid,
                       const ParameterValue& limit, bool& reported, Findings& findings) const;

  const RuleBook& book_;
  const FactIndex& facts_;
  ParameterCalendar calendar_;

  // The facts of the school now being judged.
  std::span<const Agreement> agreements_;
  std::span<const EndedPlacement> ended_;
  std::span<const PastPrice> history_;
  std::span<const OwnershipChange> changes_;
  std::span<const Placement> placements_;
};

// Placements of a line, under either of its names, that are live on a day.
template <typename Visit>
void each_live_placement(std::span<const Placement> of_school, const LineNames& names, Date day,
                         Visit visit) {
  for (const std::string_view name : {names.own, names.former}) {
    if (name.empty()) continue;
    for (const Placement& each : FactIndex::of_line(of_school, name)) {
      if (each.from <= day && (!each.to || day <= *each.to)) visit(each);
    }
  }
}

}  // namespace assize::pricing
