#include "pricing/rules/by_facts/fact_rules.h"

#include "pricing/rules/increase_rules.h"
#include "pricing/rules/school_rules.h"
#include "pricing/rules/words.h"

namespace assize::pricing {
namespace {

constexpr std::int32_t ownership_days = 365;
constexpr std::int32_t challenge_days = 90;

LineNames names_of(const School& school, std::size_t i) {
  LineNames names{school.now[i].name, {}};
  if (school.line_before[i] == none_before || school.matched_by[i] != MatchedBy::offer) {
    return names;
  }
  const Offer& before = school.before[school.line_before[i]];
  if (before.has(Column::line) && !school.names_now.find(before.name)) names.former = before.name;
  return names;
}

}  // namespace

void FactRules::gather(std::uint32_t urn) {
  agreements_ = facts_.of_school(&Facts::agreements, urn);
  ended_ = facts_.of_school(&Facts::ended_placements, urn);
  history_ = facts_.of_school(&Facts::history, urn);
  changes_ = facts_.of_school(&Facts::ownership_changes, urn);
  placements_ = facts_.of_school(&Facts::placements, urn);
}

void FactRules::judge(const School& school, Findings& findings) {
  if (school.now.empty()) return;
  gather(school.now.front().urn);
  for (std::size_t i = 0; i < school.now.size(); ++i) {
    const Offer& now = school.now[i];
    if (!now.has(columns(Column::line, Column::effective_from))) continue;
    const LineNames names = names_of(school, i);
    if (school.line_before[i] != none_before) {
      const Comparison prices = compare(now, school.before[school.line_before[i]]);
      if (prices.rises()) judge_rise(now, prices, names, findings);
    }
    judge_three_years(now, names, findings);
    judge_spread(now, names, findings);
  }
  judge_endings(school, findings);
}

void FactRules::judge_rise(const Offer& now, const Comparison& prices, const LineNames& names,
                           Findings& findings) const {
  judge_acceptance(now, prices, names, findings);
  if (!is_exempt(now)) judge_frequency(now, prices, names, findings);
  judge_ownership(now, prices, findings);
}

void FactRules::judge_ownership(const Offer& now, const Comparison& prices,
                                Findings& findings) const {
  const OwnershipChange* last = nullptr;
  for (const OwnershipChange& each : changes_) {
    if (each.day <= now.effective_from) last = &each;
  }
  if (last == nullptr) return;
  const std::int32_t since = now.effective_from - last->day;
  if (since > ownership_days) return;
  report_offer(findings, Rule::uni_09, now, "effective_from", [&](Finding& finding) {
    const Date first_free = last->day.plus_days(ownership_days + 1);
    finding.value = now.effective_from.text();
    finding.limit = first_free.text();
    finding.message = sentence(
        rise_words(prices), ", with effect from ", now.effective_from.display(), ", ",
        counted(static_cast<std::uint64_t>(since), "day"), " after the school passed from ",
        last->from, " to ", last->to, " on ", last->day.display());
    finding.show(prices_words(prices),
                 sentence("effective_from as read: ", now.effective_from.display()),
                 sentence("the last change of ownership: ", last->day.display(), ", from ",
                          last->from, " to ", last->to),
                 sentence(now.effective_from.text(), " − ", last->day.text(), " = ", since,
                          " days ≤ ", ownership_days, " days"));
  });
}

void FactRules::judge_endings(const School& school, Findings& findings) const {
  if (!facts_.has(&Facts::agreements)) return;
  for (const EndedPlacement& ended : ended_) {
    const Agreement* last = nullptr;
    for (const Agreement& each : agreements_) {
      const bool counts = each.position == Position::challenged && each.day <= ended.day &&
                          each.commissioner == ended.commissioner;
      if (counts && (last == nullptr || each.day > last->day)) last = &each;
    }
    if (last == nullptr || ended.day - last->day > challenge_days) continue;
    const std::int32_t since = ended.day - last->day;
    const auto place = school.names_now.find(ended.line);
    const std::uint64_t line = place ? school.now[*place].line : 0;
    findings.report(Rule::uni_11, line, "", [&](Finding& finding) {
      finding.urn = ended.urn.text();
      finding.name = ended.line;
      finding.value = ended.day.text();
      finding.limit = last->day.plus_days(challenge_days + 1).text();
      finding.message = sentence(
          "commissioner ", ended.commissioner, " challenged the price of \"", last->line, "\" on ",
          last->day.display(), ", and its placement on \"", ended.line, "\" was ended on ",
          ended.day.display(), ", ", counted(static_cast<std::uint64_t>(since), "day"), " after");
      finding.show(
          sentence("challenged: ", last->day.display(), ", commissioner ", last->commissioner,
                   ", the price of \"", last->line, "\" from ", last->effective_from.display()),
          sentence("ended by the provider: ", ended.day.display(), ", commissioner ",
                   ended.commissioner, ", a placement on \"", ended.line, "\""),
          sentence(ended.day.text(), " − ", last->day.text(), " = ", since, " days ≤ ",
                   challenge_days, " days"));
    });
  }
}

}  // namespace assize::pricing
