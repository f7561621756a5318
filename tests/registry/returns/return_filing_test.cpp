#include "registry/returns/return_filing.h"

#include <atomic>
#include <thread>

#include "pricing/returns/read_returns.h"
#include "registry/filings/steps/hexadecimal.h"
#include "tests/registry/returns/return_fixture.h"

namespace assize::registry {
namespace {

using testing::first_provider;
using testing::other_provider;
using testing::return_file;
using testing::ReturnFixture;

class ReturnFilingTest : public ReturnFixture {};

TEST_F(ReturnFilingTest, KeepsTheReturnsAndLogsAStatusAndACommitmentAlone) {
  const std::string file = return_file({{2024}, {2025}});
  const ReturnFiling filing = handed_in(file, provider(first_provider));
  EXPECT_EQ(filing.status, ReturnStatus::accepted);
  const auto stored = database_->with_connection(
      [&](Connection& each) { return find_return_filing(each, filing.id); });
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->returns, file);
  EXPECT_EQ(stored->assessment_json, filing.assessment_json);
  EXPECT_EQ(stored->receipt_json, filing.receipt_json);
  EXPECT_EQ(stored->provider_id, first_provider);
  EXPECT_EQ(stored->received_at, "2026-03-31T09:15:02.123456Z");

  const std::string text = last_entry();
  const auto entry = audit::parse_entry(text);
  ASSERT_TRUE(entry) << text;
  EXPECT_EQ(entry->action, "return.filed");
  EXPECT_EQ(entry->actor, std::string("acc_") + first_provider);
  EXPECT_EQ(entry->subject, "return/" + filing.id);
  EXPECT_EQ(audit::canonical_text(entry->public_part), R"({"status":"accepted"})");
  EXPECT_EQ(text.find("900000"), std::string::npos);
  const audit::Commitment commitment{bytes_of_hexadecimal(filing.commitment_random),
                                     entry->body_sha256.value()};
  EXPECT_TRUE(audit::opens(commitment, commitment_body(filing)));
  EXPECT_TRUE(audit::opens(commitment, commitment_body(*stored)));
  ReturnFiling changed = *stored;
  changed.returns = return_file({{2024}, {2025, "900000.01"}});
  EXPECT_FALSE(audit::opens(commitment, commitment_body(changed)));
  const auto receipt = audit::parse_receipt(filing.receipt_json);
  EXPECT_EQ(receipt->leaf, audit::leaf_hash(text));
  EXPECT_TRUE(audit::verify_receipt(journal_.key().verifier(), *receipt));
}

TEST_F(ReturnFilingTest, OfTheSameBytesCommitsOtherwiseEachTime) {
  const std::string file = return_file({{2025}});
  const ReturnFiling one = handed_in(file);
  const ReturnFiling two = handed_in(file);
  EXPECT_NE(one.id, two.id);
  EXPECT_NE(one.commitment_random, two.commitment_random) << "else who guesses the body is told";
}

TEST_F(ReturnFilingTest, IsHeldWhereTheRegulatorHasToLookAndStandsAllTheSame) {
  testing::ReturnYear late{2025};
  late.due = "2026-03-30";
  const ReturnFiling filing = handed_in(return_file({late}));
  EXPECT_EQ(filing.status, ReturnStatus::held) << filing.assessment_json;
  EXPECT_EQ(held().size(), 1U);
  EXPECT_NE(last_entry().find(R"("public":{"status":"held"})"), std::string::npos);
}

TEST_F(ReturnFilingTest, AtErrorIsRefusedAndNothingIsKept) {
  const auto entries = count("log_pending");
  for (const std::string& file :
       {return_file({{2025, "900000.00"}}).replace(return_file({}).size(), 5, "GB-XX"),
        return_file({{2025}, {2025}}), return_file({}), std::string("not, returns"),
        std::string("\xFF\xFE")}) {
    const auto filing = hand_in(file);
    ASSERT_TRUE(filing) << filing.faults()[0].message;
    EXPECT_EQ(filing->status, ReturnStatus::refused) << file;
    EXPECT_NE(filing->assessment_json.find("\"severity\": \"error\""), std::string::npos) << file;
    EXPECT_EQ(filing->id + filing->receipt_json + filing->commitment_random, "");
  }
  EXPECT_EQ(count("return_filing"), 0);
  EXPECT_EQ(count("financial_return"), 0);
  EXPECT_EQ(count("log_pending"), entries);
}

TEST_F(ReturnFilingTest, IsForTheProviderItselfOrTheRegulator) {
  const std::string own = return_file({{2025}});
  testing::ReturnYear of_other{2024};
  of_other.provider = other_provider;
  const std::string other = return_file({of_other});
  const std::string both = return_file({{2025}, of_other});
  EXPECT_EQ(refused(own, provider(first_provider)), "");
  EXPECT_EQ(refused(other, provider(first_provider)), "forbidden");
  EXPECT_EQ(refused(both, provider(first_provider)), "forbidden");
  EXPECT_EQ(refused(both, regulator()), "returns") << "one provider's at a time";
  EXPECT_EQ(refused(other, regulator()), "");
  for (const Role role : {Role::anyone, Role::commissioner}) {
    EXPECT_EQ(refused(own, {"acc_x", "org_x", role, std::nullopt}), "forbidden");
  }
  EXPECT_EQ(refused(own, {"acc_x", "org_x", Role::provider, std::nullopt}), "forbidden");
  EXPECT_EQ(refused(own, {"acc_x", "org_x", Role::case_officer, std::nullopt}), "");
  // A row that is not of its form names its provider too.
  std::string broken = return_file({of_other});
  broken.replace(broken.find("900000.00"), 9, "nine");
  EXPECT_EQ(refused(broken, provider(first_provider)), "forbidden");
  const auto edition =
      file_returns(*database_, journal_, {provider(first_provider), own, std::string("2026.1")});
  ASSERT_FALSE(edition);
  EXPECT_EQ(edition.faults()[0].place, "forbidden");
}

TEST_F(ReturnFilingTest, SaysWhyItCannotBeAssessed) {
  testing::ReturnYear unknown{2025};
  unknown.provider = "GB-COH-ZZ000009";
  EXPECT_EQ(refused(return_file({unknown}), regulator()), "returns");
  EXPECT_EQ(refused(std::string(returns_filed_limit_bytes + 1, 'x'), regulator()), "returns");
  std::vector<testing::ReturnYear> many;
  for (int year = 1960; year < 2011; ++year) many.push_back({year});
  EXPECT_EQ(refused(return_file(many), regulator()), "returns");
  const auto edition =
      file_returns(*database_, journal_, {regulator(), return_file({{2025}}), std::string("none")});
  ASSERT_FALSE(edition);
  EXPECT_EQ(edition.faults()[0].place, "rule_book");
  EXPECT_EQ(count("return_filing"), 0);
}

// Else a return that is late would say of itself that it was not.
TEST_F(ReturnFilingTest, OfAProviderCameTodayOrWhenTheOneItCorrectsDid) {
  const auto came = [](int year, const std::string& day) {
    testing::ReturnYear each{year};
    each.received = day;
    return return_file({each});
  };
  const Caller own = provider(first_provider);
  EXPECT_EQ(refused(came(2025, "2026-03-30"), own), "received");
  EXPECT_EQ(refused(came(2025, "2026-04-01"), own), "received");
  EXPECT_EQ(refused(came(2025, "2026-04-01"), regulator()), "received");
  EXPECT_EQ(refused(came(2024, "2026-03-01"), regulator()), "");
  EXPECT_EQ(refused(came(2024, "2026-03-01"), own), "") << "it corrects that one";
  EXPECT_EQ(refused(came(2024, "2026-02-28"), own), "received");
  EXPECT_EQ(refused(came(2025, "2026-03-01"), own), "received") << "of another year";
  EXPECT_EQ(refused(came(2025, testing::today_text), own), "");
}

TEST_F(ReturnFilingTest, CorrectedTakesThePlaceOfTheOldWhichIsKeptAsHistory) {
  const ReturnFiling first = handed_in(return_file({{2024}, {2025}}));
  const std::string between = query("SELECT CAST(UTC_TIMESTAMP(6) AS CHAR)")[0].text(0);
  std::this_thread::sleep_for(std::chrono::milliseconds(2));
  // The year began a month earlier: it overlaps the year before too, and takes the place of both.
  testing::ReturnYear corrected{2025, "910000.00"};
  corrected.year_from = "2024-08-01";
  const ReturnFiling second = handed_in(return_file({corrected}));
  const auto now = held();
  ASSERT_EQ(now.size(), 1U);
  EXPECT_EQ(now[0].filing_id, second.id);
  EXPECT_EQ(now[0].values.income_public.text(), "910000.00");
  const auto then = query(
      "SELECT filing_id FROM financial_return FOR SYSTEM_TIME AS OF TIMESTAMP'" + between + "'");
  ASSERT_EQ(then.size(), 2U) << "what was known then can still be asked";
  EXPECT_EQ(then[0].text(0), first.id);
  EXPECT_EQ(count("return_filing"), 2);
  EXPECT_TRUE(held(other_provider).empty());
}

TEST_F(ReturnFilingTest, IsJudgedWithTheProvidersEarlierYearsAndNoOthers) {
  const auto finds_growth = [](const ReturnFiling& filing) {
    return filing.assessment_json.find("\"rule\": \"PRF-02\", \"severity\"") != std::string::npos;
  };
  testing::ReturnYear others{2024, "918000.00"};
  others.provider = other_provider;
  handed_in(return_file({{2023}}));
  handed_in(return_file({others}));
  EXPECT_FALSE(finds_growth(handed_in(return_file({{2025, "936360.00"}}))));
  const ReturnFiling missing = handed_in(return_file({{2024, "918000.00"}}));
  EXPECT_NE(missing.earlier.find("2022-09-01"), std::string::npos);
  EXPECT_EQ(missing.earlier.find(other_provider), std::string::npos);
  EXPECT_TRUE(finds_growth(handed_in(return_file({{2025, "936360.00"}}))));
}

TEST_F(ReturnFilingTest, EachOfAProviderSeesAllThatWereFiledBeforeIt) {
  constexpr int filers = 6;
  std::vector<std::thread> threads;
  std::atomic<int> failures{0};
  for (int number = 0; number < filers; ++number) {
    threads.emplace_back([&, number] {
      const auto filing = hand_in(return_file({{2015 + number}}));
      if (!filing || filing->status == ReturnStatus::refused) ++failures;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(failures, 0);
  const auto filings = query("SELECT returns, earlier FROM return_filing ORDER BY filing_order");
  ASSERT_EQ(filings.size(), std::size_t{filers});
  const auto last_day = [&](std::size_t at) {
    return pricing::read_returns(filings[at].text(0)).at(0).year_to;
  };
  for (std::size_t later = 0; later < filings.size(); ++later) {
    for (std::size_t earlier = 0; earlier < filings.size(); ++earlier) {
      const bool is_read =
          filings[later].text(1).find("," + last_day(earlier).text() + ",") != std::string::npos;
      EXPECT_EQ(is_read, earlier < later && last_day(earlier) < last_day(later));
    }
  }
}

TEST_F(ReturnFilingTest, AreListedTheLastFirstForTheirProviderAlone) {
  testing::ReturnYear others{2024};
  others.provider = other_provider;
  const ReturnFiling one = handed_in(return_file({{2024}}));
  handed_in(return_file({others}));
  const ReturnFiling two = handed_in(return_file({{2025}}));
  database_->with_connection([&](Connection& each) {
    const auto listed = list_return_filings(each, first_provider, 10);
    ASSERT_EQ(listed.size(), 2U);
    EXPECT_EQ(listed[0].id, two.id);
    EXPECT_EQ(listed[1].id, one.id);
    EXPECT_EQ(list_return_filings(each, first_provider, 1).size(), 1U);
    EXPECT_FALSE(find_return_filing(each, "01ARYZ6S41TSV4RRFFQ69G5FAV"));
    EXPECT_FALSE(find_return_filing(each, "' OR 1=1 --"));
  });
}

}  // namespace
}  // namespace assize::registry
