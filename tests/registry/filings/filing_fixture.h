// What the tests of filing stand on: a database with a few schools and an edition, a journal whose
// clock stands still, and fee files made a line at a time.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "audit/entry/entry.h"
#include "registry/catalogue/snapshot.h"
#include "registry/filings/filing.h"
#include "registry/rule_books/rule_books.h"
#include "tests/registry/support/test_database.h"

namespace assize::registry::testing {

inline constexpr std::string_view fee_columns[] = {
    "urn",          "line",     "item",           "provision",  "need",           "age_from",
    "age_to",       "unit",     "units_per_year", "unit_price", "annual_price",   "education",
    "boarding",     "care",     "health",         "vat_rate",   "effective_from", "effective_to",
    "notice_given", "included", "new_provision"};

// A line of a fee file, by column; what is not said is a year of a day placement.
using FeeRow = std::map<std::string, std::string>;

inline FeeRow fee_row(const std::string& urn, const std::string& line, const std::string& price,
                      const FeeRow& others = {}) {
  FeeRow row{{"urn", urn},
             {"line", line},
             {"item", "placement"},
             {"provision", "day"},
             {"need", "ASD"},
             {"age_from", "5"},
             {"age_to", "15"},
             {"unit", "year"},
             {"units_per_year", "1"},
             {"unit_price", price},
             {"annual_price", price},
             {"education", price},
             {"boarding", "0"},
             {"care", "0"},
             {"health", "0"},
             {"vat_rate", "0"},
             {"effective_from", "2026-09-01"},
             {"effective_to", "2027-08-31"}};
  for (const auto& [column, value] : others) row[column] = value;
  return row;
}

inline std::string fee_file(const std::vector<FeeRow>& rows) {
  std::string file;
  for (const std::string_view column : fee_columns) {
    file += std::string(file.empty() ? "" : ",") + std::string(column);
  }
  file += '\n';
  for (const FeeRow& row : rows) {
    std::string line;
    for (const std::string_view column : fee_columns) {
      const auto found = row.find(std::string(column));
      line += "," + (found == row.end() ? std::string() : found->second);
    }
    file += line.substr(1) + '\n';
  }
  return file;
}

inline std::string example_book(const std::string& edition = "2026.1",
                                const std::string& ceiling = "62000.00") {
  return R"({"edition": ")" + edition + R"(", "title": "Example bands", "status": "example",
 "published": "2026-03-31", "areas": [],
 "bands": [{"id": "B-ALL", "item": "*", "provision": "*", "need": "*", "component": "total",
            "unit": "year", "age_from": 0, "age_to": 25, "from": "2020-01-01"},
           {"id": "B-DAY", "item": "placement", "provision": "day", "need": "*",
            "component": "education", "unit": "year", "age_from": 0, "age_to": 18,
            "ceiling": ")" +
         ceiling + R"(", "from": "2020-01-01"}],
 "parameters": [{"id": "increase_cap", "unit": "percent", "title": "Largest yearly rise",
                 "values": [{"from": "2020-01-01", "value": "3.8"}]}]})";
}

class FilingFixture : public ::testing::Test {
 protected:
  FilingFixture() {
    for (const char* sql :
         {"INSERT INTO school (urn, name, type_code, status, la_code, open_date) VALUES"
          " (900001, 'Ashdown School', '10', 'open', '201', '2001-09-01'),"
          " (900002, 'Birch House', '08', 'open', '330', '2001-09-01'),"
          " (900003, 'Cedar College', '32', 'open', '850', '2001-09-01')",
          "INSERT INTO provider (id, name) VALUES ('north', 'Northern Care'), ('south', "
          "'Southern')",
          "INSERT INTO school_provider (urn, provider_id, from_date, to_date) VALUES"
          " (900001, 'north', '2010-01-01', NULL), (900002, 'south', '2010-01-01', NULL),"
          " (900003, 'north', '2010-01-01', '2026-12-31'),"
          " (900003, 'south', '2027-01-01', NULL)"}) {
      execute(sql);
    }
    publish(example_book());
  }

  void publish(const std::string& book) {
    const auto publication = publish_rule_book(*database_, journal_, regulator(), book);
    ASSERT_TRUE(publication) << publication.faults()[0].place << ": "
                             << publication.faults()[0].message;
  }

  static Caller regulator() { return {"acc_officer", "org_regulator", Role::administrator, {}}; }
  static Caller provider(const std::string& id) {
    return {"acc_" + id, "org_" + id, Role::provider, id};
  }

  Result<Filing> file(const std::string& fees, FilingChoice choice = FilingChoice::all_or_nothing,
                      const Caller& caller = regulator(),
                      std::optional<pricing::Date> filed = std::nullopt) {
    return file_fees(*database_, journal_, {caller, fees, choice, filed});
  }
  // Files what must be in effect.
  Filing file_in_effect(const std::vector<FeeRow>& rows) {
    const auto filing = file(fee_file(rows));
    if (!filing) throw std::runtime_error(filing.faults()[0].message);
    EXPECT_EQ(filing->status, FilingStatus::in_effect) << filing->assessment_json;
    return *filing;
  }

  std::uint64_t execute(const std::string& sql) {
    return database_->with_connection([&](Connection& each) { return each.execute(sql); });
  }
  std::vector<Row> query(const std::string& sql, const Values& values = {}) {
    return database_->with_connection([&](Connection& each) { return each.query(sql, values); });
  }
  std::int64_t count(const std::string& table) {
    return query("SELECT COUNT(*) FROM " + table)[0].integer(0);
  }
  std::string document(const Filing& filing, FilingDocument which) {
    return database_
        ->with_connection([&](Connection& each) { return filing_document(each, filing.id, which); })
        .value();
  }
  // The last entry that waits to be sequenced.
  std::string last_entry() {
    return query("SELECT entry FROM log_pending ORDER BY id DESC LIMIT 1").at(0).text(0);
  }
  std::shared_ptr<const Snapshot> snapshot() {
    return database_->with_connection(
        [&](Connection& each) { return build_snapshot(each, day("2026-10-01")); });
  }
  // "LINE price" for each fee of a school that holds on a day.
  std::vector<std::string> catalogue(std::uint32_t urn, const std::string& on) {
    std::vector<std::string> fees;
    const auto now = snapshot();
    const CatalogueSchool* school = now->find(pricing::Urn::from_number(urn).value());
    for (const CatalogueFee* fee : fees_as_at(*school, day(on))) {
      fees.push_back(fee->line + " " + fee->annual_price.text());
    }
    return fees;
  }
  static pricing::Date day(const std::string& text) { return pricing::Date::parse(text).value(); }

  TestDatabase database_;
  audit::Instant now_ = audit::parse_instant("2026-03-31T09:15:02.123456Z").value();
  Journal journal_{audit::SigningKey::generate("log.example.org"), [this] { return now_; }};
};

}  // namespace assize::registry::testing
