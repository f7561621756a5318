#include "registry/catalogue/snapshot.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "tests/registry/catalogue/market_model.h"
#include "tests/registry/support/test_database.h"

namespace assize::registry {
namespace {

using pricing::Date;
using pricing::Urn;
using testing::MarketModel;
using testing::ModelFee;
using testing::TestDatabase;

Date day(const std::string& text) { return Date::parse(text).value(); }

// Every field of every school and fee, so that two snapshots are compared whole.
std::string text_of(const CatalogueFee& fee) {
  std::string text;
  for (const std::string& part : {fee.line,
                                  fee.item,
                                  std::string(code(fee.provision)),
                                  std::string(code(fee.need)),
                                  std::to_string(fee.age_from),
                                  std::to_string(fee.age_to),
                                  std::string(code(fee.unit)),
                                  fee.units_per_year,
                                  fee.unit_price.text(),
                                  fee.annual_price.text(),
                                  fee.education.text(),
                                  fee.boarding.text(),
                                  fee.care.text(),
                                  fee.health.text(),
                                  fee.vat_rate,
                                  fee.effective_from.text(),
                                  fee.effective_to.text(),
                                  fee.included,
                                  fee.filing_id,
                                  std::to_string(fee.filing_order)}) {
    text += part + '|';
  }
  return text;
}

std::string text_of(const Snapshot& snapshot) {
  std::string text;
  for (const auto& school : snapshot.schools) {
    text += school->urn.text() + '|' + school->name + '|' + school->type_name + '|' +
            school->la_name + '|' + school->region + '|' + school->provider_name + '|' +
            (school->section41 ? "section 41" : "") + '|' + school->search_text + '\n';
    for (const CatalogueFee& fee : school->fees) text += "  " + text_of(fee) + '\n';
    for (const std::size_t place : school->fees_today) text += "  " + std::to_string(place);
    text += '\n';
  }
  for (const std::uint32_t place : snapshot.by_name) text += std::to_string(place) + ' ';
  return text;
}

// What the model says of a school's fees on a day.
std::vector<std::string> model_fees(const MarketModel& market, std::uint32_t urn,
                                    const std::string& on) {
  std::vector<std::string> fees;
  for (const auto& [line, fee] : market.fees_on(urn, on)) {
    fees.push_back(line + ' ' + fee.item + ' ' + fee.need + ' ' +
                   testing::pounds_text(fee.annual_pennies) + ' ' +
                   MarketModel::filing_id(fee.filing));
  }
  return fees;
}

std::vector<std::string> snapshot_fees(const CatalogueSchool& school, const std::string& on) {
  std::vector<std::string> fees;
  for (const CatalogueFee* fee : fees_as_at(school, day(on))) {
    fees.push_back(fee->line + ' ' + fee->item + ' ' + std::string(code(fee->need)) + ' ' +
                   fee->annual_price.text() + ' ' + fee->filing_id);
  }
  return fees;
}

class SnapshotTest : public ::testing::Test {
 protected:
  std::shared_ptr<const Snapshot> build(const std::string& today = MarketModel::today) {
    return database_->with_connection(
        [&](Connection& connection) { return build_snapshot(connection, day(today)); });
  }
  std::shared_ptr<const Snapshot> refresh(const std::shared_ptr<const Snapshot>& before,
                                          const std::string& today = MarketModel::today) {
    return database_->with_connection(
        [&](Connection& connection) { return refresh_snapshot(connection, day(today), before); });
  }
  void write(MarketModel& market) {
    database_->in_transaction(
        [&](Transaction& transaction) { market.write(transaction.connection()); });
  }
  void execute(const std::string& sql) {
    database_->with_connection([&](Connection& connection) { connection.execute(sql); });
  }
  TestDatabase database_;
};

TEST_F(SnapshotTest, IsEmptyBeforeTheFirstImport) {
  const auto snapshot = build();
  EXPECT_TRUE(snapshot->schools.empty());
  EXPECT_EQ(snapshot->watermark, Watermark());
  EXPECT_EQ(snapshot->find(Urn::from_number(900'001).value()), nullptr);
}

TEST_F(SnapshotTest, GivesTheFeesThatTheModelGivesOnAnyDay) {
  for (const std::uint32_t seed : {1U, 2U, 3U}) {
    TestDatabase fresh;
    MarketModel market(seed);
    market.draw_filings(250);
    fresh->in_transaction(
        [&](Transaction& transaction) { market.write(transaction.connection()); });
    const auto snapshot = fresh->with_connection(
        [&](Connection& connection) { return build_snapshot(connection, day(market.today)); });
    std::size_t compared = 0;
    for (const auto& school : market.schools) {
      const CatalogueSchool* found = snapshot->find(Urn::from_number(school.urn).value());
      if (school.type == "01") {
        EXPECT_EQ(found, nullptr);
        continue;
      }
      ASSERT_NE(found, nullptr);
      EXPECT_EQ(found->name, school.name);
      EXPECT_EQ(found->section41, school.section41);
      for (const char* on : {"2025-08-31", "2025-09-01", "2026-01-01", "2026-08-31", "2026-09-01",
                             "2026-10-01", "2027-01-01", "2027-12-31"}) {
        const auto fees = model_fees(market, school.urn, on);
        compared += fees.size();
        EXPECT_EQ(snapshot_fees(*found, on), fees) << school.urn << " on " << on;
      }
      EXPECT_EQ(found->fees_today.size(), market.fees_on(school.urn, market.today).size());
    }
    EXPECT_GT(compared, 500U);
  }
}

TEST_F(SnapshotTest, IsTheSameReadPieceByPieceAsReadWhole) {
  MarketModel market(7);
  auto followed = build();
  for (int round = 0; round < 8; ++round) {
    market.draw_filings(round == 5 ? 0 : 20);
    write(market);
    if (round == 0) followed = nullptr;  // the schools came without an import's record
    followed = refresh(followed);
    EXPECT_EQ(text_of(*followed), text_of(*build())) << "round " << round;
  }
  EXPECT_GT(followed->fee_revisions.size(), 20U);
}

TEST_F(SnapshotTest, SharesTheSchoolsThatDidNotChange) {
  MarketModel market(8);
  market.draw_filings(50);
  write(market);
  const auto before = build();
  const auto with_fees = std::find_if(before->schools.begin(), before->schools.end(),
                                      [](const auto& school) { return !school->fees.empty(); });
  ASSERT_NE(with_fees, before->schools.end());
  execute("UPDATE school_fees_revision SET revision = revision + 1 WHERE urn = " +
          (*with_fees)->urn.text());
  const auto after = refresh(before);
  std::vector<std::string> replaced;
  for (std::size_t place = 0; place < before->schools.size(); ++place) {
    if (before->schools[place] == after->schools[place]) continue;
    replaced.push_back(before->schools[place]->urn.text());
  }
  EXPECT_EQ(replaced, std::vector<std::string>{(*with_fees)->urn.text()});
}

TEST_F(SnapshotTest, ReadsTheRegisterAgainAfterAnImportAndOnANewDay) {
  MarketModel market(9);
  market.draw_filings(50);
  write(market);
  const auto before = build();
  execute("UPDATE school SET name = 'Renamed'");
  EXPECT_EQ(refresh(before)->schools[0]->name, before->schools[0]->name);
  EXPECT_EQ(refresh(before, "2026-10-02")->schools[0]->name, "Renamed");
  execute(
      "INSERT INTO import_run (kind, file_sha256, at, rows_read, added, changed, closed, refused)"
      " VALUES ('gias', '', '2026-01-01', 1, 0, 1, 0, 0)");
  EXPECT_EQ(refresh(before)->schools[0]->name, "Renamed");
}

TEST_F(SnapshotTest, KeepsTheLargestAmountsToThePenny) {
  MarketModel market(10);
  market.draw_filings(1);
  write(market);
  execute(
      "UPDATE fee_line SET decision = 'in_effect', unit_price = 999999999999.99,"
      " annual_price = 999999999999.99, education = 999999999999.98, boarding = 0.01");
  const auto snapshot = build();
  std::size_t fees = 0;
  for (const auto& school : snapshot->schools) {
    for (const CatalogueFee& fee : school->fees) {
      ++fees;
      EXPECT_EQ(fee.unit_price.text(), "999999999999.99");
      EXPECT_EQ(fee.annual_price, fee.education + fee.boarding);
    }
  }
  EXPECT_EQ(fees, market.fees.size());
}

TEST_F(SnapshotTest, KnowsTheProviderAndApprovalOfItsDay) {
  execute(
      "INSERT INTO school (urn, name, type_code, status, la_code) VALUES"
      " (900001, 'One', '10', 'open', '201')");
  execute("INSERT INTO provider_group (id, name) VALUES ('g', 'The Group')");
  execute(
      "INSERT INTO provider (id, name, group_id) VALUES ('a', 'First', NULL), ('b', 'Second', "
      "'g')");
  execute(
      "INSERT INTO school_provider (urn, provider_id, from_date, to_date) VALUES"
      " (900001, 'a', '2020-01-01', '2026-08-31'), (900001, 'b', '2026-09-01', NULL)");
  execute(
      "INSERT INTO approval_event (kind, event, on_date, urn, name) VALUES"
      " ('section41', 'granted', '2024-05-01', 900001, ''),"
      " ('section41', 'revoked', '2026-09-15', 900001, ''),"
      " ('non_maintained', 'granted', '2026-09-15', 900001, '')");
  const auto august = build("2026-08-31");
  EXPECT_EQ(august->schools[0]->provider_name, "First");
  EXPECT_EQ(august->schools[0]->group_name, "");
  EXPECT_TRUE(august->schools[0]->section41);
  EXPECT_EQ(august->schools[0]->section41_since, day("2024-05-01"));
  EXPECT_EQ(august->schools[0]->la_name, "City of London");
  EXPECT_EQ(august->schools[0]->region, "London");
  const auto september = build("2026-09-15");
  EXPECT_EQ(september->schools[0]->provider_name, "Second");
  EXPECT_EQ(september->schools[0]->group_name, "The Group");
  EXPECT_FALSE(september->schools[0]->section41);
}

}  // namespace
}  // namespace assize::registry
