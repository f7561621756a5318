#include "registry/register/imports.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "registry/register/approvals.h"
#include "tests/registry/register/fixtures.h"
#include "tests/registry/support/test_database.h"

namespace assize::registry {
namespace {

using testing::TestDatabase;

class Imports : public ::testing::Test {
 protected:
  ImportReport import(ImportKind kind, std::string_view bytes) {
    // Confirmed, so that a file may close a school of the few that fixtures have.
    auto report = import_file(*database_, journal_, officer_, kind, bytes, {},
                              {false, audit::sha256_hex(bytes), false});
    if (!report) throw std::runtime_error(report.faults()[0].message);
    return std::move(report).value();
  }
  ImportReport import_fixture(ImportKind kind, const std::string& name) {
    return import(kind, register_fixture(name));
  }
  std::int64_t number(const std::string& sql) {
    return database_->with_connection(
        [&](Connection& connection) { return connection.query_one(sql)->integer(0); });
  }
  std::string text(const std::string& sql) {
    return database_->with_connection([&](Connection& connection) {
      return connection.query_one(sql)->text_or_none(0).value_or("NULL");
    });
  }
  // Every row, old ones too, of the register's tables and of the log.
  std::int64_t rows_ever() {
    std::int64_t rows = number("SELECT COUNT(*) FROM log_pending") +
                        number("SELECT COUNT(*) FROM import_run") +
                        number("SELECT COUNT(*) FROM import_refusal");
    for (const std::string table : {"school", "approval_event", "school_link", "provider_group",
                                    "provider", "school_provider"}) {
      rows += number("SELECT COUNT(*) FROM " + table + " FOR SYSTEM_TIME ALL");
    }
    return rows;
  }
  static std::string replaced(std::string bytes, std::string_view from, std::string_view to) {
    const std::size_t at = bytes.find(from);
    if (at == std::string::npos) throw std::logic_error("nothing to replace");
    return bytes.replace(at, from.size(), to);
  }
  static bool has_note(const ImportReport& report, std::string_view note) {
    return std::ranges::any_of(report.notes, [&](const std::string& held) {
      return held.find(note) != std::string::npos;
    });
  }

