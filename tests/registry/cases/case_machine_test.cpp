#include "registry/cases/case_machine.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace assize::registry {
namespace {

using Step = CaseStepKind;

CaseStanding standing(CaseState state, CaseKind kind = CaseKind::prior_approval,
                      std::optional<Disposition> disposition = std::nullopt) {
  return {kind, state, disposition};
}

TEST(CaseMachine, ObjectionAndResponseAlternateUntilADecision) {
  auto now = standing(CaseState::open);
  for (int round = 0; round < 3; ++round) {
    now = after_step(now, Step::objection).value();
    EXPECT_EQ(now.state, CaseState::objected);
    EXPECT_FALSE(after_step(now, Step::objection));
    now = after_step(now, Step::response).value();
    EXPECT_FALSE(after_step(now, Step::response));
  }
  now = after_step(now, Step::decision, Disposition::refused).value();
  EXPECT_EQ(now.state, CaseState::decided);
}

TEST(CaseMachine, AnAppealIsMadeOnceAndNeverMakesItWorse) {
  const auto modified =
      standing(CaseState::decided, CaseKind::prior_approval, Disposition::approved_as_modified);
  const auto appealed = after_step(modified, Step::appeal).value();
  EXPECT_FALSE(after_step(appealed, Step::appeal_decision, Disposition::refused));
  const auto over = after_step(appealed, Step::appeal_decision, Disposition::approved).value();
  EXPECT_EQ(over.state, CaseState::closed);
  EXPECT_FALSE(after_step(over, Step::appeal));
  EXPECT_FALSE(after_step(standing(CaseState::closed), Step::appeal));
}

TEST(CaseMachine, OnlyHeldLinesAreModifiedAndAMarketCaseHasNoParty) {
  EXPECT_FALSE(after_step(standing(CaseState::open, CaseKind::review), Step::decision,
                          Disposition::approved_as_modified));
  for (const Step step : {Step::objection, Step::withdrawal}) {
    EXPECT_FALSE(after_step(standing(CaseState::open, CaseKind::market), step));
  }
  EXPECT_EQ(
      after_step(standing(CaseState::open, CaseKind::market), Step::decision, Disposition::refused)
          ->state,
      CaseState::closed);
}

// The way of a case as a sentence: each step a letter, and a pattern that a whole life fits.
bool may_live(const std::string& life) {
  // o objection, r response, a approved, m modified, f refused, w withdrawal, p appeal,
  // A M F decisions of the appeal. Notes and the like change nothing and are left out.
  std::size_t at = 0;
  const auto take = [&](const std::string& letters) {
    if (at < life.size() && letters.find(life[at]) != std::string::npos) {
      ++at;
      return true;
    }
    return false;
  };
  bool objected = false;
  while (at < life.size()) {
    if (!objected && take("o")) {
      objected = true;
    } else if (objected && take("r")) {
      objected = false;
    } else {
      break;
    }
  }
  if (take("aw")) return at == life.size();
  const bool refused = at < life.size() && life[at] == 'f';
  if (!take("mf")) return at == life.size();
  if (!take("p")) return at == life.size();
  if (take(refused ? "AMF" : "AM")) return at == life.size();
  return at == life.size();
}

struct Letter {
  char letter;
  Step step;
  std::optional<Disposition> disposition;
};
const std::vector<Letter> letters{{'o', Step::objection, {}},
                                  {'r', Step::response, {}},
                                  {'w', Step::withdrawal, {}},
                                  {'p', Step::appeal, {}},
                                  {'a', Step::decision, Disposition::approved},
                                  {'m', Step::decision, Disposition::approved_as_modified},
                                  {'f', Step::decision, Disposition::refused},
                                  {'A', Step::appeal_decision, Disposition::approved},
                                  {'M', Step::appeal_decision, Disposition::approved_as_modified},
                                  {'F', Step::appeal_decision, Disposition::refused}};

RC_GTEST_PROP(CaseMachine, TakesExactlyTheStepsThatALifeMayHave, ()) {
  auto now = standing(CaseState::open);
  std::string life;
  const auto steps = *rc::gen::container<std::vector<std::size_t>>(
      rc::gen::inRange<std::size_t>(0, letters.size()));
  for (const std::size_t at : steps) {
    const Letter& each = letters[at];
    const auto next = after_step(now, each.step, each.disposition);
    RC_ASSERT(next.has_value() == may_live(life + each.letter));
    // What the regulator does among its own changes nothing.
    for (const Step aside : {Step::note, Step::assigned, Step::document, Step::escalated}) {
      if (const auto same = after_step(now, aside)) {
        RC_ASSERT(same->state == now.state && same->disposition == now.disposition);
      }
    }
    if (!next) continue;
    now = *next;
    life += each.letter;
  }
  // Never approved but by a decision: nothing else makes a disposition of that kind.
  if (now.disposition == Disposition::approved) {
    RC_ASSERT(life.back() == 'a' || life.back() == 'A');
  }
}

}  // namespace
}  // namespace assize::registry
