#include "registry/placements/placement_facts.h"

#include "registry/filings/replay.h"
#include "registry/filings/steps/assess_filing.h"
#include "registry/rule_books/rule_books.h"
#include "tests/registry/placements/placement_fixture.h"

namespace assize::registry {
namespace {

using testing::fee_file;
using testing::fee_row;
using testing::placement_file;
using testing::placement_row;
using testing::PlacementFixture;

class PlacementFactsTest : public PlacementFixture {
 protected:
  pricing::Facts facts(const char* from, const char* to) {
    pricing::Facts read;
    database_->with_connection(
        [&](Connection& each) { read_placement_facts(each, {900'001}, day(from), day(to), read); });
    pricing::sort_facts(read);
    return read;
  }
  static std::string names(const pricing::Facts& read) {
    std::string text;
    for (const pricing::Placement& each : *read.placements) {
      text += (text.empty() ? "" : " ") + each.reference + "/" + each.line;
    }
    return text;
  }
  // An edition with a limit on how far apart prices may be.
  void publish_spread_limit() {
    std::string book = testing::example_book("2026.2");
    const std::string end = "]}]})";
    book.resize(book.rfind("]}"));
    book += R"(, {"id": "price_spread_limit", "unit": "percent", "title": "Spread",
                 "values": [{"from": "2020-01-01", "value": "5"}]}]})";
    publish(book);
  }
};

TEST_F(PlacementFactsTest, AreThoseLiveOnTheDaysALineForEach) {
  ASSERT_TRUE(record(placement_file({placement_row("P-1", {{"add_ons", "SLT; OT"}}),
                                     placement_row("P-2", {{"end", "2026-08-31"}}),
                                     placement_row("P-3", {{"start", "2026-09-02"}}),
                                     placement_row("P-4", {{"urn", "900002"}}),
                                     placement_row("P-5", {{"withdrawn", "true"}}),
                                     placement_row("P-6", {{"start", "2026-09-01"}})})));
  EXPECT_EQ(names(facts("2026-09-01", "2026-09-01")), "P-1/DAY P-6/DAY P-1/OT P-1/SLT");
  EXPECT_EQ(names(facts("2026-08-31", "2026-09-02")),
            "P-1/DAY P-2/DAY P-3/DAY P-6/DAY P-1/OT P-1/SLT");
}

TEST_F(PlacementFactsTest, HaveTheEndingsByTheProviderOfTheYearBefore) {
  const auto ended = [](const char* reference, const char* by, const char* notice) {
    return placement_row(reference,
                         {{"end", "2026-07-31"}, {"ended_by", by}, {"ending_notice", notice}});
  };
  ASSERT_TRUE(record(placement_file(
      {ended("P-1", "provider", "2025-08-31"), ended("P-2", "provider", "2025-08-30"),
       ended("P-3", "commissioner", "2026-05-01"), ended("P-4", "provider", "2026-09-01"),
       ended("P-5", "provider", "2026-09-02")})));
  const auto read = facts("2026-09-01", "2026-09-01");
  ASSERT_EQ(read.ended_placements->size(), 2U);
  EXPECT_EQ(read.ended_placements->at(0).day.text(), "2025-08-31");
  EXPECT_EQ(read.ended_placements->at(1).day.text(), "2026-09-01");
  EXPECT_EQ(read.ended_placements->at(0).commissioner, "201");
}

TEST_F(PlacementFactsTest, AreJudgedInAFilingAndReplayedAsTheyWereThen) {
  publish_spread_limit();
  ASSERT_TRUE(record(placement_file({placement_row("P-1")})));
  const auto apart = placement_row(
      "P-1", {{"council", ""}, {"agreed_unit", "year"}, {"agreed_unit_price", "50000"}});
  ASSERT_TRUE(record(placement_file({apart}), "", council("202")));
  const auto filing = file(fee_file({fee_row("900001", "DAY", "45000.00")}));
  ASSERT_TRUE(filing);
  EXPECT_EQ(filing->status, FilingStatus::in_effect) << filing->assessment_json;
  EXPECT_NE(filing->assessment_json.find("202 pays £50,000.00 and 201 £45,000.00"),
            std::string::npos)
      << filing->assessment_json;

  // What is corrected later changes no verdict of before.
  ASSERT_TRUE(record(placement_file({placement_row("P-1", {{"council", ""}})}), "mistyped price",
                     council("202")));
  const auto replay = replay_filing(*database_, filing->id);
  ASSERT_TRUE(replay);
  EXPECT_TRUE(replay->is_same()) << replay->differences[0].message;
  const auto later = file(fee_file({fee_row("900001", "DAY", "45000.00")}));
  EXPECT_EQ(later->assessment_json.find("UNI-13\", \"severity"), std::string::npos);
}

TEST_F(PlacementFactsTest, AreNotGivenWhereTheyAreWithheld) {
  ASSERT_TRUE(record(placement_file({placement_row("P-1")})));
  const std::string fees = fee_file({fee_row("900001", "DAY", "45000.00")});
  database_->with_connection([&](Connection& each) {
    const auto book = rule_book_in_force(each);
    const auto lines = pricing::read_fee_lines(pricing::read_from_memory(fees), *book);
    const auto schools = schools_in_file(fees, lines, day("2026-03-31"));
    const auto withheld = read_filing_facts(each, lines, schools, PlacementFacts::withheld);
    EXPECT_EQ(withheld.beyond_file.find("placements"), std::string::npos);
    EXPECT_NE(read_filing_facts(each, lines, schools).beyond_file.find("P-1"), std::string::npos);
  });
}

}  // namespace
}  // namespace assize::registry
