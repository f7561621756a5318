#include "registry/register/corrections/corrections.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "registry/register/history/school_history.h"
#include "tests/registry/register/register_test.h"

namespace assize::registry {
namespace {

using pricing::Date;
using testing::extract;

class Corrections : public testing::RegisterTest {
 protected:
  Corrections() { import(ImportKind::gias, extract("Alder Rise", "40")); }

  std::vector<HistoryEvent> history() {
    return database_->with_connection(
        [](Connection& connection) { return school_history(connection, 900001); });
  }
  std::string last_entry() {
    return text("SELECT entry FROM log_pending ORDER BY id DESC LIMIT 1");
  }
  // The places of the faults, with spaces between.
  std::string refused(const CorrectionCommand& made) {
    const auto correction = correct_school(*database_, *journal_, made);
    if (correction.ok()) return "taken";
    std::string places;
    for (const Fault& fault : correction.faults()) {
      places += (places.empty() ? "" : " ") + fault.place;
    }
    return places;
  }
};

TEST_F(Corrections, SayWhatWhoAndWhyAndEraseNothing) {
  const std::string before = last_moment();
  const Correction correction = correct(command({{"capacity", "60"}, {"town", "Derby"}}));
  EXPECT_EQ(correction.values,
            (std::vector<ChangedValue>{{"capacity", "40", "60"}, {"town", std::nullopt, "Derby"}}));
  EXPECT_EQ(value(SchoolColumn::capacity), "60");
  EXPECT_EQ(value(SchoolColumn::capacity, Date::parse("2020-01-01").value()), "60")
      << "it was wrong for as long as it was said";
  EXPECT_EQ(value(SchoolColumn::capacity, std::nullopt, before), "40");
  const std::string entry = last_entry();
  for (const char* part :
       {"\"action\":\"school.corrected\"", "\"actor\":\"acc_test\"",
        "\"subject\":\"school/900001\"", "{\"column\":\"capacity\",\"from\":\"40\",\"to\":\"60\"}",
        "\"reason\":\"The school's letter\""}) {
    EXPECT_NE(entry.find(part), std::string::npos) << part << " in " << entry;
  }
  EXPECT_TRUE(audit::parse_receipt(correction.receipt_json).ok());
}

TEST_F(Corrections, CommitToAReasonThatIsConfidential) {
  CorrectionCommand made = command({{"capacity", "60"}});
  made.is_confidential = true;
  const Correction correction = correct(made);
  const std::string entry = last_entry();
  EXPECT_EQ(entry.find("letter"), std::string::npos);
  const auto parsed = audit::parse_entry(entry);
  ASSERT_TRUE(parsed.ok() && parsed->body_sha256);
  std::string random;
  for (std::size_t at = 0; at < correction.commitment_random.size(); at += 2) {
    random += static_cast<char>(std::stoi(correction.commitment_random.substr(at, 2), nullptr, 16));
  }
  const std::string body = audit::canonical_text(
      audit::CanonicalValue::Object{{"id", correction.id}, {"reason", "The school's letter"}});
  EXPECT_TRUE(audit::opens({random, *parsed->body_sha256}, body));
}

TEST_F(Corrections, StandUntilTheSourceSaysOtherwiseThanItDid) {
  correct(command({{"capacity", "60"}}));
  ImportReport report = import(ImportKind::gias, extract("Alder Rise School", "40"));
  EXPECT_EQ(report.changed, 1U) << "the name";
  EXPECT_EQ(value(SchoolColumn::capacity), "60") << "the source says what it said";
  report = import(ImportKind::gias, extract("Alder Rise School", "45"));
  EXPECT_EQ(value(SchoolColumn::capacity), "45");
  EXPECT_TRUE(std::ranges::any_of(report.notes, [](const std::string& note) {
    return note.find("1 correction no longer stands") == 0 &&
           note.find("900001 capacity") != std::string::npos;
  }));
  import(ImportKind::gias, extract("Alder Rise School", "40"));
  EXPECT_EQ(value(SchoolColumn::capacity), "40") << "it ended for good";
}

TEST_F(Corrections, EndWhereTheSourceTakesThemUp) {
  correct(command({{"capacity", "60"}}));
  import(ImportKind::gias, extract("Alder Rise", "60"));
  EXPECT_EQ(number("SELECT COUNT(*) FROM standing_correction"), 0);
  import(ImportKind::gias, extract("Alder Rise", "40"));
  EXPECT_EQ(value(SchoolColumn::capacity), "40");
}

TEST_F(Corrections, OfACorrectionKeepWhatTheSourceSays) {
  correct(command({{"capacity", "60"}}));
  correct(command({{"capacity", "61"}}));
  import(ImportKind::gias, extract("Alder", "40"));
  EXPECT_EQ(value(SchoolColumn::capacity), "61");
  correct(command({{"capacity", "40"}}));
  EXPECT_EQ(number("SELECT COUNT(*) FROM standing_correction"), 0);
}

TEST_F(Corrections, OfDaysGoneByLeaveWhatHoldsToday) {
  CorrectionCommand made = command({{"capacity", "30"}});
  made.from = Date::parse("2020-09-01").value();
  made.to = Date::parse("2021-08-31").value();
  correct(made);
  EXPECT_EQ(value(SchoolColumn::capacity), "40");
  EXPECT_EQ(value(SchoolColumn::capacity, Date::parse("2021-08-31").value()), "30");
  EXPECT_EQ(value(SchoolColumn::capacity, Date::parse("2021-09-01").value()), "40");
  EXPECT_EQ(number("SELECT COUNT(*) FROM standing_correction"), 0);
}

TEST_F(Corrections, AreRefusedWithEveryFaultAtOnce) {
  const auto with = [&](std::vector<std::pair<std::string, std::string>> set) {
    return command(std::move(set));
  };
  CorrectionCommand other = command({{"capacity", "60"}});
  other.reason = " ";
  other.from = today_.plus_days(1);
  EXPECT_EQ(refused(other), "reason from");
  other = command({{"capacity", "60"}});
  other.to = today_;
  EXPECT_EQ(refused(other), "to");
  other = command({{"capacity", "60"}});
  other.urn = 900002;
  EXPECT_EQ(refused(other), "not_found");
  other = command({{"capacity", "60"}});
  other.caller.role = Role::provider;
  EXPECT_EQ(refused(other), "forbidden");
  EXPECT_EQ(refused(with({})), "set");
  EXPECT_EQ(refused(with({{"size", "1"}, {"capacity", "many"}, {"name", ""}})),
            "set capacity name");
  EXPECT_EQ(refused(with({{"capacity", "40"}})), "capacity") << "it is so already";
  EXPECT_EQ(refused(with({{"capacity", "50"}, {"capacity", "51"}})), "capacity");
  EXPECT_EQ(refused(with({{"age_from", "12"}, {"age_to", "11"}})), "age_from");
  EXPECT_EQ(refused(with({{"close_date", "2014-08-31"}})), "close_date");
  EXPECT_EQ(refused(with({{"gias_changed_on", "2026-01-01"}})), "gias_changed_on");
  EXPECT_EQ(number("SELECT COUNT(*) FROM school_correction"), 0);
  EXPECT_EQ(number("SELECT COUNT(*) FROM log_pending"), 1) << "the import's alone";
}

TEST_F(Corrections, AreReadByTheFormOfEachColumn) {
  const std::tuple<SchoolColumn, std::string, std::string> cases[] = {
      {SchoolColumn::needs, "SEMH;ASD", "SEMH;ASD"},
      {SchoolColumn::needs, "ASD;SPLD", "SPLD;ASD"},
      {SchoolColumn::needs, "", ""},
      {SchoolColumn::needs, "ANY", "fault"},
      {SchoolColumn::status, "shut", "fault"},
      {SchoolColumn::status, "closed", "closed"},
      {SchoolColumn::la_code, "928", "928"},
      {SchoolColumn::la_code, "001", "fault"},
      {SchoolColumn::type_code, "8", "08"},
      {SchoolColumn::postcode, "YO10 5DD", "YO10 5DD"},
      {SchoolColumn::postcode, "YORK", "fault"},
      {SchoolColumn::region, "south east", "South East"},
      {SchoolColumn::childrens_home, "true", "1"},
      {SchoolColumn::childrens_home, "yes", "fault"},
      {SchoolColumn::open_date, "01/09/2014", "fault"},
      {SchoolColumn::capacity, "", "none"},
      {SchoolColumn::ukprn, "123456789", "fault"},
      {SchoolColumn::gender, std::string(21, 'x'), "fault"}};
  for (const auto& [column, written, expected] : cases) {
    const auto parsed = parse_school_value(column, written);
    EXPECT_EQ(parsed.ok() ? parsed->value_or("none") : "fault", expected)
        << name_of(column) << ' ' << written;
  }
}

TEST_F(Corrections, AreInTheSchoolsHistoryBesideItsImports) {
  correct(command({{"capacity", "60"}}));
  import(ImportKind::gias, extract("Alder Hall", "40", "20-03-2026"));
  const auto events = history();
  ASSERT_EQ(events.size(), 3U);
  EXPECT_EQ(events[0].what, HistoryEvent::What::added);
  EXPECT_EQ(events[0].import_kind, "gias");
  EXPECT_EQ(events[1].what, HistoryEvent::What::corrected);
  ASSERT_TRUE(events[1].correction);
  EXPECT_EQ(events[1].correction->reason, "The school's letter");
  EXPECT_EQ(events[2].what, HistoryEvent::What::changed);
  const auto named = std::ranges::find(events[2].changes, "name",
                                       [](const HistoryChange& each) { return each.value.column; });
  ASSERT_NE(named, events[2].changes.end());
  EXPECT_EQ(named->value, (ChangedValue{"name", "Alder Rise", "Alder Hall"}));
  EXPECT_EQ(named->holds_from, "2026-03-20");
  EXPECT_EQ(value(SchoolColumn::name, std::nullopt, events[1].known_at), "Alder Rise");
  EXPECT_EQ(value(SchoolColumn::name, std::nullopt, events[2].known_at), "Alder Hall");
}

}  // namespace
}  // namespace assize::registry
