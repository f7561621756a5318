// Lots in the snapshot: who is in which today, whether it is read whole or brought up to date.
#include "registry/catalogue/reading/read_school_at.h"
#include "registry/catalogue/search/search.h"
#include "registry/catalogue/snapshot_keeper.h"
#include "registry/frameworks/applications.h"
#include "registry/frameworks/frameworks.h"
#include "tests/registry/filings/filing_fixture.h"
#include "tests/registry/frameworks/framework_samples.h"

namespace assize::registry::testing {
namespace {

class LotsTest : public FilingFixture {
 protected:
  LotsTest() {
    if (!publish_framework(*database_, journal_, regulator(), framework_json(), "")) {
      throw std::runtime_error("the framework was not published");
    }
  }
  void decide(const std::string& urn, LotEventKind decision, const std::string& on) {
    const auto done = decide_application(*database_, journal_,
                                         {regulator(), asd_day, urn, decision, "Why.", day(on)});
    ASSERT_TRUE(done) << done.faults()[0].message;
  }
  void admit(const std::string& urn) {
    ASSERT_TRUE(apply_to_lot(*database_, journal_, {regulator(), asd_day, urn, "", {}}));
    decide(urn, LotEventKind::admitted, "2026-05-10");
  }
  std::shared_ptr<const Snapshot> snapshot_on(const std::string& on,
                                              std::shared_ptr<const Snapshot> before = nullptr) {
    return database_->with_connection(
        [&](Connection& each) { return refresh_snapshot(each, day(on), before); });
  }
  // URNs of a search by lot; or the fault's place.
  static std::string in_lot(const Snapshot& snapshot, const std::string& lot) {
    SchoolSearch search;
    search.order = SchoolOrder::urn;
    search.filter.lot = lot;
    const auto page = search_schools(snapshot, search);
    if (!page) return page.faults()[0].place;
    std::string urns;
    for (const SchoolHit& hit : page->schools) urns += hit.school->urn.text() + " ";
    return urns;
  }
  const LotAddress asd_day{"SEND-2026", "ASD-DAY"};
};

TEST_F(LotsTest, ASchoolIsInALotWhileItIsAdmittedAndTheFrameworkLive) {
  admit("900001");
  admit("900002");
  decide("900002", LotEventKind::suspended, "2026-07-01");
  decide("900002", LotEventKind::reinstated, "2026-08-01");
  decide("900001", LotEventKind::removed, "2026-09-01");
  const std::pair<const char*, const char*> cases[] = {{"2026-05-09", ""},
                                                       {"2026-05-31", ""},
                                                       {"2026-06-01", "900001 900002 "},
                                                       {"2026-07-01", "900001 "},
                                                       {"2026-08-01", "900001 900002 "},
                                                       {"2026-09-01", "900002 "},
                                                       {"2030-05-31", "900002 "},
                                                       {"2030-06-01", ""}};
  for (const auto& [on, urns] : cases) {
    EXPECT_EQ(in_lot(*snapshot_on(on), "SEND-2026/ASD-DAY"), urns) << on;
  }
  const auto now = snapshot_on("2026-07-01");
  EXPECT_EQ(in_lot(*now, "SEND-2026/ANY-RES"), "");
  EXPECT_EQ(in_lot(*now, "SEND-2026/OTHER"), "lot");
  EXPECT_EQ(in_lot(*now, "OTHER/ASD-DAY"), "lot");
  EXPECT_EQ(in_lot(*now, "SEND-2026/ASD-DA"), "lot");
}

TEST_F(LotsTest, ASnapshotBroughtUpToDateIsOneReadWhole) {
  const auto before = snapshot_on("2026-07-01");
  EXPECT_EQ(in_lot(*before, "SEND-2026/ASD-DAY"), "");
  admit("900001");
  const auto after = snapshot_on("2026-07-01", before);
  EXPECT_EQ(in_lot(*after, "SEND-2026/ASD-DAY"), "900001 ");
  // Schools whose lots did not change are the same values still.
  EXPECT_EQ(after->schools[1], before->schools[1]);
  EXPECT_NE(after->schools[0], before->schools[0]);
  const auto unchanged = snapshot_on("2026-07-01", after);
  EXPECT_EQ(unchanged->schools[0], after->schools[0]);
  EXPECT_EQ(unchanged->frameworks.size(), 1U);
  decide("900001", LotEventKind::suspended, "2026-06-15");
  EXPECT_EQ(in_lot(*snapshot_on("2026-07-01", after), "SEND-2026/ASD-DAY"), "");
}

TEST_F(LotsTest, ASearchByLotNamesItAndASchoolOfAnotherDayHasThoseOfThatDay) {
  admit("900001");
  decide("900001", LotEventKind::suspended, "2026-07-01");
  const auto june = snapshot_on("2026-06-15");
  SchoolSearch search;
  EXPECT_FALSE(search_schools(*june, search)->schools.at(0).lot);
  search.filter.lot = "SEND-2026/ASD-DAY";
  EXPECT_EQ(search_schools(*june, search)->schools.at(0).lot->since, day("2026-05-10"));

  const auto lots_on = [&](const std::string& on, std::optional<std::string> known = {}) {
    return database_->with_connection([&](Connection& each) {
      return read_catalogue_school_at(each, pricing::Urn::parse("900001").value(),
                                      {day("2026-08-01"), day(on), known})
          ->lots;
    });
  };
  EXPECT_TRUE(lots_on("2026-05-09").empty());
  EXPECT_FALSE(lots_on("2026-05-31").at(0).is_in_force);  // the framework is not live yet
  EXPECT_TRUE(lots_on("2026-06-15").at(0).is_in_force);
  EXPECT_EQ(lots_on("2026-07-15").at(0).status, LotStatus::suspended);
}

TEST_F(LotsTest, PostcodesAreReadAgainOnlyWhereAnImportMayHaveMovedThem) {
  const auto before = snapshot_on("2026-07-01");
  const auto next_day = snapshot_on("2026-07-02", before);
  EXPECT_EQ(next_day->postcodes, before->postcodes);
  const auto import = [&](const std::string& kind) {
    execute(
        "INSERT INTO import_run (kind, file_sha256, at, rows_read, added, changed, closed, refused)"
        " VALUES ('" +
        kind + "', '', '2026-07-01', 0, 0, 0, 0, 0)");
  };
  import("section41");
  const auto approved = snapshot_on("2026-07-02", next_day);
  EXPECT_NE(approved->imports, next_day->imports);
  EXPECT_EQ(approved->postcodes, before->postcodes);
  import("gias");
  EXPECT_NE(snapshot_on("2026-07-02", approved)->postcodes, before->postcodes);
}

// A copy could go stale: what a lot's school charges is what its filing in force says.
TEST_F(LotsTest, ThePriceIsTheFilingsInForce) {
  admit("900001");
  file_in_effect({fee_row("900001", "ASD-DAY", "50000.00")});
  const auto before = snapshot_on("2026-10-01");
  SchoolSearch search;
  search.filter.lot = "SEND-2026/ASD-DAY";
  EXPECT_EQ(search_schools(*before, search)->schools.at(0).prices->from.text(), "50000.00");
  file_in_effect({fee_row("900001", "ASD-DAY", "49999.99")});
  const auto after = snapshot_on("2026-10-01", before);
  EXPECT_EQ(search_schools(*after, search)->schools.at(0).prices->from.text(), "49999.99");
}

}  // namespace
}  // namespace assize::registry::testing
