#include "registry/placements/record_placements.h"

#include "registry/filings/steps/hexadecimal.h"
#include "registry/frameworks/applications.h"
#include "registry/frameworks/frameworks.h"
#include "registry/placements/list_placements.h"
#include "tests/registry/frameworks/framework_samples.h"
#include "tests/registry/placements/placement_fixture.h"

namespace assize::registry {
namespace {

using testing::placement_file;
using testing::placement_row;
using testing::PlacementFixture;

TEST_F(PlacementFixture, RecordsAFileOnceWithItsReceiptAndCountsAloneInTheLog) {
  const std::string file = placement_file({placement_row("P-1"), placement_row("P-2")});
  const auto recorded = record(file);
  ASSERT_TRUE(recorded) << recorded.faults()[0].message;
  EXPECT_EQ(recorded->added, 2U);
  EXPECT_EQ(recorded->lines_unknown, 2U);
  EXPECT_NE(recorded->receipt_json.find("leaf"), std::string::npos);
  const std::string entry = last_entry();
  EXPECT_NE(entry.find(R"("action":"placements.recorded")"), std::string::npos) << entry;
  EXPECT_NE(entry.find(R"("public":{"added":2,"corrected":0,"ended":0})"), std::string::npos)
      << entry;
  for (const char* secret : {"P-1", "201", "900001", "DAY", "45000"}) {
    EXPECT_EQ(entry.find(secret), std::string::npos) << secret << " in " << entry;
  }

  const std::int64_t entries = count("log_pending");
  const auto again = record(file);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->unchanged, 2U);
  EXPECT_EQ(again->id, "");
  EXPECT_EQ(count("log_pending"), entries);
  EXPECT_EQ(count("placement_record"), 1);
}

TEST_F(PlacementFixture, CommitsToWhatTheCommandWroteEvenAfterItIsCorrected) {
  const auto first = record(placement_file({placement_row("P-1"), placement_row("P-2")}));
  const std::string entry = last_entry();
  ASSERT_TRUE(record(placement_file({placement_row("P-1", {{"need", "SEMH"}})}), "wrong need"));
  const audit::Commitment commitment{bytes_of_hexadecimal(first->commitment_random),
                                     audit::parse_entry(entry)->body_sha256.value()};
  const std::string body = database_->with_connection(
      [&](Connection& each) { return placements_commitment_body(each, first->id); });
  EXPECT_TRUE(audit::opens(commitment, body)) << body;
}

TEST_F(PlacementFixture, TakesALastDayForAnEndingThatNeedsNoReason) {
  ASSERT_TRUE(record(placement_file({placement_row("P-1")})));
  const auto ended = record(placement_file({placement_row(
      "P-1", {{"end", "2026-07-31"}, {"ended_by", "provider"}, {"ending_notice", "2026-05-01"}})}));
  ASSERT_TRUE(ended) << ended.faults()[0].message;
  EXPECT_EQ(ended->ended, 1U);
  EXPECT_EQ(ended->corrected, 0U);
  const auto open_again = record(placement_file({placement_row("P-1")}));
  ASSERT_FALSE(open_again);
  EXPECT_EQ(open_again.faults()[0].message,
            "this placement is recorded otherwise (end, ended_by, ending_notice): say why it is "
            "corrected, or leave the row out");
}

TEST_F(PlacementFixture, CorrectsWithAReasonAndKeepsWhatWasSaidBefore) {
  ASSERT_TRUE(record(placement_file({placement_row("P-1")})));
  const std::string before = moment();
  const auto corrected =
      record(placement_file({placement_row("P-1", {{"urn", "900002"}})}), "wrong school chosen");
  ASSERT_TRUE(corrected) << corrected.faults()[0].message;
  EXPECT_EQ(corrected->corrected, 1U);
  const auto history = database_->with_connection([&](Connection& each) {
    return placement_history(each, pricing::LaCode::parse("201").value(), "P-1");
  });
  ASSERT_EQ(history.size(), 2U);
  EXPECT_EQ(history[0].placement.urn.number(), 900'002U);
  EXPECT_EQ(history[0].why, "wrong school chosen");
  EXPECT_EQ(history[0].account_id, "acc_council");
  EXPECT_EQ(history[1].placement.urn.number(), 900'001U);
  EXPECT_EQ(history[1].why, "");
  EXPECT_EQ(listed({.known_at = before}).at(0).urn.number(), 900'001U);
  EXPECT_EQ(listed({}).at(0).urn.number(), 900'002U);
}

TEST_F(PlacementFixture, GivesEveryFaultAtOnceAndStoresNothing) {
  const auto faulty = record(placement_file(
      {placement_row("P-1", {{"urn", "12345"}, {"need", "any"}, {"annual_price", "£45,000"}}),
       placement_row("P-2", {{"care", "1.00"}}), placement_row("P-3", {{"urn", "900009"}}),
       placement_row("P-3", {{"council", "202"}}), placement_row("P-4"), placement_row("P-4"),
       placement_row("P-5", {{"end", "2024-01-01"}, {"ended_by", "provider"}}),
       placement_row("P-6", {{"agreed_unit", "week"}}),
       placement_row("P-7", {{"basis", "emergency"}, {"withdrawn", "yes"}}),
       placement_row("P-8", {{"need", "ANY"}, {"provision", "any"}, {"urn", "900004"}}),
       placement_row("P-9", {{"urn", "900004"}}), placement_row("P 10"), placement_row("")}));
  ASSERT_FALSE(faulty);
  EXPECT_EQ(text_of(faulty.faults()),
            R"(line 2, urn: "12345" is not a URN: it has 5 digits, and a URN has six
line 2, need: "any" is not a need: write ANY (it is one of SPLD, MLD, SLD, PMLD, SEMH, SLCN, HI, VI, MSI, PD, ASD, DS, OTH or ANY)
line 2, annual_price: "£45,000" is not an amount in pounds: write 45000
line 3, annual_price: education 45000.00 + care 1.00 + health 0.00 = 45001.00, and annual_price is 45000.00: the parts must add up to it exactly
line 5, council: this is another council's placement: only those of council 201 may be recorded here
line 8, end: the last day, 2024-01-01, is before the first, 2025-09-01: correct one of them
line 8, ending_notice: the provider ended the placement: write the day on which it gave notice
line 9, agreed_unit_price: an agreed price has a unit and a price: write both, or neither if the line's own price is paid
line 10, basis: write one of strategic, spot, directed
line 10, withdrawn: write true if the placement was recorded in error, or leave it blank
line 11, need: a placement is for one need: write its census code, not ANY
line 11, provision: a placement has one provision: write day, weekly, termly or full_year
line 13, reference: write a reference of your own, 1 to 40 letters, digits, hyphens, underscores and points, with a digit in it, such as P-000123
line 14, reference: write a reference of your own, 1 to 40 letters, digits, hyphens, underscores and points, with a digit in it, such as P-000123
line 7, reference: this placement is given twice, first on line 6: keep one of them, or give each its own reference
line 4, urn: no school on the register has the URN 900009
line 12, urn: school 900004 is not an independent or non-maintained special school or a special post-16 institution, so its placements are not recorded here
)");
  EXPECT_EQ(count("placement"), 0);
  EXPECT_EQ(count("placement_record"), 0);
}

TEST_F(PlacementFixture, RefusesAChildsDataWhereverItStandsAndRepeatsNoneOfIt) {
  const std::vector<std::string> secrets{"John Smith", "H801200001001", "943 476 5919",
                                         "12/05/2014", "Kareena Brightwell"};
  std::vector<testing::Fields> rows;
  for (const std::string& secret : secrets) {
    for (const char* column : {"reference", "urn", "line", "add_ons", "need", "lot", "start",
                               "annual_price", "withdrawn", "council", "agreed_unit"}) {
      testing::Fields row = placement_row("P-" + std::to_string(rows.size()));
      row[column] = "\"" + secret + "\"";
      rows.push_back(row);
    }
  }
  const auto refused = record(placement_file(rows));
  ASSERT_FALSE(refused);
  const std::string text = text_of(refused.faults());
  for (const std::string& secret : secrets) EXPECT_EQ(text.find(secret), std::string::npos) << text;
  for (std::size_t at = 0; at < rows.size(); ++at) {
    const std::string line = "line " + std::to_string(at + 2) + ", ";
    EXPECT_NE(text.find(line), std::string::npos) << line;
  }
  EXPECT_EQ(count("placement"), 0);
}

TEST_F(PlacementFixture, RefusesAReasonAndAColumnThatMayHoldAChildsData) {
  ASSERT_TRUE(record(placement_file({placement_row("P-1")})));
  const auto by_reason = record(placement_file({placement_row("P-1", {{"need", "MLD"}})}),
                                "it was Kareena Brightwell's school");
  ASSERT_FALSE(by_reason);
  EXPECT_EQ(by_reason.faults()[0].place, "why");
  EXPECT_EQ(by_reason.faults()[0].message.find("Brightwell"), std::string::npos);

  const auto by_column = record("x_pupil_brightwell," + placement_file({placement_row("P-1")}));
  ASSERT_FALSE(by_column);
  EXPECT_NE(by_column.faults()[0].message.find("column 1 is none of this file's"),
            std::string::npos);
  EXPECT_EQ(text_of(by_column.faults()).find("brightwell"), std::string::npos);
}

TEST_F(PlacementFixture, TakesALineOfTheProvidersOwnWhateverItsName) {
  file_in_effect({testing::fee_row("900001", "Rowan House Ruby", "45000.00")});
  const auto recorded =
      record(placement_file({placement_row("P-1", {{"line", "Rowan House Ruby"}})}));
  ASSERT_TRUE(recorded) << recorded.faults()[0].message;
  EXPECT_EQ(recorded->lines_unknown, 0U);
}

TEST_F(PlacementFixture, LetsACouncilRecordItsOwnAloneAndNobodyElse) {
  const std::string file = placement_file({placement_row("P-1")});
  EXPECT_EQ(record(file, "", council("202")).faults()[0].place, "line 2, council");
  for (const Caller& caller :
       {provider("north"), Caller{"acc_x", "org_regulator", Role::case_officer, {}},
        Caller{"acc_x", "org_regulator", Role::approver, {}}, Caller{},
        Caller{"acc_x", "org_x", Role::commissioner, {}}}) {
    const auto refused = record(file, "", caller);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.faults()[0].place, "forbidden");
  }
  PlacementsCommand command{council("201"), file};
  command.council = pricing::LaCode::parse("202").value();
  EXPECT_EQ(record_placements(*database_, journal_, command).faults()[0].place, "forbidden");
  EXPECT_TRUE(record(file, "", regulator()));
}

TEST_F(PlacementFixture, KeepsTheSameReferenceOfTwoCouncilsApart) {
  ASSERT_TRUE(record(placement_file({placement_row("P-1")})));
  const auto other =
      record(placement_file({placement_row("P-1", {{"council", ""}})}), "", council("202"));
  ASSERT_TRUE(other) << other.faults()[0].message;
  EXPECT_EQ(other->added, 1U);
  EXPECT_EQ(count("placement"), 2);
}

TEST_F(PlacementFixture, ReadsTheSameFromJsonAsFromCsv) {
  PlacementsCommand command{council("201"), "", PlacementsCommand::Body::json};
  command.body =
      R"({"why": "first", "placements": [{"reference": "P-1", "urn": "900001", "line": "DAY",
 "need": "ASD", "provision": "day", "start": "2025-09-01", "basis": "spot",
 "annual_price": "45000.00", "education": "45000.00", "care": "0", "health": "0", "end": null}]})";
  const auto recorded = record_placements(*database_, journal_, command);
  ASSERT_TRUE(recorded) << recorded.faults()[0].message;
  const auto same = record(placement_file({placement_row("P-1")}));
  ASSERT_TRUE(same) << same.faults()[0].message;
  EXPECT_EQ(same->unchanged, 1U);

