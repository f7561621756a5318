// Filings that meet: for one school they take their turns, each seeing the fees of those before it.
#include <atomic>
#include <thread>

#include "registry/filings/steps/school_locks.h"
#include "tests/registry/filings/filing_fixture.h"

namespace assize::registry {
namespace {

using testing::fee_file;
using testing::fee_row;
using testing::FilingFixture;

class FilingConcurrencyTest : public FilingFixture {};

TEST_F(FilingConcurrencyTest, EachFilingForASchoolSeesAllThatWereFiledBeforeIt) {
  constexpr int filers = 6;
  std::vector<std::thread> threads;
  std::atomic<int> failures{0};
  for (int number = 1; number <= filers; ++number) {
    threads.emplace_back([&, number] {
      // Each line begins a day after the one before, so that it would be found as a fee before.
      const auto filing =
          file(fee_file({fee_row("900001", "L" + std::to_string(number), "51000.00",
                                 {{"effective_from", "2026-09-0" + std::to_string(number)},
                                  {"age_from", std::to_string(number)},
                                  {"age_to", std::to_string(number)}})}));
      if (!filing || filing->status != FilingStatus::in_effect) ++failures;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(failures, 0);
  const auto filings = query("SELECT filing_id, line FROM fee_line ORDER BY filing_order");
  ASSERT_EQ(filings.size(), std::size_t{filers});
  for (std::size_t later = 0; later < filings.size(); ++later) {
    Filing filing;
    filing.id = filings[later].text(0);
    const std::string previous = document(filing, FilingDocument::previous);
    for (std::size_t earlier = 0; earlier < filings.size(); ++earlier) {
      const std::string& line = filings[earlier].text(1);
      const bool was_before = earlier < later && line < filings[later].text(1);
      EXPECT_EQ(previous.find("," + line + ",") != std::string::npos, was_before)
          << line << " before " << filings[later].text(1);
    }
  }
}

TEST_F(FilingConcurrencyTest, RunsAgainWhenAnotherFilingCameInAfterItBeganToRead) {
  int attempts = 0;
  const auto filing = database_->in_transaction([&](Transaction& transaction) {
    transaction.connection().query("SELECT COUNT(*) FROM fee_line");
    if (++attempts == 1) {
      file_in_effect({fee_row("900001", "DAY", "40000.00",
                              {{"effective_from", "2025-09-01"}, {"effective_to", "2026-08-31"}})});
    }
    return file_fees(
        transaction, journal_,
        {regulator(), fee_file({fee_row("900001", "DAY", "50000.00")}), {}, std::nullopt});
  });
  ASSERT_TRUE(filing);
  EXPECT_EQ(attempts, 2);
  EXPECT_EQ(filing->status, FilingStatus::held) << "the fee before was not seen";
}

TEST_F(FilingConcurrencyTest, FilingsForDifferentSchoolsDoNotWait) {
  database_->with_connection([&](Connection& connection) {
    Transaction open(connection);
    const FilingCommand command{
        regulator(), fee_file({fee_row("900001", "DAY", "51000.00")}), {}, std::nullopt};
    ASSERT_TRUE(file_fees(open, journal_, command));
    const auto began = std::chrono::steady_clock::now();
    file_in_effect({fee_row("900002", "DAY", "51000.00")});
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(20));
    open.commit();
  });
  EXPECT_EQ(count("filing"), 2);
}

// Two orders of the same schools would otherwise each wait for the other.
TEST_F(FilingConcurrencyTest, FilesOfManySchoolsInAnyOrderAllGetThrough) {
  std::vector<std::thread> threads;
  std::atomic<int> failures{0};
  for (int number = 0; number < 4; ++number) {
    threads.emplace_back([&, number] {
      for (int time = 0; time < 5; ++time) {
        const std::string first = number % 2 == 0 ? "900001" : "900002";
        const std::string second = number % 2 == 0 ? "900002" : "900001";
        const auto filing =
            file(fee_file({fee_row(first, "DAY", "51000.00"), fee_row(second, "DAY", "51000.00")}));
        if (!filing || filing->status != FilingStatus::in_effect) ++failures;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(failures, 0);
  EXPECT_EQ(count("filing"), 20);
  EXPECT_EQ(query("SELECT MIN(revision), MAX(revision) FROM school_fees_revision")[0].integer(0),
            20);
}

}  // namespace
}  // namespace assize::registry
