// UNI-01: an increase that a commissioner with placements has not accepted.
#include "pricing/rules/by_facts/fact_rules.h"
#include "pricing/rules/increase_rules.h"
#include "pricing/rules/school_rules.h"
#include "pricing/rules/words.h"

namespace assize::pricing {
namespace {

constexpr std::size_t named_in_message = 10;

// A commissioner with placements on the line, and its latest answer; null if it has not answered.
struct Answer {
  std::string_view commissioner;
  std::uint64_t placements = 0;
  const Agreement* latest = nullptr;
  bool accepted() const { return latest != nullptr && latest->position == Position::accepted; }
};

// In order of commissioner.
std::vector<Answer> commissioners_of(std::span<const Placement> placements, const LineNames& names,
                                     Date day) {
  std::vector<Answer> out;
  each_live_placement(placements, names, day, [&](const Placement& each) {
    const auto place = std::lower_bound(out.begin(), out.end(), each.commissioner,
                                        [](const Answer& one, std::string_view commissioner) {
                                          return one.commissioner < commissioner;
                                        });
    if (place == out.end() || place->commissioner != each.commissioner) {
      out.insert(place, {each.commissioner, 1, nullptr});
    } else {
      ++place->placements;
    }
  });
  return out;
}

const Agreement* latest_answer(std::span<const Agreement> agreements, const LineNames& names,
                               std::string_view commissioner, Date effective_from) {
  const Agreement* latest = nullptr;
  for (const std::string_view name : {names.own, names.former}) {
    if (name.empty()) continue;
    for (const Agreement& each : FactIndex::of_line(agreements, name)) {
      if (each.commissioner != commissioner || each.effective_from != effective_from) continue;
      const bool is_later = latest == nullptr || each.day > latest->day ||
                            (each.day == latest->day && each.position == Position::challenged);
      if (is_later) latest = &each;
    }
  }
  return latest;
}

std::string answer_words(const Answer& answer) {
  if (answer.latest == nullptr) return "no answer";
  return sentence(answer.accepted() ? "accepted on " : "challenged on ",
                  answer.latest->day.display());
}

std::string names_words(std::span<const Answer> answers) {
  std::string out;
  std::size_t named = 0;
  std::size_t all = 0;
  for (const Answer& each : answers) {
    if (each.accepted()) continue;
    ++all;
    if (named == named_in_message) continue;
    out += sentence(named++ == 0 ? "" : ", ", each.commissioner, " (", answer_words(each), ")");
  }
  return all > named ? sentence(out, " and ", all - named, " more") : out;
}

}  // namespace

void FactRules::judge_acceptance(const Offer& now, const Comparison& prices, const LineNames& names,
                                 Findings& findings) const {
  if (!facts_.has(&Facts::agreements) || !facts_.has(&Facts::placements)) return;
  std::vector<Answer> answers = commissioners_of(placements_, names, now.effective_from);
  std::uint64_t missing = 0;
  for (Answer& each : answers) {
    each.latest = latest_answer(agreements_, names, each.commissioner, now.effective_from);
    if (!each.accepted()) ++missing;
  }
  if (missing == 0) return;
  report_offer(findings, Rule::uni_01, now, name(prices.column), [&](Finding& finding) {
    finding.value = prices.now.text();
    finding.limit = prices.before.text();
    finding.message = sentence(rise_words(prices), ", and ", missing, " of ",
                               counted(answers.size(), "commissioner"), " with placements on it ",
                               missing == 1 ? "has" : "have", " not accepted the price from ",
                               now.effective_from.display(), ": ", names_words(answers));
    finding.show(prices_words(prices));
    for (const Answer& each : answers) {
      finding.working.push_back(sentence(each.commissioner, ": ",
                                         counted(each.placements, "placement"), " on ",
                                         now.effective_from.display(), "; ", answer_words(each)));
    }
    finding.working.push_back(sentence("accepted: ", answers.size() - missing, " of ",
                                       answers.size(), "; not accepted: ", missing));
  });
}

}  // namespace assize::pricing