  TestDatabase database_;
  Journal journal_{audit::SigningKey::generate("assize.example/test"), system_clock()};
  Caller officer_{"acc_test", "org_regulator", Role::case_officer, std::nullopt};
};

TEST_F(Imports, AddEverySchoolOfTheExtractInOneLoggedTransaction) {
  const auto bytes = register_fixture("gias.csv");
  const ImportReport report = import(ImportKind::gias, bytes);
  EXPECT_EQ(report.rows, 4U);
  EXPECT_EQ(report.added, 4U);
  EXPECT_EQ(report.changed, 0U);
  EXPECT_EQ(number("SELECT COUNT(*) FROM school"), 4);
  EXPECT_EQ(text("SELECT CONCAT_WS('|', name, type_code, status, la_code, open_date, age_from,"
                 " needs, childrens_home, easting) FROM school WHERE urn = 900001"),
            "Alder Rise School|10|open|855|2014-09-01|5|SPLD;SEMH;ASD|1|453100");
  EXPECT_EQ(number("SELECT COUNT(*) FROM log_pending"), 1);
  const std::string entry = text("SELECT entry FROM log_pending");
  EXPECT_NE(entry.find("\"action\":\"register.imported\""), std::string::npos);
  EXPECT_NE(entry.find("\"actor\":\"acc_test\""), std::string::npos);
  EXPECT_NE(entry.find("\"subject\":\"register/gias\""), std::string::npos);
  EXPECT_NE(entry.find("\"added\":4,\"changed\":0,\"closed\":0,\"file_sha256\":\"" +
                       audit::sha256_hex(bytes) + "\",\"kind\":\"gias\",\"refused\":0,\"rows\":4"),
            std::string::npos)
      << entry;
}

TEST_F(Imports, AreWithoutAnyTraceTheSecondTime) {
  const std::pair<ImportKind, std::string> files[] = {{ImportKind::gias, "gias.csv"},
                                                      {ImportKind::section41, "section41.csv"},
                                                      {ImportKind::links, "links.csv"},
                                                      {ImportKind::ownership, "ownership.csv"},
                                                      {ImportKind::gias, "gias_refusals.csv"}};
  for (const auto& [kind, name] : files) import_fixture(kind, name);
  // Schools that the last file changed are set back, so that each file is a repeat of what holds.
  import_fixture(ImportKind::gias, "gias.csv");
  const std::int64_t before = rows_ever();
  for (const auto& [kind, name] : files) {
    if (name == "gias_refusals.csv") continue;
    const ImportReport report = import_fixture(kind, name);
    EXPECT_EQ(report.added + report.changed + report.closed, 0U) << name;
    EXPECT_GT(report.unchanged, 0U) << name;
    EXPECT_TRUE(has_note(report, "nothing had changed")) << name;
    EXPECT_EQ(rows_ever(), before) << name;
  }
}

TEST_F(Imports, KeepWhatWasKnownBefore) {
  const std::string bytes = register_fixture("gias.csv");
  import(ImportKind::gias, bytes);
  const std::string then = text("SELECT NOW(6)");
  std::this_thread::sleep_for(std::chrono::milliseconds(5));
  const ImportReport report =
      import(ImportKind::gias, replaced(bytes, "Bramble House,8,1", "Bramble Hall,8,2"));
  EXPECT_EQ(report.changed, 1U);
  EXPECT_EQ(report.closed, 1U);
  EXPECT_EQ(report.unchanged, 3U);
  EXPECT_EQ(text("SELECT CONCAT(name, ' ', status) FROM school WHERE urn = 900002"),
            "Bramble Hall closed");
  EXPECT_EQ(text("SELECT CONCAT(name, ' ', status) FROM school FOR SYSTEM_TIME AS OF TIMESTAMP '" +
                 then + "' WHERE urn = 900002"),
            "Bramble House open");
  EXPECT_EQ(number("SELECT COUNT(*) FROM school FOR SYSTEM_TIME ALL"), 5);
}

TEST_F(Imports, LeaveSchoolsAloneThatTheFileDoesNotHave) {
  import_fixture(ImportKind::gias, "gias.csv");
  const ImportReport report = import_fixture(ImportKind::gias, "gias_core_columns.csv");
  EXPECT_EQ(report.rows, 1U);
  EXPECT_EQ(report.unchanged, 1U) << "columns that the file does not have say nothing";
  EXPECT_TRUE(has_note(report, "3 schools of the register are not in the file"));
  EXPECT_EQ(number("SELECT COUNT(*) FROM school"), 4);
  EXPECT_EQ(text("SELECT needs FROM school WHERE urn = 900001"), "SPLD;SEMH;ASD");
}

TEST_F(Imports, KeepRefusedRowsWithTheirReasons) {
  const ImportReport report = import_fixture(ImportKind::gias, "gias_refusals.csv");
  EXPECT_EQ(report.added, 2U);
  EXPECT_EQ(report.refused.size(), 9U);
  EXPECT_EQ(number("SELECT refused FROM import_run"), 9);
  EXPECT_EQ(number("SELECT COUNT(*) FROM import_refusal"), 9);
  EXPECT_EQ(text("SELECT row_text FROM import_refusal WHERE line = 11"),
            "900016,855,Leicestershire,6016,Ragged Row,10,1");
}

TEST_F(Imports, ChangeNothingForAFileThatIsNotWhole) {
  import_fixture(ImportKind::gias, "gias.csv");
  const std::int64_t before = rows_ever();
  for (const std::string name : {"gias_cut_off.csv", "gias_open_quote.csv",
                                 "gias_missing_columns.csv", "gias_header_only.csv"}) {
    const auto report =
        import_file(*database_, journal_, officer_, ImportKind::gias, register_fixture(name));
    ASSERT_FALSE(report) << name;
    EXPECT_FALSE(report.faults()[0].message.empty());
  }
  for (const std::string_view bytes : {std::string_view(""), std::string_view("URN\0\x01", 5),
                                       std::string_view("URN;Name\n1;2\n")}) {
    EXPECT_FALSE(import_file(*database_, journal_, officer_, ImportKind::links, bytes));
  }
  EXPECT_EQ(rows_ever(), before);
}

TEST_F(Imports, AreForTheRegulatorOnly) {
  for (const Role role : {Role::anyone, Role::provider, Role::commissioner}) {
    const Caller caller{"acc_other", "org_other", role, std::nullopt};
    const auto report =
        import_file(*database_, journal_, caller, ImportKind::gias, register_fixture("gias.csv"));
    ASSERT_FALSE(report);
    EXPECT_EQ(report.faults()[0].place, "forbidden");
  }
  EXPECT_EQ(rows_ever(), 0);
}

TEST_F(Imports, Section41EventsTellWhoIsApproved) {
  import_fixture(ImportKind::gias, "gias.csv");
  const ImportReport report = import_fixture(ImportKind::section41, "section41.csv");
  EXPECT_EQ(report.added, 9U);
  EXPECT_EQ(report.refused.size(), 4U);
  EXPECT_TRUE(has_note(report, "2 events have no URN"));
  EXPECT_TRUE(has_note(report, "3 events name schools that are not on the register"));
  EXPECT_EQ(text("SELECT name FROM approval_event WHERE urn IS NULL ORDER BY on_date DESC LIMIT 1"),
            "Marsh Resource 2000 Limited");
  const auto events = database_->with_connection(load_section41);
  const auto today = pricing::Date::parse("2026-01-01").value();
  EXPECT_EQ(approved_since(events.at(900001), today)->text(), "2023-08-01");
  EXPECT_EQ(approved_since(events.at(900004), today)->text(), "2017-11-01");
  EXPECT_EQ(approved_since(events.at(900006), today), std::nullopt);
}

TEST_F(Imports, Section41CorrectsAnEventAndKeepsOneThatTheListDrops) {
  const std::string bytes = register_fixture("section41.csv");
  import(ImportKind::section41, bytes);
  const std::string welsh =
      "661,6022,900005,Ysgol y Bryn,Independent special school,Welsh establishment,01/09/2014,\n";
  const ImportReport dropped =
      import(ImportKind::section41,
             replaced(replaced(bytes, welsh, ""), "Dunnock College", "Dunnock Specialist College"));
  EXPECT_EQ(dropped.changed, 1U);
  EXPECT_EQ(dropped.added, 0U);
  EXPECT_EQ(number("SELECT COUNT(*) FROM approval_event"), 9);
  EXPECT_TRUE(has_note(dropped, "1 event of the register is no longer in the list and is kept"));
  EXPECT_TRUE(has_note(dropped, "approved here, but no longer in the list: 900005"));
  // The list drops the grant when it is revoked; then nothing is amiss.
  const ImportReport revoked = import(
      ImportKind::section41,
      replaced(bytes, "Welsh establishment,01/09/2014,\n", "Welsh establishment,,01/09/2025\n"));
  EXPECT_EQ(revoked.added, 1U);
  EXPECT_FALSE(has_note(revoked, "approved here"));
}

TEST_F(Imports, LinksToUnknownSchoolsAreKeptAndCounted) {
  import_fixture(ImportKind::gias, "gias.csv");
  const ImportReport report = import_fixture(ImportKind::links, "links.csv");
  EXPECT_EQ(report.added, 3U);
  EXPECT_EQ(report.refused.size(), 2U);
  EXPECT_TRUE(has_note(report, "1 link names a school that is not on the register, and is kept"));
  const ImportReport changed = import(
      ImportKind::links, replaced(register_fixture("links.csv"), "01-01-2022", "02-01-2022"));
  EXPECT_EQ(changed.changed, 1U);
  EXPECT_EQ(text("SELECT established_on FROM school_link WHERE urn = 900001"), "2022-01-02");
}

TEST_F(Imports, OwnershipPassesFromOneProviderToTheNext) {
  import_fixture(ImportKind::gias, "gias.csv");
  const std::string header = "provider,provider_name,group,group_name,urn,from,to\n";
  const std::string alder = "GB-COH-ZZ000001,Alder Rise Limited,,,900001,2014-09-01,";
  const std::string next = "GB-CHC-9000002,Bramble Trust,,,900001,2025-09-01,\n";
  EXPECT_EQ(import(ImportKind::ownership, header + alder + "\n").added, 1U);

  const ImportReport clash = import(ImportKind::ownership, header + next);
  ASSERT_EQ(clash.refused.size(), 1U);
  EXPECT_NE(clash.refused[0].reason.find("is run by GB-COH-ZZ000001 from 2014-09-01"),
            std::string::npos);
  EXPECT_EQ(number("SELECT COUNT(*) FROM provider"), 1) << "a refused row names nobody";

  const ImportReport passed = import(ImportKind::ownership, header + next + alder + "2025-08-31\n");
  EXPECT_TRUE(passed.refused.empty());
  EXPECT_EQ(passed.added, 1U);
  EXPECT_EQ(passed.changed, 1U);
  EXPECT_EQ(text("SELECT GROUP_CONCAT(provider_id, ' ', from_date, ' ', IFNULL(to_date, 'on')"
                 " ORDER BY from_date SEPARATOR '; ') FROM school_provider"),
            "GB-COH-ZZ000001 2014-09-01 2025-08-31; GB-CHC-9000002 2025-09-01 on");
}

TEST_F(Imports, OwnershipNamesGroupsAndRefusesWhatCannotHold) {
  import_fixture(ImportKind::gias, "gias.csv");
  const ImportReport report = import_fixture(ImportKind::ownership, "ownership_faults.csv");
  EXPECT_EQ(report.added, 1U);
  ASSERT_EQ(report.refused.size(), 10U);
  EXPECT_EQ(report.refused[8].line, 11U);
  EXPECT_NE(report.refused[8].reason.find("school 900001 is run by GB-COH-ZZ000001"),
            std::string::npos);
  EXPECT_NE(report.refused[9].reason.find("school 990009 is not on the register"),
            std::string::npos);
  EXPECT_EQ(text("SELECT name FROM provider_group"), "Rise Group");
  EXPECT_EQ(number("SELECT COUNT(*) FROM provider"), 1);
  const ImportReport renamed =
      import(ImportKind::ownership,
             "provider,provider_name,group,group_name,urn,from,to\n"
             "GB-COH-ZZ000001,Alder Rise Limited,GB-COH-ZZ000900,Risen Group,900001,2014-09-01,\n");
  EXPECT_EQ(renamed.changed, 1U);
  EXPECT_EQ(text("SELECT name FROM provider_group"), "Risen Group");
}

TEST_F(Imports, TwoAtOnceLeaveTheListOnce) {
  const std::string bytes = register_fixture("section41.csv");
  std::thread other([&] { import(ImportKind::section41, bytes); });
  import(ImportKind::section41, bytes);
  other.join();
  EXPECT_EQ(number("SELECT COUNT(*) FROM approval_event"), 9);
}

TEST_F(Imports, ProgressIsTold) {
  std::string lines = register_fixture("gias_core_columns.csv");
  for (int urn = 910'001; urn <= 912'500; ++urn) {
    lines += "1,10,855,School," + std::to_string(urn) + "\r\n";
  }
  std::vector<std::string> told;
  ASSERT_TRUE(import_file(*database_, journal_, officer_, ImportKind::gias, lines,
                          [&](std::string_view step, std::uint64_t done, std::uint64_t) {
                            told.push_back(std::string(step) + " " + std::to_string(done));
                          }));
  EXPECT_EQ(told, (std::vector<std::string>{"reading rows 1000", "reading rows 2000",
                                            "comparing schools 1000", "comparing schools 2000"}));
  EXPECT_EQ(number("SELECT COUNT(*) FROM school"), 2501);
}

TEST_F(Imports, RealFilesEndToEnd) {
  const auto wide = shared_file("data/gias/gias_sample_99.csv");
  const auto other = shared_file("data/gias/gias_subset_8.csv");
  const auto list = shared_file("data/section41/schools_with_s41.csv");
  const auto links = shared_file("data/gias/school-links-2022-07-31.csv");
  if (!wide || !other || !list || !links) {
    GTEST_SKIP() << "the real files by others are not beside the checkout";
  }
  EXPECT_EQ(import(ImportKind::gias, *wide).added, 99U);
  const ImportReport second = import(ImportKind::gias, *other);
  EXPECT_EQ(second.rows, 8U);
  EXPECT_EQ(second.added + second.changed + second.unchanged, 8U);
  const ImportReport approvals = import(ImportKind::section41, *list);
  EXPECT_EQ(approvals.added, 413U);
  EXPECT_TRUE(approvals.refused.empty());
  EXPECT_EQ(number("SELECT COUNT(*) FROM approval_event WHERE event = 'granted'"), 227);
  EXPECT_EQ(number("SELECT COUNT(*) FROM approval_event WHERE event = 'revoked'"), 186);
  EXPECT_EQ(import(ImportKind::links, *links).added, 30'653U);
  const std::int64_t before = rows_ever();
  EXPECT_EQ(import(ImportKind::links, *links).unchanged, 30'653U);
  EXPECT_EQ(import(ImportKind::section41, *list).unchanged, 413U);
  EXPECT_EQ(import(ImportKind::gias, *other).unchanged, 8U);
  EXPECT_EQ(rows_ever(), before);
}

}  // namespace
}  // namespace assize::registry
