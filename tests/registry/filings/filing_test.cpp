#include "registry/filings/filing.h"

#include "registry/filings/filing_id.h"
#include "tests/registry/filings/filing_fixture.h"

namespace assize::registry {
namespace {

using testing::fee_file;
using testing::fee_row;
using testing::FeeRow;
using testing::FilingFixture;
using Lines = std::vector<std::string>;

class FilingTest : public FilingFixture {
 protected:
  void expect_nothing_stored() {
    EXPECT_EQ(count("filing"), 0);
    EXPECT_EQ(count("filing_document"), 0);
    EXPECT_EQ(count("filing_school"), 0);
    EXPECT_EQ(count("fee_line"), 0);
    EXPECT_EQ(count("log_pending"), 1) << "more than the rule book's entry";
  }
  // The only fault's place.
  std::string refusal(const Result<Filing>& filing) {
    if (filing) return "filed: " + filing->assessment_json;
    EXPECT_EQ(filing.faults().size(), 1U);
    EXPECT_FALSE(filing.faults()[0].message.empty());
    return filing.faults()[0].place;
  }
};

TEST_F(FilingTest, PutsACleanFileInEffect) {
  const std::string fees = fee_file({fee_row("900001", "DAY", "51000.10"),
                                     fee_row("900002", "DAY", "52000.20", {{"need", "SEMH"}})});
  const auto filing = file(fees);
  ASSERT_TRUE(filing) << filing.faults()[0].message;
  EXPECT_TRUE(is_filing_id(filing->id));
  EXPECT_EQ(filing->status, FilingStatus::in_effect) << filing->assessment_json;
  EXPECT_EQ(filing->lines_in_effect, 2U);
  EXPECT_EQ(filing->lines_held + filing->lines_refused, 0U);
  EXPECT_EQ(filing->edition, "2026.1");
  EXPECT_EQ(filing->filed_on, day("2026-03-31"));
  EXPECT_EQ(filing->received_at, "2026-03-31T09:15:02.123456Z");
  EXPECT_EQ(catalogue(900001, "2026-09-01"), Lines{"DAY 51000.10"});
  EXPECT_EQ(catalogue(900002, "2027-08-31"), Lines{"DAY 52000.20"});
  EXPECT_EQ(catalogue(900001, "2026-08-31"), Lines{});
  EXPECT_EQ(catalogue(900001, "2027-09-01"), Lines{});
  EXPECT_EQ(document(*filing, FilingDocument::fees), fees);
  EXPECT_EQ(document(*filing, FilingDocument::assessment), filing->assessment_json);
  EXPECT_TRUE(document(*filing, FilingDocument::register_facts).starts_with("urn,"));
}

TEST_F(FilingTest, IsFoundAgainAsItWasAnswered) {
  const auto filing = file(fee_file({fee_row("900001", "DAY", "51000.10")}),
                           FilingChoice::good_lines, provider("north"));
  ASSERT_TRUE(filing);
  const auto found = database_->with_connection(
      [&](Connection& connection) { return find_filing(connection, filing->id); });
  ASSERT_TRUE(found);
  EXPECT_EQ(found->id, filing->id);
  EXPECT_EQ(found->organisation_id, "org_north");
  EXPECT_EQ(found->received_at, filing->received_at);
  EXPECT_EQ(found->filed_on, filing->filed_on);
  EXPECT_EQ(found->choice, FilingChoice::good_lines);
  EXPECT_EQ(found->status, filing->status);
  EXPECT_EQ(found->edition, filing->edition);
  EXPECT_EQ(found->fees_sha256, filing->fees_sha256);
  EXPECT_EQ(found->assessment_json, filing->assessment_json);
  EXPECT_EQ(found->receipt_json, filing->receipt_json);
  EXPECT_EQ(found->commitment_random, filing->commitment_random);
  EXPECT_EQ(commitment_body(*found), commitment_body(*filing));
  database_->with_connection([&](Connection& connection) {
    EXPECT_FALSE(find_filing(connection, "01ARYZ6S41TSV4RRFFQ69G5FAV"));
    EXPECT_FALSE(find_filing(connection, "' OR 1 = 1 --"));
  });
}

TEST_F(FilingTest, RefusesTheWholeFileForOneError) {
  const auto filing = file(fee_file({fee_row("900001", "GOOD", "51000.00"),
                                     fee_row("900001", "DEAR", "62000.01", {{"need", "SEMH"}})}));
  ASSERT_TRUE(filing);
  EXPECT_EQ(filing->status, FilingStatus::refused) << filing->assessment_json;
  EXPECT_EQ(filing->lines_refused, 2U);
  EXPECT_EQ(filing->lines_in_effect, 0U);
  EXPECT_NE(filing->assessment_json.find("FV-05"), std::string::npos);
  EXPECT_EQ(catalogue(900001, "2026-09-01"), Lines{});
  EXPECT_EQ(count("filing"), 1);
  EXPECT_EQ(count("fee_line WHERE decision = 'refused'"), 2);
  EXPECT_EQ(audit::parse_entry(last_entry())->action, "filing.refused");
}

TEST_F(FilingTest, HoldsARiseOverTheCapFoundFromTheFeesInForceBefore) {
  file_in_effect({fee_row("900001", "DAY", "50000.00",
                          {{"effective_from", "2025-09-01"}, {"effective_to", "2026-08-31"}})});
  const auto at_the_cap = file(fee_file({fee_row("900001", "DAY", "51900.00")}));
  ASSERT_TRUE(at_the_cap);
  EXPECT_EQ(at_the_cap->status, FilingStatus::in_effect) << at_the_cap->assessment_json;
  const auto over =
      file(fee_file({fee_row("900001", "DAY", "51900.01"), fee_row("900002", "DAY", "51900.01")}));
  ASSERT_TRUE(over);
  EXPECT_EQ(over->status, FilingStatus::held) << over->assessment_json;
  EXPECT_EQ(over->lines_held, 2U) << "all or nothing holds the whole filing";
  EXPECT_NE(over->assessment_json.find("UNI-04"), std::string::npos);
  EXPECT_NE(document(*over, FilingDocument::previous).find("50000.00"), std::string::npos);
  EXPECT_EQ(catalogue(900001, "2026-09-01"), Lines{"DAY 51900.00"});
  EXPECT_EQ(catalogue(900002, "2026-09-01"), Lines{});
  EXPECT_EQ(catalogue(900001, "2026-08-31"), Lines{"DAY 50000.00"});
}

TEST_F(FilingTest, FilesTheGoodLinesAlone) {
  file_in_effect({fee_row(
      "900001", "HELD", "40000.00",
      {{"need", "MLD"}, {"effective_from", "2025-09-01"}, {"effective_to", "2026-08-31"}})});
  const auto filing = file(fee_file({fee_row("900001", "GOOD", "51000.00"),
                                     fee_row("900001", "DEAR", "62000.01", {{"need", "SEMH"}}),
                                     fee_row("900001", "HELD", "50000.00", {{"need", "MLD"}}),
                                     fee_row("900001", "FORM", "1e3", {{"need", "SLD"}})}),
                           FilingChoice::good_lines);
  ASSERT_TRUE(filing);
  EXPECT_EQ(filing->status, FilingStatus::held) << filing->assessment_json;
  EXPECT_EQ(filing->lines_in_effect, 1U);
  EXPECT_EQ(filing->lines_held, 1U);
  EXPECT_EQ(filing->lines_refused, 2U);
  EXPECT_EQ(catalogue(900001, "2026-09-01"), Lines{"GOOD 51000.00"});
  const auto rows = query(
      "SELECT line, decision, line_number FROM fee_line WHERE filing_id = ?"
      " ORDER BY line_number",
      {filing->id});
  Lines decisions;
  for (const Row& row : rows) {
    decisions.push_back(row.text(0) + " " + row.text(1) + " " + row.text(2));
  }
  EXPECT_EQ(decisions, (Lines{"GOOD in_effect 2", "DEAR refused 3", "HELD held 4"}));
}

TEST_F(FilingTest, RefusesGoodLinesUnderABadHeader) {
  std::string fees = fee_file({fee_row("900001", "GOOD", "51000.00")});
  fees.replace(fees.find("vat_rate"), 8, "vat");
  const auto filing = file(fees, FilingChoice::good_lines);
  ASSERT_TRUE(filing);
  EXPECT_EQ(filing->status, FilingStatus::refused);
  EXPECT_EQ(catalogue(900001, "2026-09-01"), Lines{});
  EXPECT_NE(filing->assessment_json.find("FILE-02"), std::string::npos);
}

TEST_F(FilingTest, StoresWhatIsNotAFeeFileAsRefused) {
  for (const std::string& fees :
       {std::string(), std::string("\0\x01\x02", 3), std::string("\n\n"), fee_file({})}) {
    const auto filing = file(fees, FilingChoice::good_lines);
    ASSERT_TRUE(filing) << filing.faults()[0].message;
    EXPECT_EQ(filing->status, FilingStatus::refused);
    EXPECT_EQ(document(*filing, FilingDocument::fees), fees);
  }
}

TEST_F(FilingTest, KeepsTheLargestAmountsToThePenny) {
  publish(testing::example_book("2026.2", "999999999999.99"));
  file_in_effect({fee_row("900001", "BIG", "999999999999.99",
                          {{"education", "999999999999.98"}, {"care", "0.01"}}),
                  fee_row("900001", "SMALL", "0.01", {{"need", "SEMH"}})});
  EXPECT_EQ(catalogue(900001, "2026-09-01"), (Lines{"BIG 999999999999.99", "SMALL 0.01"}));
}

TEST_F(FilingTest, KeepsEveryFieldToTheCatalogue) {
  publish(testing::example_book("2026.2", "999999999999.99"));
  file_in_effect({fee_row("900001", "\"W, one\"", "1234.57",
                          {{"unit", "week"},
                           {"units_per_year", "38.25"},
                           {"annual_price", "47222.30"},
                           {"education", "47000.00"},
                           {"boarding", "0.00"},
                           {"care", "222.29"},
                           {"health", "0.01"},
                           {"included", "nursing;physiotherapy"}})});
  const auto now = snapshot();
  const auto& fees = now->schools[0]->fees;
  ASSERT_EQ(fees.size(), 1U);
  EXPECT_EQ(fees[0].line, "W, one");
  EXPECT_EQ(fees[0].unit, pricing::Unit::week);
  EXPECT_EQ(fees[0].units_per_year, "38.25");
  EXPECT_EQ(fees[0].unit_price.text(), "1234.57");
  EXPECT_EQ(fees[0].annual_price.text(), "47222.30");
  EXPECT_EQ(fees[0].education.text(), "47000.00");
  EXPECT_EQ(fees[0].care.text(), "222.29");
  EXPECT_EQ(fees[0].health.text(), "0.01");
  EXPECT_EQ(fees[0].included, "nursing;physiotherapy");
  EXPECT_EQ(fees[0].age_to, 15);
}

TEST_F(FilingTest, ForbidsSomeoneElsesSchool) {
  const std::string others =
      fee_file({fee_row("900001", "DAY", "51000.00"), fee_row("900002", "DAY", "51000.00")});
  const auto filing = file(others, FilingChoice::good_lines, provider("north"));
  EXPECT_EQ(refusal(filing), "forbidden");
  EXPECT_NE(filing.faults()[0].message.find("900002"), std::string::npos);
  EXPECT_EQ(filing.faults()[0].message.find("900001"), std::string::npos);
  // However ill formed the row is.
  EXPECT_EQ(refusal(file(fee_file({fee_row("900002", "DAY", "1e3", {{"effective_from", "soon"}})}),
                         FilingChoice::good_lines, provider("north"))),
            "forbidden");
  // A school that nobody runs.
  EXPECT_EQ(refusal(file(fee_file({fee_row("900009", "DAY", "51000.00")}), FilingChoice::good_lines,
                         provider("north"))),
            "forbidden");
  expect_nothing_stored();
}

// The school passes from north to south at the new year.
TEST_F(FilingTest, AsksWhoRunsTheSchoolWhenThePriceBegins) {
  const FeeRow before{{"effective_from", "2026-12-31"}, {"effective_to", "2027-08-31"}};
  const FeeRow after{{"effective_from", "2027-01-01"}, {"effective_to", "2027-08-31"}};
  const auto by = [&](const char* who, const FeeRow& when) {
    return file(fee_file({fee_row("900003", "DAY", "51000.00", when)}),
                FilingChoice::all_or_nothing, provider(who));
  };
  EXPECT_TRUE(by("north", before));
  EXPECT_EQ(refusal(by("north", after)), "forbidden");
  EXPECT_EQ(refusal(by("south", before)), "forbidden");
  EXPECT_TRUE(by("south", after));
  // Nor can who ran it once put a price on days gone by.
  now_ = audit::parse_instant("2027-02-01T12:00:00.000000Z").value();
  EXPECT_EQ(refusal(by("north", before)), "forbidden");
}

TEST_F(FilingTest, IsForProvidersAndTheRegulator) {
  const std::string fees = fee_file({fee_row("900001", "DAY", "51000.00")});
  for (const Role role : {Role::anyone, Role::commissioner, Role::provider}) {
    const Caller caller{"acc_x", "org_x", role, std::nullopt};
    EXPECT_EQ(refusal(file(fees, FilingChoice::all_or_nothing, caller)), "forbidden") << code(role);
  }
  expect_nothing_stored();
  for (const Role role : {Role::case_officer, Role::approver, Role::administrator}) {
    const Caller caller{"acc_x", "org_x", role, std::nullopt};
    EXPECT_TRUE(file(fees, FilingChoice::all_or_nothing, caller)) << code(role);
  }
}

TEST_F(FilingTest, LetsOnlyTheRegulatorGiveAnotherDay) {
  const std::string fees = fee_file({fee_row("900001", "DAY", "51000.00")});
  const auto on = [&](const char* filed, const Caller& caller) {
    return file(fees, FilingChoice::all_or_nothing, caller, day(filed));
  };
  EXPECT_TRUE(on("2026-03-31", provider("north")));
  EXPECT_EQ(refusal(on("2026-03-30", provider("north"))), "filed");
  EXPECT_EQ(refusal(on("2026-04-01", provider("north"))), "filed");
  EXPECT_EQ(refusal(on("2026-04-01", regulator())), "filed");
  const auto filing = on("2025-06-30", regulator());
  ASSERT_TRUE(filing);
  EXPECT_EQ(filing->filed_on, day("2025-06-30"));
}

TEST_F(FilingTest, NeedsAnEditionAndAFileOfABoundedSize) {
  execute("DELETE FROM rule_book_edition");
  EXPECT_EQ(refusal(file(fee_file({fee_row("900001", "DAY", "51000.00")}))), "rule_book");
  EXPECT_EQ(refusal(file(std::string(fees_limit_bytes + 1, ' '))), "fees");
}

TEST_F(FilingTest, RefusesATextThatIsTooLongToKeep) {
  EXPECT_EQ(refusal(file(fee_file({fee_row("900001", "DAY", "51000.00",
                                           {{"new_provision", std::string(65'536, 'x')}})}))),
            "fees");
  expect_nothing_stored();
  EXPECT_TRUE(file(fee_file(
      {fee_row("900001", "DAY", "51000.00", {{"new_provision", std::string(65'535, 'x')}})})));
}

TEST_F(FilingTest, LeavesNothingWhenItsTransactionIsRolledBack) {
  database_->with_connection([&](Connection& connection) {
    Transaction transaction(connection);
    const auto filing = file_fees(
        transaction, journal_,
        {regulator(), fee_file({fee_row("900001", "DAY", "51000.00")}), {}, std::nullopt});
    ASSERT_TRUE(filing);
    EXPECT_TRUE(find_filing(connection, filing->id));
  });
  expect_nothing_stored();
  EXPECT_EQ(count("school_fees_revision"), 0);
}

TEST_F(FilingTest, ListsAnOrganisationsFilingsTheLatestFirst) {
  Lines filed;
  for (int number = 0; number < 5; ++number) {
    const auto filing = file(fee_file({fee_row("900001", "DAY", "51000.00")}),
                             FilingChoice::all_or_nothing, provider("north"));
    ASSERT_TRUE(filing);
    filed.insert(filed.begin(), filing->id);
  }
  ASSERT_TRUE(file(fee_file({fee_row("900002", "DAY", "51000.00")})));
  Lines listed;
  std::optional<std::uint64_t> next;
  do {
    const FilingPage page = database_->with_connection(
        [&](Connection& connection) { return list_filings(connection, "org_north", next, 2); });
    EXPECT_LE(page.filings.size(), 2U);
    for (const Filing& filing : page.filings) listed.push_back(filing.id);
    next = page.next;
  } while (next);
  EXPECT_EQ(listed, filed);
}

}  // namespace
}  // namespace assize::registry
