#include "registry/catalogue/changes.h"

#include <gtest/gtest.h>

#include "registry/log/sequencer.h"
#include "registry/register/control/control_change.h"
#include "registry/register/corrections/corrections.h"
#include "registry/register/imports.h"
#include "tests/registry/filings/filing_fixture.h"

namespace assize::registry {
namespace {

using pricing::Date;
using testing::fee_row;

class CatalogueChangesTest : public testing::FilingFixture {
 protected:
  // Sequences what waits, and says how many entries the log has.
  std::uint64_t checkpoint() {
    Sequencer(*database_, journal_, "node-a").run_to_end();
    return static_cast<std::uint64_t>(query("SELECT MAX(size) FROM log_checkpoint")[0].integer(0));
  }
  Result<CatalogueChanges> read(std::uint64_t size, const std::string& today) {
    checkpoint();
    return database_->with_connection([&](Connection& each) {
      const auto now = build_snapshot(each, Date::parse(today).value());
      return read_catalogue_changes(each, *now, size);
    });
  }
  // "900001 filing.decided; " for each changed school, with "by day" where days did it.
  std::string changed(std::uint64_t size, const std::string& today = "2026-03-31") {
    const auto changes = read(size, today);
    if (!changes) return changes.faults()[0].place;
    std::string text;
    for (const ChangedSchool& school : changes->schools) {
      text += school.urn.text();
      for (const std::uint64_t index : school.entries) {
        for (const ChangingEntry& entry : changes->entries) {
          if (entry.index == index) text += " " + entry.action;
        }
      }
      text += school.by_day ? " by day; " : "; ";
    }
    return text;
  }
  static std::string extract(const std::string& name_of_second) {
    return "URN,EstablishmentName,TypeOfEstablishment (code),EstablishmentStatus (code),LA (code),"
           "OpenDate\n900001,Ashdown School,10,1,201,01-09-2001\n900002," +
           name_of_second + ",08,1,330,01-09-2001\n900003,Cedar College,32,1,850,01-09-2001\n";
  }
  void import(const std::string& bytes) {
    const auto report =
        import_file(*database_, journal_, regulator(), ImportKind::gias, bytes, {}, {});
    ASSERT_TRUE(report.ok()) << report.faults()[0].message;
  }
};

TEST_F(CatalogueChangesTest, AreNoneWhereNothingHasChanged) {
  const std::uint64_t size = checkpoint();
  EXPECT_EQ(changed(size), "");
  publish(testing::example_book("2026.2"));
  EXPECT_EQ(changed(size), "") << "an edition changes no school";
}

TEST_F(CatalogueChangesTest, AreRefusedOfASizeThatWasNeverSigned) {
  const std::uint64_t size = checkpoint();
  EXPECT_EQ(changed(size + 1), "since");
  EXPECT_EQ(changed(999'999'999), "since");
  const auto changes = read(size, "2026-03-31");
  ASSERT_TRUE(changes);
  EXPECT_EQ(changes->since.size, size);
  EXPECT_NE(changes->since.root, "");
}

TEST_F(CatalogueChangesTest, AreTheSchoolsOfAFiling) {
  const std::uint64_t size = checkpoint();
  const Filing filing = file_in_effect({fee_row("900001", "DAY", "45000.00")});
  const auto changes = read(size, "2026-03-31");
  ASSERT_TRUE(changes);
  ASSERT_EQ(changes->schools.size(), 1U);
  EXPECT_EQ(changes->schools[0].urn.text(), "900001");
  EXPECT_FALSE(changes->schools[0].by_day);
  EXPECT_FALSE(changes->schools[0].entries.empty());
  ASSERT_FALSE(changes->entries.empty());
  EXPECT_GE(changes->entries[0].index, size);
  EXPECT_EQ(changed(checkpoint()), "") << "from then on";
}

TEST_F(CatalogueChangesTest, AreThoseWhoseFeeOrProviderBeginsOrEndsAsDaysGoBy) {
  file_in_effect({fee_row("900001", "DAY", "45000.00")});  // 1 September 2026 to 31 August 2027
  const std::uint64_t size = checkpoint();
  execute("UPDATE log_checkpoint SET signed_at = '2026-03-31 09:15:02'");  // by its own clock
  EXPECT_EQ(changed(size, "2026-08-31"), "");
  EXPECT_EQ(changed(size, "2026-09-01"), "900001 by day; ");
  EXPECT_EQ(changed(size, "2026-12-31"), "900001 by day; ");
  EXPECT_EQ(changed(size, "2027-01-01"), "900001 by day; 900003 by day; ");
}

TEST_F(CatalogueChangesTest, AreTheSchoolThatWasCorrected) {
  const std::uint64_t size = checkpoint();
  CorrectionCommand command;
  command.caller = regulator();
  command.urn = 900'002;
  command.set = {{"name", "Birch Manor"}};
  command.reason = "The school's letter";
  ASSERT_TRUE(correct_school(*database_, journal_, command).ok());
  EXPECT_EQ(changed(size), "900002 school.corrected; ");
}

TEST_F(CatalogueChangesTest, AreTheSchoolsThatAnImportChangedAndNoOthers) {
  import(extract("Birch House"));
  const std::uint64_t size = checkpoint();
  // What came shortly before is named too, since clocks may differ: so make it long ago.
  execute("UPDATE import_run SET at = at - INTERVAL 1 DAY");
  import(extract("Birch Manor"));
  EXPECT_EQ(changed(size), "900002 register.imported; ");
}

TEST_F(CatalogueChangesTest, AreTheSchoolsOfAProviderUnderAnotherController) {
  const std::uint64_t size = checkpoint();
  const auto request = parse_control_request(
      R"({"controller":"GB-COH-01234567","controller_name":"Elm Ltd","owner_kind":"company",)"
      R"("from":"2026-03-01","reason":"sold"})");
  ASSERT_TRUE(request.ok());
  const auto change = database_->in_transaction([&](Transaction& transaction) {
    return change_control_of_provider(transaction, journal_, regulator(), "north", *request);
  });
  ASSERT_TRUE(change.ok()) << change.faults()[0].message;
  EXPECT_EQ(changed(size), "900001 control.changed; 900003 control.changed; ");
}

}  // namespace
}  // namespace assize::registry
