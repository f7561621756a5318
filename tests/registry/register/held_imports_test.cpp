// What an import shows before it writes, what it holds back, and inspections and postcodes.
#include <gtest/gtest.h>

#include <algorithm>

#include "registry/catalogue/reading/read_postcodes.h"
#include "registry/register/inspections.h"
#include "registry/register/refusals.h"
#include "tests/registry/register/register_test.h"

namespace assize::registry {
namespace {

class HeldImports : public testing::RegisterTest {
 protected:
  // An extract of that many schools, the first of them closed.
  static std::string schools(int count, int closed) {
    std::string bytes =
        "URN,EstablishmentName,TypeOfEstablishment (code),EstablishmentStatus (code),LA (code)\n";
    for (int at = 0; at < count; ++at) {
      bytes += std::to_string(900001 + at) + ",School " + std::to_string(at) + ",10," +
               (at < closed ? "2" : "1") + ",855\n";
    }
    return bytes;
  }
  // Every row, old ones too, of what imports write.
  std::int64_t rows_ever() {
    std::int64_t rows =
        number("SELECT COUNT(*) FROM log_pending") + number("SELECT COUNT(*) FROM import_run") +
        number("SELECT COUNT(*) FROM import_refusal") + number("SELECT COUNT(*) FROM postcode");
    for (const std::string table : {"school", "school_earlier_value", "approval_event",
                                    "school_link", "provider", "school_provider", "inspection"}) {
      rows += number("SELECT COUNT(*) FROM " + table + " FOR SYSTEM_TIME ALL");
    }
    return rows;
  }
};

TEST_F(HeldImports, WriteNothingWhereOverFivePerCentOfOpenSchoolsWouldClose) {
  import(ImportKind::gias, schools(40, 0));
  const std::int64_t before = rows_ever();
  const std::string bytes = schools(40, 3);
  const ImportReport held = import(ImportKind::gias, bytes);
  EXPECT_TRUE(held.is_held);
  EXPECT_EQ(held.closed, 3U);
  EXPECT_EQ(held.open_before, 40U);
  EXPECT_EQ(rows_ever(), before);
  EXPECT_FALSE(try_import(ImportKind::gias, bytes, {false, std::string(64, '0'), false}))
      << "another file was confirmed";
  EXPECT_EQ(rows_ever(), before);
  const ImportReport done =
      import(ImportKind::gias, bytes, {false, audit::sha256_hex(bytes), false});
  EXPECT_FALSE(done.is_held);
  EXPECT_EQ(number("SELECT COUNT(*) FROM school WHERE status = 'closed'"), 3);
}

TEST_F(HeldImports, TakeAFileThatClosesFivePerCent) {
  import(ImportKind::gias, schools(40, 0));
  EXPECT_FALSE(import(ImportKind::gias, schools(40, 2)).is_held);
}

TEST_F(HeldImports, ShowInADryRunWhatTheyWouldDoOfEveryKind) {
  const std::tuple<ImportKind, std::string, std::uint64_t> files[] = {
      {ImportKind::gias, register_fixture("gias.csv"), 4},
      {ImportKind::section41, register_fixture("section41.csv"), 9},
      {ImportKind::links, register_fixture("links.csv"), 0},
      {ImportKind::ownership, register_fixture("ownership.csv"), 0},
      {ImportKind::inspections, register_fixture("inspections.csv"), 0},
      {ImportKind::postcodes, register_fixture("code_point_open.csv"), 0}};
  for (const auto& [kind, bytes, added] : files) {
    const std::int64_t before = rows_ever();
    const ImportReport dry = import(kind, bytes, {true, "", true});
    EXPECT_TRUE(dry.is_dry_run);
    EXPECT_EQ(rows_ever(), before) << code(kind);
    const ImportReport done = import(kind, bytes);
    EXPECT_EQ(dry.added, done.added) << code(kind);
    EXPECT_EQ(dry.changes.size(), done.added + done.changed) << code(kind);
    EXPECT_EQ(dry.refused.size(), done.refused.size()) << code(kind);
    EXPECT_GT(done.added, 0U) << code(kind);
    if (added > 0) {
      EXPECT_EQ(done.added, added);
    }
    const ImportReport again = import(kind, bytes);
    EXPECT_EQ(again.added + again.changed, 0U) << code(kind);
  }
}

TEST_F(HeldImports, NameEachValueThatWouldChange) {
  import(ImportKind::gias, testing::extract("Alder Rise", "40"));
  const ImportReport dry =
      import(ImportKind::gias, testing::extract("Alder Hall", "40"), {true, "", true});
  ASSERT_EQ(dry.changes.size(), 1U);
  EXPECT_EQ(dry.changes[0].subject, "900001 Alder Hall");
  EXPECT_EQ(dry.changes[0].values,
            (std::vector<ChangedValue>{{"name", "Alder Rise", "Alder Hall"}}));
}

TEST_F(HeldImports, KeepTheRowsThatTheyRefuse) {
  import(ImportKind::gias, register_fixture("gias_refusals.csv"));
  std::vector<KeptRefusal> kept;
  const auto list = [&](const RefusalFilter& filter) {
    kept.clear();
    database_->with_connection([&](Connection& connection) {
      each_refusal(connection, filter, [&](const KeptRefusal& each) { kept.push_back(each); });
    });
    return kept.size();
  };
  EXPECT_EQ(list({}), 9U);
  EXPECT_EQ(list({ImportKind::links, std::nullopt}), 0U);
  EXPECT_EQ(list({std::nullopt, 99}), 0U);
  EXPECT_EQ(list({ImportKind::gias, std::nullopt}), 9U);
  EXPECT_NE(refusal_csv(kept.back()).find(",gias,"), std::string::npos);
}

TEST_F(HeldImports, TakeInspectionsAsDatedEvents) {
  import(ImportKind::gias, register_fixture("gias.csv"));
  const ImportReport report = import(ImportKind::inspections, register_fixture("inspections.csv"));
  EXPECT_EQ(report.added, 4U);
  EXPECT_EQ(report.unchanged, 0U);
  std::string reasons;
  for (const ImportRefusal& refusal : report.refused) {
    reasons += std::to_string(refusal.line) + " " + refusal.reason.substr(0, 20) + "\n";
  }
  EXPECT_EQ(report.refused.size(), 6U) << reasons;
  const auto held = database_->with_connection([](Connection& connection) {
    return inspections_of(connection, 900001, std::nullopt, KnownAt());
  });
  ASSERT_EQ(held.size(), 3U);
  EXPECT_EQ(held[0].on, "2026-01-21");
  EXPECT_EQ(held[0].outcome,
            "safeguarding=met;inclusion=strong_standard;leadership_and_governance="
            "expected_standard");
  EXPECT_EQ(held[1].outcome, "requires_improvement");
  const auto then = database_->with_connection([](Connection& connection) {
    return inspections_of(connection, 900001, pricing::Date::parse("2024-01-01").value(),
                          KnownAt());
  });
  EXPECT_EQ(then.size(), 1U);
}

TEST_F(HeldImports, TakePostcodesWithAHeaderAndWithout) {
  const ImportReport plain = import(ImportKind::postcodes, register_fixture("code_point_open.csv"));
  EXPECT_EQ(plain.rows, 6U);
  EXPECT_EQ(plain.added, 3U);
  EXPECT_EQ(plain.refused.size(), 1U);
  const ImportReport headed = import(ImportKind::postcodes, register_fixture("ons_postcodes.csv"));
  EXPECT_EQ(headed.added, 1U);
  EXPECT_EQ(headed.changed, 1U);
  const auto table = database_->with_connection(read_postcodes);
  const auto found = table->find("YO10 5DD");
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->is_exact);
  EXPECT_EQ(found->point, (GridPoint{462000, 450900}));
  const auto unreadable = try_import(ImportKind::postcodes, "a,b\n1,2\n");
  ASSERT_FALSE(unreadable);
  EXPECT_EQ(unreadable.faults().size(), 3U);
}

}  // namespace
}  // namespace assize::registry
