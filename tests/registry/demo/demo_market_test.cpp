#include "registry/demo/demo_market.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <stdexcept>

#include "audit/tree/hash.h"
#include "pricing/returns/assess_returns.h"
#include "pricing/returns/read_returns.h"
#include "pricing/returns/write_returns.h"
#include "registry/demo/demo_names.h"
#include "registry/demo/demo_random.h"
#include "registry/register/files/gias_file.h"
#include "registry/register/files/ownership_file.h"
#include "registry/register/files/section41_file.h"

namespace assize::registry {
namespace {

// One digest of the market's own files. It changes with the example rule book's limits too, since
// the fees are fitted to them.
std::string digest(const DemoMarket& market) {
  std::string all;
  for (const DemoFile& file : demo_files(market)) {
    if (file.name == "rule_book.json") continue;
    all += file.name + " " + audit::sha256_hex(file.bytes) + "\n";
  }
  return audit::sha256_hex(all);
}

const DemoMarket& nation() {
  static const DemoMarket market = make_demo_market(2000, 1);
  return market;
}

const pricing::RuleBook& book() {
  static const auto held =
      pricing::RuleBook::load(nation().rule_book, audit::sha256_hex(nation().rule_book)).value();
  return held;
}

bool is_first_year(const DemoFiling& filing) {
  return filing.filed < pricing::Date::parse("2026-01-01").value();
}

// All fees of a year as one file.
std::string fees_of_year(bool first) {
  std::string all;
  for (const DemoFiling& filing : nation().filings) {
    if (is_first_year(filing) != first) continue;
    const std::size_t after_header = all.empty() ? 0 : filing.fees.find('\n') + 1;
    all += filing.fees.substr(after_header);
  }
  return all;
}

// The register as `check --register` reads it.
std::string register_csv() {
  std::string csv = "urn,name,type_code,la_code,open_date,close_date,childrens_home\n";
  const auto gias = read_gias(nation().gias);
  if (!gias) throw std::runtime_error(gias.faults()[0].message);
  for (const SchoolRecord& school : gias->schools) {
    SchoolValues values = SchoolValues::unpacked(school.packed);
    csv += std::to_string(school.urn);
    for (const SchoolColumn column :
         {SchoolColumn::name, SchoolColumn::type_code, SchoolColumn::la_code,
          SchoolColumn::open_date, SchoolColumn::close_date, SchoolColumn::childrens_home}) {
      csv += "," + values[column].value_or("");
    }
    csv += "\n";
  }
  return csv;
}

TEST(DemoRandom, IsTheSameOnEveryMachine) {
  DemoRandom random(1);
  EXPECT_EQ(random.next(), 10451216379200822465U);
  EXPECT_EQ(random.next(), 13757245211066428519U);
}

TEST(DemoMarket, IsTheSameForTheSameSeed) {
  const std::string once = digest(make_demo_market(40, 1));
  EXPECT_EQ(digest(make_demo_market(40, 1)), once);
  EXPECT_NE(digest(make_demo_market(40, 2)), once);
  EXPECT_EQ(once, "1556e934e1e97fb5ef6aa5b48b40849a7782a50ac4ed21b2cffd2f40a8f2a1f3");
}

TEST(DemoMarket, HasAtLeastOneSchoolAndAtMostItsLimit) {
  EXPECT_THROW(make_demo_market(0, 1), std::out_of_range);
  EXPECT_THROW(make_demo_market(demo_schools_limit + 1, 1), std::out_of_range);
  EXPECT_FALSE(make_demo_market(1, 1).gias.empty());
}

TEST(DemoMarket, PassesItsOwnImportsWithoutARefusal) {
  const auto gias = read_gias(nation().gias);
  ASSERT_TRUE(gias) << gias.faults()[0].message;
  EXPECT_EQ(gias->schools.size(), 3000U);
  EXPECT_TRUE(gias->reading.refused.empty());
  EXPECT_TRUE(gias->reading.notes.empty()) << gias->reading.notes[0];
  const auto section41 = read_section41(nation().section41);
  ASSERT_TRUE(section41) << section41.faults()[0].message;
  EXPECT_TRUE(section41->reading.refused.empty());
  EXPECT_TRUE(section41->reading.notes.empty());
  const auto ownership = read_ownership(nation().ownership);
  ASSERT_TRUE(ownership) << ownership.faults()[0].message;
  EXPECT_TRUE(ownership->reading.refused.empty());
  EXPECT_GT(ownership->groups.size(), 10U);
  EXPECT_GT(ownership->providers.size(), 300U);
}

TEST(DemoMarket, IsSpreadOverEveryCouncilOnUrnsOfItsOwn) {
  const auto gias = read_gias(nation().gias);
  ASSERT_TRUE(gias);
  std::set<std::string> councils;
  std::map<std::string, int> types;
  for (const SchoolRecord& school : gias->schools) {
    EXPECT_GT(school.urn, 900'000U);
    SchoolValues values = SchoolValues::unpacked(school.packed);
    councils.insert(*values[SchoolColumn::la_code]);
    ++types[*values[SchoolColumn::type_code]];
    EXPECT_FALSE(values[SchoolColumn::needs]->empty());
  }
  EXPECT_EQ(councils.size(), 153U);
  EXPECT_EQ(types["08"] + types["10"] + types["32"], 2000);
  EXPECT_GT(types["10"], 1500);
  for (const char* type : {"07", "08", "12", "32", "33", "36", "44"}) EXPECT_GT(types[type], 0);
}

TEST(DemoMarket, HasPostcodesThatCannotExist) {
  DemoRandom random(7);
  for (int turn = 0; turn < 500; ++turn) {
    const std::string postcode = demo_postcode(random, turn % 2 == 0 ? "LS" : "EC");
    EXPECT_NE(std::string("CIKMOV").find(postcode.back()), std::string::npos) << postcode;
  }
}

TEST(DemoMarket, HasPricesAtRealLevels) {
  struct Level {
    std::int64_t least_pounds;
    std::int64_t most_pounds;
  };
  const std::map<pricing::Provision, Level> levels{
      {pricing::Provision::day, {25'000, 125'000}},
      {pricing::Provision::weekly, {60'000, 175'000}},
      {pricing::Provision::termly, {75'000, 210'000}},
      {pricing::Provision::full_year, {120'000, 330'000}}};
  std::map<pricing::Provision, pricing::Pounds> dearest;
  const std::string fees = fees_of_year(true);
  const auto lines = pricing::read_fee_lines(pricing::read_from_memory(fees), book());
  EXPECT_GT(lines.size(), 10'000U);
  for (const pricing::FeeLine& line : lines) {
    if (line.item != pricing::Item::placement) continue;
    const Level& level = levels.at(line.provision);
    EXPECT_GE(line.annual_price, pricing::Pounds::from_pennies(level.least_pounds * 100));
    EXPECT_LE(line.annual_price, pricing::Pounds::from_pennies(level.most_pounds * 100));
    dearest[line.provision] = std::max(dearest[line.provision], line.annual_price);
  }
  EXPECT_GT(dearest[pricing::Provision::day], pricing::Pounds::from_pennies(95'000 * 100));
  EXPECT_GT(dearest[pricing::Provision::full_year], pricing::Pounds::from_pennies(220'000 * 100));
}

TEST(DemoMarket, IsMostlyInOrderAndHasEveryTroubleTheRulesLookFor) {
  const std::string first = fees_of_year(true);
  const std::string second = fees_of_year(false);
  const auto register_view = pricing::read_register(register_csv());
  ASSERT_TRUE(register_view) << register_view.faults()[0].message;
  pricing::AssessInput input;
  input.fees = pricing::read_from_memory(second);
  input.previous = pricing::read_from_memory(first);
  input.book = &book();
  input.register_view = &*register_view;
  input.filed = pricing::Date::parse("2026-04-01").value();
  const pricing::Assessment assessment = pricing::assess(input);
  EXPECT_EQ(assessment.previous_unreadable, 0U);
  std::set<std::uint64_t> troubled;
  for (const pricing::Finding& finding : assessment.findings) {
    if (finding.severity >= pricing::Severity::hold) troubled.insert(finding.line);
  }
  EXPECT_LT(troubled.size() * 5, assessment.lines) << "at least four lines of five are in order";
  for (const char* rule : {"FV-03", "FV-05", "FV-06", "FV-07", "FV-12", "UNI-02", "UNI-04",
                           "UNI-06", "UNI-08", "UNI-10", "UNI-12"}) {
    EXPECT_GT(assessment.counts.count(rule), 0U) << rule;
  }
  for (const char* rule : {"FILE-01", "FILE-02", "FILE-03", "FILE-04", "FV-01", "FV-02", "FV-04",
                           "FV-08", "FV-10", "FV-11", "FV-13", "UNI-07"}) {
    EXPECT_EQ(assessment.counts.count(rule), 0U) << rule;
  }
}

TEST(DemoMarket, ItsReturnsShowEachThingThatTheRulesOnProfitLookFor) {
  std::vector<pricing::FinancialReturn> returns;
  for (const DemoReturns& each : nation().returns) {
    for (pricing::FinancialReturn& year : pricing::read_returns(each.returns)) {
      EXPECT_EQ(year.provider, each.provider_id);
      returns.push_back(std::move(year));
    }
  }
  EXPECT_EQ(returns.size(), 3 * nation().returns.size());
  const pricing::Assessment assessment =
      pricing::assess_returns(pricing::write_returns(returns), book());
  for (const char* rule : {"PRF-01", "PRF-02", "PRF-03", "PRF-04", "PRF-05", "PRF-06", "PRF-07",
                           "PRF-08", "PRF-09", "MKT-03", "MKT-04"}) {
    EXPECT_GT(assessment.counts.count(rule), 0U) << rule;
  }
  EXPECT_EQ(assessment.severities[static_cast<std::size_t>(pricing::Severity::error)], 0U);
  EXPECT_LT(assessment.counts.at("PRF-01"), returns.size() / 3) << "most are in order";
}

}  // namespace
}  // namespace assize::registry