  command.body = R"({"placements": [{"reference": 7, "child": "x"}, 3], "note": ""})";
  EXPECT_EQ(text_of(record_placements(*database_, journal_, command).faults()),
            R"($: there is a key beside "placements" that is not known: take it out
$.placements[0].reference: this is not a string: write every value as one, numbers too
$.placements[0]: a key here is none of this form's, and what it does not ask for is not wanted: take it out
$.placements[1]: this is not an object: write {"reference": "…", …}
)");
}

TEST_F(PlacementFixture, ExportsWhatCanBeImportedAgainUnchanged) {
  ASSERT_TRUE(record(placement_file(
      {placement_row("P-1", {{"add_ons", "SLT;OT"}, {"basis", "directed"}}),
       placement_row("P-2", {{"agreed_unit", "week"}, {"agreed_unit_price", "1150.00"}}),
       placement_row("P-3", {{"end", "2026-01-31"}, {"ended_by", "other"}}),
       placement_row("P-4", {{"withdrawn", "true"}})})));
  std::string csv;
  database_->with_connection([&](Connection& each) {
    export_placements(each, {}, [&](std::string_view piece) { csv += piece; });
  });
  const auto again = record(csv);
  ASSERT_TRUE(again) << again.faults()[0].message;
  EXPECT_EQ(again->unchanged, 4U);
}

