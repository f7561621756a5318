// A register in a database of its own, with imports and corrections as tests make them. Not
// thread-safe.
#pragma once

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "audit/tree/hash.h"
#include "registry/register/corrections/corrections.h"
#include "registry/register/history/earlier_values.h"
#include "registry/register/history/school_at.h"
#include "registry/register/imports.h"
#include "tests/registry/register/fixtures.h"
#include "tests/registry/support/test_database.h"
#include "tests/registry/support/test_log.h"

namespace assize::registry::testing {

// A GIAS extract of one school.
inline std::string extract(const std::string& name, const std::string& capacity,
                           const std::string& changed_on = "") {
  return "URN,EstablishmentName,TypeOfEstablishment (code),EstablishmentStatus (code),LA (code),"
         "OpenDate,SchoolCapacity,LastChangedDate\n900001," +
         name + ",10,1,855,01-09-2014," + capacity + "," + changed_on + "\n";
}

class RegisterTest : public ::testing::Test {
 protected:
  Result<ImportReport> try_import(ImportKind kind, std::string_view bytes,
                                  const ImportOptions& options = {}) {
    return import_file(*database_, *journal_, officer_, kind, bytes, {}, options);
  }
  ImportReport import(ImportKind kind, std::string_view bytes, const ImportOptions& options = {}) {
    auto report = try_import(kind, bytes, options);
    if (!report) throw std::runtime_error(report.faults()[0].message);
    return std::move(report).value();
  }
  CorrectionCommand command(std::vector<std::pair<std::string, std::string>> set) {
    CorrectionCommand made;
    made.caller = officer_;
    made.urn = 900001;
    made.set = std::move(set);
    made.reason = "The school's letter";
    return made;
  }
  Correction correct(const CorrectionCommand& made) {
    auto correction = correct_school(*database_, *journal_, made);
    if (!correction) throw std::runtime_error(correction.faults()[0].message);
    return std::move(correction).value();
  }
  // The value of a column as at a day, as known at a moment; "none" if there is none, "unknown" if
  // the school was not known.
  std::string value(SchoolColumn column, std::optional<pricing::Date> as_at = std::nullopt,
                    std::optional<std::string> known_at = std::nullopt) {
    const TwoTimes times{today_, as_at, std::move(known_at)};
    const auto school = database_->with_connection(
        [&](Connection& connection) { return read_school_at(connection, 900001, times); });
    if (!school) return "unknown";
    return (*school)[column].value_or("none");
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
  // The moment of what was written last, as a read takes it.
  std::string last_moment() {
    return text(
        "SELECT CONCAT(REPLACE(GREATEST((SELECT COALESCE(MAX(known_at), 0) FROM import_run),"
        " (SELECT COALESCE(MAX(known_at), 0) FROM school_correction)), ' ', 'T'), 'Z')");
  }

  TestDatabase database_;
  TestJournal journal_;  // 31 March 2026
  pricing::Date today_ = pricing::Date::parse("2026-03-31").value();
  Caller officer_{"acc_test", "org_regulator", Role::case_officer, std::nullopt};
};

}  // namespace assize::registry::testing
