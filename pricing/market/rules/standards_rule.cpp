// MKT-05: a school with placements whose inspection found standards unmet, or whose approval or
// registration is suspended or gone. Each is a finding of its own.
#include <map>

#include "pricing/market/rules/holdings.h"
#include "pricing/market/rules/market_rules.h"
#include "pricing/rules/words.h"

namespace assize::pricing {
namespace {

constexpr std::array<std::string_view, 3> kind_words{"section 41 approval",
                                                     "non-maintained approval", "registration"};

bool has_other_approval(const MarketView& market, Urn urn, StandingKind kind) {
  const StandingKind other =
      kind == StandingKind::section41 ? StandingKind::non_maintained : StandingKind::section41;
  const Standing* standing = market.standing(urn, other);
  return standing != nullptr && standing->state == StandingState::granted;
}

void add_trouble_of(StandingKind kind, const MarketView& market, Urn urn,
                    std::vector<Trouble>& out) {
  const Standing* standing = market.standing(urn, kind);
  if (standing == nullptr || standing->state == StandingState::granted) return;
  const bool is_revoked = standing->state == StandingState::revoked;
  // A school may go from one kind of approval to the other.
  const bool is_approval = kind != StandingKind::registration;
  if (is_revoked && is_approval && has_other_approval(market, urn, kind)) return;
  const std::string_view of = kind_words[static_cast<std::size_t>(kind)];
  const std::string_view state = is_revoked ? "revoked" : "suspended";
  out.push_back({standing_kind_codes[static_cast<std::size_t>(kind)], state, "granted",
                 sentence("its ", of, " has been ", state, " since ", standing->day.display()),
                 sentence("the last event of its ", of, " on or before ", market.at().display(),
                          ": ", state, " on ", standing->day.display())});
  if (is_revoked && is_approval) out.back().step += ", with no other approval in its place";
}

struct Placed {
  std::uint64_t total = 0;
  std::map<std::string_view, std::uint64_t> by_commissioner;
};

std::string placed_words(const Placed& placed) {
  std::string out;
  for (const auto& [commissioner, count] : placed.by_commissioner) {
    out += sentence(out.empty() ? "" : " + ", "commissioner ", commissioner, " ", count);
  }
  return placed.by_commissioner.size() == 1 ? out : sentence(out, " = ", placed.total);
}

void report(Urn urn, const Placed& placed, MarketJudging& judging) {
  const MarketView& market = judging.market;
  for (const Trouble& trouble : troubles(market, urn)) {
    const MarketSubject about{"", std::nullopt, "", "", urn};
    judging.report(Rule::mkt_05, about, trouble.column, [&](Finding& finding) {
      finding.value = trouble.value;
      finding.limit = trouble.limit;
      finding.message = sentence(school_words(market, urn), " has ", placements_words(placed.total),
                                 ", and ", trouble.words);
      finding.show(
          sentence("placements live on ", market.at().display(), " there: ", placed_words(placed)),
          trouble.step, sentence(trouble.value, " is not ", trouble.limit));
    });
  }
}

std::string schools_words(std::uint64_t count) {
  return sentence(counted(count, "school"), " with placements");
}

}  // namespace

std::vector<Trouble> troubles(const MarketView& market, Urn urn) {
  std::vector<Trouble> out;
  const Inspection* inspection = market.inspection(urn);
  if (inspection != nullptr && inspection->standards == Standards::unmet) {
    out.push_back(
        {market_list_names[static_cast<std::size_t>(MarketList::inspections)], "unmet", "met",
         sentence("its inspection on ", inspection->day.display(), " by ", inspection->body,
                  " found standards unmet"),
         sentence("its last inspection on or before ", market.at().display(), ": on ",
                  inspection->day.display(), ", by ", inspection->body, ": standards unmet")});
  }
  for (const StandingKind kind :
       {StandingKind::section41, StandingKind::non_maintained, StandingKind::registration}) {
    add_trouble_of(kind, market, urn, out);
  }
  return out;
}

void judge_standards(MarketJudging& judging) {
  if (!judging.has(Rule::mkt_05, market_lists(MarketList::placements))) return;
  const MarketView& market = judging.market;
  std::map<Urn, Placed> schools;
  for (const MarketPlacement* each : market.live()) {
    Placed& placed = schools[each->urn];
    placed.total += each->count;
    placed.by_commissioner[each->commissioner] += each->count;
  }
  std::uint64_t not_inspected = 0;
  std::uint64_t without_standing = 0;
  for (const auto& [urn, placed] : schools) {
    report(urn, placed, judging);
    if (market.inspection(urn) == nullptr) ++not_inspected;
    const auto has = [&market, school = urn](StandingKind kind) {
      return market.standing(school, kind) != nullptr;
    };
    if (!has(StandingKind::section41) && !has(StandingKind::non_maintained) &&
        !has(StandingKind::registration)) {
      ++without_standing;
    }
  }
  if (!market.facts().inspections) {
    judging.not_judged(Rule::mkt_05, "no inspections were given");
  } else if (not_inspected > 0) {
    judging.not_judged(Rule::mkt_05, sentence("no inspection on or before ", market.at().display(),
                                              " is known of ", schools_words(not_inspected)));
  }
  if (!market.facts().standings) {
    judging.not_judged(Rule::mkt_05, "no standings were given");
  } else if (without_standing > 0) {
    judging.not_judged(Rule::mkt_05,
                       sentence("no approval or registration on or before ", market.at().display(),
                                " is known of ", schools_words(without_standing)));
  }
}

}  // namespace assize::pricing