TEST_F(PlacementFixture, NameOnlyLotsThatTheirSchoolWasAdmittedToAndThatCoverThem) {
  ASSERT_TRUE(publish_framework(*database_, journal_, regulator(), testing::framework_json(), ""));
  const LotAddress lot{"SEND-2026", "ASD-DAY"};
  ASSERT_TRUE(apply_to_lot(*database_, journal_, {regulator(), lot, "900001", "", {}}));
  ASSERT_TRUE(decide_application(
      *database_, journal_,
      {regulator(), lot, "900001", LotEventKind::admitted, "", day("2026-05-01")}));
  ASSERT_TRUE(decide_application(
      *database_, journal_,
      {regulator(), lot, "900001", LotEventKind::suspended, "late", day("2026-10-01")}));
  // "" if it is recorded, or what is said of the lot.
  const auto outcome = [&](const testing::Fields& others) -> std::string {
    testing::Fields row{{"lot", "SEND-2026/ASD-DAY"}, {"start", "2026-09-01"}};
    for (const auto& [column, value] : others) row[column] = value;
    const auto recorded = record(placement_file({placement_row("L-1", row)}), "for the test");
    return recorded ? "" : recorded.faults()[0].message;
  };
  EXPECT_EQ(outcome({}), "");
  const std::pair<testing::Fields, const char*> refused[] = {
      {{{"lot", "ASD-DAY"}}, "no lot of that name"},
      {{{"lot", "SEND-2026/OTHER"}}, "no lot of that name"},
      {{{"lot", "SEND-2027/ASD-DAY"}}, "no lot of that name"},
      {{{"need", "SEMH"}}, "that lot is for need ASD"},
      {{{"provision", "weekly"}}, "that lot is for need ASD"},
      {{{"start", "2026-05-31"}}, "the framework is live from"},
      {{{"start", "2026-10-01"}}, "was not admitted to that lot"},
      {{{"urn", "900002"}}, "was not admitted to that lot"}};
  for (const auto& [others, words] : refused) {
    EXPECT_NE(outcome(others).find(words), std::string::npos) << outcome(others);
  }
}

