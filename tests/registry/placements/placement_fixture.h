// What the tests of placements stand on: the schools of the tests of filing and one of the state's,
// and placement files made a row at a time.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "registry/placements/list_placements.h"
#include "registry/placements/record_placements.h"
#include "tests/registry/filings/filing_fixture.h"

namespace assize::registry::testing {

using Fields = std::map<std::string, std::string>;

inline Fields placement_row(const std::string& reference, const Fields& others = {}) {
  Fields row{{"reference", reference},  {"urn", "900001"},    {"line", "DAY"},
             {"need", "ASD"},           {"provision", "day"}, {"start", "2025-09-01"},
             {"basis", "spot"},         {"council", "201"},   {"annual_price", "45000.00"},
             {"education", "45000.00"}, {"care", "0"},        {"health", "0"}};
  for (const auto& [column, value] : others) row[column] = value;
  return row;
}

inline std::string placement_file(const std::vector<Fields>& rows) {
  std::string file = placement_csv_header();
  for (const Fields& row : rows) {
    std::string line;
    for (const std::string_view column : placement_columns) {
      const auto found = row.find(std::string(column));
      const std::string value = found == row.end() ? "" : found->second;
      const bool needs_quotes = value.find(',') != std::string::npos && value[0] != '"';
      line += "," + (needs_quotes ? "\"" + value + "\"" : value);
    }
    file += line.substr(1) + '\n';
  }
  return file;
}

class PlacementFixture : public FilingFixture {
 protected:
  PlacementFixture() {
    execute(
        "INSERT INTO school (urn, name, type_code, status, la_code, open_date) VALUES"
        " (900004, 'Dale Academy', '44', 'open', '201', '2001-09-01')");
  }
  static Caller council(const std::string& la_code) {
    return {"acc_council", "org_council_" + la_code, Role::commissioner, {}, la_code};
  }
  Result<PlacementsRecorded> record(const std::string& csv, const std::string& why = "",
                                    const Caller& caller = council("201")) {
    return record_placements(*database_, journal_,
                             {caller, csv, PlacementsCommand::Body::csv, std::nullopt, why});
  }
  static std::string text_of(const Faults& faults) {
    std::string text;
    for (const Fault& fault : faults) text += fault.place + ": " + fault.message + "\n";
    return text;
  }
  std::vector<CallOff> listed(const PlacementFilter& filter) {
    return database_
        ->with_connection(
            [&](Connection& each) { return list_placements(each, filter, std::nullopt, 100); })
        .placements;
  }
  std::string references(const PlacementFilter& filter) {
    std::string text;
    for (const CallOff& each : listed(filter)) text += (text.empty() ? "" : " ") + each.reference;
    return text;
  }
  // By the database's clock, which its history is kept by.
  std::string moment() {
    const std::string now = query("SELECT CAST(UTC_TIMESTAMP(6) AS CHAR)")[0].text(0);
    query("SELECT SLEEP(0.01)");
    return instant_of(now);
  }

 private:
  static std::string instant_of(std::string now) {
    now[10] = 'T';
    return now + "Z";
  }
};

}  // namespace assize::registry::testing
