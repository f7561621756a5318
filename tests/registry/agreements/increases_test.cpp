#include "registry/agreements/increases.h"

#include <gtest/gtest.h>

#include "registry/filings/replay.h"
#include "tests/registry/filings/filing_fixture.h"

namespace assize::registry::testing {
namespace {

using pricing::Position;

class Increases : public FilingFixture {
 protected:
  Increases() {
    const FeeRow last_year{{"effective_from", "2025-09-01"}, {"effective_to", "2026-08-31"}};
    file_in_effect(
        {fee_row("900001", "DAY", "40000.00", last_year),
         fee_row(
             "900001", "OTHER", "20000.00",
             {{"need", "MLD"}, {"effective_from", "2025-09-01"}, {"effective_to", "2026-08-31"}})});
    for (const char* each : {"('201', 'A-1')", "('201', 'A-2')", "('330', 'B-1')"}) {
      const std::string pair(each);
      execute(
          "INSERT INTO placement (record_id, council, reference, urn, line, add_ons, need,"
          " provision, start_date, basis, annual_price, education, care, health, lot, withdrawn)"
          " SELECT 'R', '" +
          pair.substr(2, 3) + "', '" + pair.substr(9, 3) +
          "', 900001, 'DAY', '', 'ASD', 'day', '2025-09-01', 'spot', 1, 1, 0, 0, '', 0");
    }
  }
  // A rise of 1,000 on three placements, within the limit; the other line stays.
  Filing raise(const std::string& price = "41000.00") {
    const auto filing = file(fee_file({fee_row("900001", "DAY", price),
                                       fee_row("900001", "OTHER", "20000.00", {{"need", "MLD"}})}),
                             FilingChoice::all_or_nothing, provider("north"));
    EXPECT_TRUE(filing);
    EXPECT_EQ(filing->status, FilingStatus::in_effect) << filing->assessment_json;
    return *filing;
  }
  static Caller council(const std::string& code) {
    return {"acc_council_" + code, "org_council_" + code, Role::commissioner, {}, code};
  }
  IncreasePage list(const IncreaseReader& reader) {
    return database_->with_connection(
        [&](Connection& each) { return list_increases(each, reader, std::nullopt, 50); });
  }
  Result<Increase> answer(const Increase& increase, const std::string& code, Position position,
                          const std::string& reason = "because",
                          const std::vector<std::string>& lines = {}) {
    return database_->in_transaction([&](Transaction& transaction) {
      return answer_increase(transaction, journal_,
                             {council(code), increase.id, position, reason, false, lines});
    });
  }
  static bool finds(const Filing& filing, const std::string& rule) {
    return filing.assessment_json.find("\"rule\": \"" + rule + "\"") != std::string::npos ||
           filing.assessment_json.find("\"rule\":\"" + rule + "\"") != std::string::npos;
  }
};

TEST_F(Increases, EachCouncilWithPlacementsOnALineThatRisesIsTold) {
  raise();
  const auto page = list({"201", {}});
  ASSERT_EQ(page.increases.size(), 1U);
  const Increase& told = page.increases[0];
  EXPECT_EQ(told.answer_by.text(), "2026-04-30");
  ASSERT_EQ(told.lines.size(), 1U);
  EXPECT_EQ(told.lines[0].line, "DAY");
  EXPECT_EQ(told.lines[0].annual_price_before.text(), "40000.00");
  ASSERT_EQ(told.lines[0].shares.size(), 2U);
  EXPECT_EQ(told.lines[0].shares[0].council, "201");
  EXPECT_EQ(told.lines[0].shares[0].placements, 2U);
  EXPECT_EQ(list({"850", {}}).increases.size(), 0U);
  EXPECT_EQ(list({{}, "org_north"}).increases.size(), 1U);
  EXPECT_EQ(list({{}, "org_south"}).increases.size(), 0U);
  EXPECT_EQ(list({}).increases.size(), 1U);
}

TEST_F(Increases, WhatIsNotDearerTellsNobody) {
  raise("40000.00");
  EXPECT_EQ(list({}).increases.size(), 0U);
}

TEST_F(Increases, AnAcceptanceByAllClearsTheFlagOfTheNextFilingAndReplayStillAgrees) {
  const Filing first = raise();
  EXPECT_TRUE(finds(first, "UNI-01"));
  const Increase told = list({}).increases.at(0);
  ASSERT_TRUE(answer(told, "201", Position::accepted));
  EXPECT_TRUE(finds(raise(), "UNI-01"));
  ASSERT_TRUE(answer(told, "330", Position::accepted));
  const Filing last = raise();
  EXPECT_FALSE(finds(last, "UNI-01")) << last.assessment_json;
  for (const std::string& id : {first.id, last.id}) {
    const auto replay = replay_filing(*database_, id);
    EXPECT_TRUE(replay->is_same()) << replay->differences[0].message;
  }
}

TEST_F(Increases, ALaterAnswerTakesThePlaceOfAnEarlierOne) {
  raise();
  const Increase told = list({}).increases.at(0);
  ASSERT_TRUE(answer(told, "201", Position::accepted));
  const auto again = answer(told, "201", Position::challenged, "the costs are not shown");
  ASSERT_TRUE(again);
  EXPECT_EQ(again->lines[0].shares[0].answer->position, Position::challenged);
  EXPECT_EQ(count("increase_answer"), 1);
  EXPECT_EQ(query("SELECT COUNT(*) FROM increase_answer FOR SYSTEM_TIME ALL")[0].integer(0), 2);
  EXPECT_EQ(last_entry().find("costs"), std::string::npos);
}

TEST_F(Increases, RefusesOthersLatenessAndAChallengeWithoutAReason) {
  raise();
  const Increase told = list({}).increases.at(0);
  EXPECT_EQ(answer(told, "850", Position::accepted).faults()[0].place, "not_found");
  EXPECT_EQ(answer(told, "201", Position::challenged, "").faults()[0].place, "reason");
  EXPECT_EQ(answer(told, "201", Position::accepted, "", {"OTHER"}).faults()[0].place, "lines");
  now_ += audit::Instant{60} * 86'400'000'000;
  EXPECT_EQ(answer(told, "201", Position::accepted).faults()[0].place, "conflict");
}

TEST_F(Increases, AnEndingSoonAfterAChallengeIsFlagged) {
  raise();
  ASSERT_TRUE(answer(list({}).increases.at(0), "201", Position::challenged));
  execute(
      "UPDATE placement SET end_date = '2026-07-31', ended_by = 'provider',"
      " ending_notice = '2026-04-20' WHERE reference = 'A-1'");
  now_ += audit::Instant{25} * 86'400'000'000;
  EXPECT_TRUE(finds(raise(), "UNI-11"));
}

}  // namespace
}  // namespace assize::registry::testing