TEST_F(PlacementFixture, ListsPageByPageAndOnADay) {
  std::vector<testing::Fields> rows;
  for (int at = 1; at <= 5; ++at) rows.push_back(placement_row("P-" + std::to_string(at)));
  rows[1]["end"] = "2025-12-31";
  rows[2]["start"] = "2026-04-20";
  rows[3]["withdrawn"] = "true";
  ASSERT_TRUE(record(placement_file(rows)));
  EXPECT_EQ(references({}), "P-1 P-2 P-3 P-4 P-5");
  EXPECT_EQ(references({.as_at = day("2026-01-01")}), "P-1 P-5");
  EXPECT_EQ(references({.as_at = day("2025-12-31")}), "P-1 P-2 P-5");
  EXPECT_EQ(references({.council = pricing::LaCode::parse("202").value()}), "");
  const auto page = database_->with_connection(
      [&](Connection& each) { return list_placements(each, {}, std::nullopt, 2); });
  ASSERT_EQ(page.placements.size(), 2U);
  const auto rest = database_->with_connection(
      [&](Connection& each) { return list_placements(each, {}, page.next, 3); });
  EXPECT_EQ(rest.placements.size(), 3U);
  EXPECT_EQ(rest.placements[0].reference, "P-3");
  EXPECT_FALSE(rest.next);
}

TEST(KnownAt, IsADayOrAMoment) {
  EXPECT_EQ(parse_known_at("2026-03-31").value(), "2026-03-31T23:59:59.999999Z");
  EXPECT_EQ(parse_known_at("2026-03-31T09:15:02Z").value(), "2026-03-31T09:15:02Z");
  EXPECT_EQ(parse_known_at("2026-03-31T09:15:02.123456Z").value(), "2026-03-31T09:15:02.123456Z");
  for (const char* text : {"", "2026-02-30", "2026-03-31T09:15:02", "2026-03-31 09:15:02Z",
                           "2026-03-31T24:00:00Z", "2026-03-31T09:60:00Z", "2026-03-31T09:15Z",
                           "2026-03-31T09:15:02.1234567Z", "2026-03-31T09:15:02'Z"}) {
    EXPECT_FALSE(parse_known_at(text)) << text;
  }
}

}  // namespace
}  // namespace assize::registry
