#include "registry/catalogue/export.h"

#include <gtest/gtest.h>

#include <map>

#include "pricing/text/csv.h"
#include "pricing/text/json.h"
#include "tests/registry/catalogue/market_model.h"
#include "tests/registry/support/test_database.h"

namespace assize::registry {
namespace {

using testing::MarketModel;
using testing::TestDatabase;
using Record = std::map<std::string, std::string>;

std::vector<Record> read_csv_records(const std::string& csv) {
  std::vector<std::string> header;
  std::vector<Record> records;
  const auto read = pricing::read_csv(
      csv,
      [&](const pricing::CsvTable& table) -> Result<bool> {
        header = table.header;
        return true;
      },
      [&](const pricing::CsvRow& row) {
        EXPECT_EQ(row.problem, "");
        Record& record = records.emplace_back();
        for (std::size_t at = 0; at < header.size(); ++at) record[header[at]] = row.fields[at];
      });
  EXPECT_TRUE(read);
  return records;
}

std::vector<Record> read_json_records(const std::string& json) {
  std::vector<Record> records;
  const auto parsed = pricing::parse_json(json);
  if (!parsed) {
    ADD_FAILURE() << parsed.faults()[0].message;
    return records;
  }
  for (const auto& fee : *parsed->find("fees")->array()) {
    Record& record = records.emplace_back();
    for (const auto& [name, value] : *fee.object()) record[name] = *value.string();
  }
  return records;
}

class ExportTest : public ::testing::Test {
 protected:
  ExportTest() {
    market_.draw_filings(200);
    database_->in_transaction(
        [&](Transaction& transaction) { market_.write(transaction.connection()); });
    snapshot_ = database_->with_connection([&](Connection& connection) {
      connection.execute("UPDATE school SET name = 'Quote \" comma, and\nline' WHERE urn % 7 = 0");
      return build_snapshot(connection, day(MarketModel::today));
    });
  }
  static pricing::Date day(const std::string& text) { return pricing::Date::parse(text).value(); }
  std::string csv(const std::string& as_at) {
    std::string whole;
    export_catalogue_csv(*snapshot_, day(as_at), [&](std::string_view piece) { whole += piece; });
    return whole;
  }
  std::string json(const std::string& as_at) {
    std::string whole;
    export_catalogue_json(*snapshot_, day(as_at), [&](std::string_view piece) { whole += piece; });
    return whole;
  }
  TestDatabase database_;
  MarketModel market_{31};
  std::shared_ptr<const Snapshot> snapshot_;
};

TEST_F(ExportTest, HasARowForEachFeeInForceToThePenny) {
  std::vector<Record> expected;
  for (const auto& school : market_.schools) {
    if (school.type == "01") continue;
    for (const auto& [line, fee] : market_.fees_on(school.urn, "2026-03-01")) {
      expected.push_back({{"urn", std::to_string(school.urn)},
                          {"line", line},
                          {"annual_price", testing::pounds_text(fee.annual_pennies)},
                          {"boarding", "0.00"},
                          {"filing", MarketModel::filing_id(fee.filing)}});
    }
  }
  ASSERT_GT(expected.size(), 20U);
  const auto records = read_csv_records(csv("2026-03-01"));
  ASSERT_EQ(records.size(), expected.size());
  for (std::size_t at = 0; at < records.size(); ++at) {
    for (const auto& [name, value] : expected[at]) EXPECT_EQ(records[at].at(name), value);
  }
}

TEST_F(ExportTest, SaysTheSameInBothForms) {
  const auto records = read_csv_records(csv(MarketModel::today));
  EXPECT_FALSE(records.empty());
  EXPECT_EQ(records, read_json_records(json(MarketModel::today)));
}

TEST_F(ExportTest, IsAHeaderOrAnEmptyListWhereNothingIsInForce) {
  EXPECT_TRUE(read_csv_records(csv("1999-01-01")).empty());
  EXPECT_TRUE(csv("1999-01-01").starts_with("urn,school,type_code,"));
  EXPECT_EQ(json("1999-01-01"), "{\"as_at\":\"1999-01-01\",\"fees\":[\n]}\n");
}

TEST_F(ExportTest, IsWrittenInPieces) {
  std::size_t largest = 0;
  export_catalogue_csv(*snapshot_, day(MarketModel::today),
                       [&](std::string_view piece) { largest = std::max(largest, piece.size()); });
  EXPECT_GT(largest, 0U);
  EXPECT_LT(largest, std::size_t{80} << 10);
}

}  // namespace
}  // namespace assize::registry
