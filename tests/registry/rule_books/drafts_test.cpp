#include "registry/rule_books/drafts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "tests/registry/filings/filing_fixture.h"

namespace assize::registry::testing {
namespace {

class Drafts : public FilingFixture {
 protected:
  static Caller officer(const std::string& id, Role role = Role::approver) {
    return {id, "org_regulator", role, {}};
  }
  Draft draft(const std::string& edition = "2026.2") {
    return database_
        ->in_transaction([&](Transaction& transaction) {
          return make_draft(transaction, journal_, officer("acc_a", Role::case_officer),
                            example_book(edition));
        })
        .value();
  }
  std::string take(const Draft& about, DraftStepKind step, const Caller& caller,
                   const std::optional<std::string>& publish_at = {}) {
    const auto taken = database_->in_transaction([&](Transaction& transaction) {
      return take_draft_step(transaction, journal_,
                             {caller, about.id, step, "because", publish_at, {}});
    });
    if (!taken) return taken.faults()[0].place + ": " + taken.faults()[0].message;
    return std::string(code(taken->state));
  }
  bool is_published(const std::string& edition) {
    return database_->with_connection(
        [&](Connection& each) { return rule_book_body(each, edition).has_value(); });
  }
};

TEST_F(Drafts, AnotherPersonApprovesThanWhoDraftedOrProposed) {
  const Draft made = draft();
  EXPECT_EQ(take(made, DraftStepKind::approved, officer("acc_c")).substr(0, 8), "conflict");
  EXPECT_EQ(take(made, DraftStepKind::proposed, officer("acc_b")), "proposed");
  for (const char* own : {"acc_a", "acc_b"}) {
    EXPECT_EQ(take(made, DraftStepKind::approved, officer(own)).substr(0, 9), "forbidden") << own;
  }
  EXPECT_FALSE(is_published("2026.2"));
  EXPECT_EQ(take(made, DraftStepKind::approved, officer("acc_c")), "published");
  EXPECT_TRUE(is_published("2026.2"));
  EXPECT_EQ(take(made, DraftStepKind::withdrawn, officer("acc_c")).substr(0, 8), "conflict");
}

TEST_F(Drafts, AnApprovedOneIsPublishedWhenItsTimeComes) {
  const Draft made = draft();
  take(made, DraftStepKind::proposed, officer("acc_b"));
  EXPECT_EQ(take(made, DraftStepKind::approved, officer("acc_c"), "2026-04-01T09:00:00.000000Z"),
            "approved");
  EXPECT_EQ(publish_due_drafts(*database_, journal_), 0U);
  now_ += audit::Instant{86'400'000'000};
  EXPECT_EQ(publish_due_drafts(*database_, journal_), 1U);
  EXPECT_EQ(publish_due_drafts(*database_, journal_), 0U);
  EXPECT_TRUE(is_published("2026.2"));
}

TEST_F(Drafts, OfManyWhoDecideAtOnceOneDoes) {
  const Draft made = draft();
  take(made, DraftStepKind::proposed, officer("acc_b"));
  std::vector<std::string> outcomes(6);
  std::vector<std::thread> threads;
  for (std::size_t at = 0; at < outcomes.size(); ++at) {
    threads.emplace_back([&, at] {
      outcomes[at] = take(made, at % 2 == 0 ? DraftStepKind::approved : DraftStepKind::returned,
                          officer("acc_c" + std::to_string(at)));
    });
  }
  for (std::thread& each : threads) each.join();
  EXPECT_EQ(
      std::count_if(outcomes.begin(), outcomes.end(),
                    [](const std::string& each) { return each == "published" || each == "draft"; }),
      1);
}

TEST_F(Drafts, AFaultyOrAPublishedOneIsNotTaken) {
  const auto make = [&](const std::string& body) {
    return database_->in_transaction([&](Transaction& transaction) {
      return make_draft(transaction, journal_, officer("acc_a"), body);
    });
  };
  EXPECT_EQ(make(example_book("2026.1")).faults()[0].place, "conflict");
  EXPECT_FALSE(make("{}"));
  EXPECT_EQ(count("rule_book_draft"), 0);
}

}  // namespace
}  // namespace assize::registry::testing
