// A small invented market for the catalogue's tests: drawn at random from a seed, written to the
// database by plain SQL, and answered from by obvious code that shares nothing with the
// catalogue's.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "pricing/exact/date.h"
#include "registry/database/database.h"

namespace assize::registry::testing {

struct ModelFee {
  std::uint32_t urn = 0;
  int filing = 0;  // its order
  std::string decision, line, item, provision, need;
  int age_from = 0, age_to = 0;
  std::int64_t annual_pennies = 0;
  std::string from, to;
};

struct ModelSchool {
  std::uint32_t urn = 0;
  std::string name, type, status, la, town, provider;
  int age_from = 0, age_to = 0;
  std::set<std::string> needs;
  bool section41 = false;
  int easting = -1, northing = -1;  // -1: not known
  std::string inspection;           // the latest's grade; empty: never inspected
};

inline std::string pounds_text(std::int64_t pennies) {
  const std::int64_t part = pennies % 100;
  return std::to_string(pennies / 100) + (part < 10 ? ".0" : ".") + std::to_string(part);
}

class MarketModel {
 public:
  static constexpr const char* today = "2026-10-01";

  explicit MarketModel(std::uint32_t seed) : random_(seed) {
    std::uint32_t urn = 900'000;
    for (int count = 0; count < 60; ++count) {
      urn += static_cast<std::uint32_t>(1 + below(50));
      schools.push_back(draw_school(urn));
    }
  }

  // Adds filings for random schools.
  void draw_filings(int count) {
    for (; count > 0; --count) {
      const int filing = ++filings_;
      const std::uint32_t urn = schools[below(schools.size())].urn;
      changed.insert(urn);
      const std::size_t lines = 1 + below(6);
      for (std::size_t number = 0; number < lines; ++number) {
        fees.push_back(draw_fee(urn, filing, "LINE-" + std::to_string(number)));
      }
    }
  }

  // Writes what has not been written yet.
  void write(Connection& connection) {
    if (!schools_written_) write_schools(connection);
    write_fees(connection);
  }

  // The fees of a school that hold on a day, by line: of each line the one filed last.
  std::map<std::string, ModelFee> fees_on(std::uint32_t urn, const std::string& day) const {
    std::map<std::string, ModelFee> held;
    for (const ModelFee& fee : fees) {
      if (fee.urn != urn || fee.decision != "in_effect" || day < fee.from || day > fee.to) continue;
      const auto found = held.find(fee.line);
      if (found == held.end() || found->second.filing < fee.filing) held[fee.line] = fee;
    }
    return held;
  }

  static std::string filing_id(int filing) {
    std::string digits = std::to_string(filing);
    return std::string(26 - digits.size(), '0') + digits;
  }

  template <typename T>
  T one_of(const std::vector<T>& values) {
    return values[below(values.size())];
  }
  std::size_t below(std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random_);
  }

  const std::vector<std::string> needs{"ASD", "SEMH", "SLD", "MLD", "OTH"};
  const std::vector<std::string> provisions{"day", "weekly", "termly", "full_year"};
  const std::vector<std::string> councils{"201", "330", "850", "919"};
  std::vector<ModelSchool> schools;
  std::vector<ModelFee> fees;
  std::set<std::uint32_t> changed;

 private:
  ModelSchool draw_school(std::uint32_t urn) {
    ModelSchool school;
    school.urn = urn;
    school.name = one_of<std::string>({"Abbey", "abbey", "Birch", "Castle", "\xC3\x89lan"}) + " " +
                  one_of<std::string>({"School", "College", "House"});
    school.type = one_of<std::string>({"08", "10", "10", "10", "32", "07", "44", "01"});
    school.status =
        one_of<std::string>({"open", "open", "open", "closed", "open_but_proposed_to_close"});
    school.la = one_of(councils);
    school.town = one_of<std::string>({"London", "Leeds", "Hull"});
    school.provider = one_of<std::string>({"", "north", "south"});
    school.age_from = static_cast<int>(below(12));
    school.age_to = school.age_from + static_cast<int>(below(10));
    for (std::size_t count = below(3); count > 0; --count) school.needs.insert(one_of(needs));
    school.section41 = below(2) == 0;
    if (below(8) != 0) {
      school.easting = 440'000 + static_cast<int>(below(60'000));
      school.northing = 430'000 + static_cast<int>(below(60'000));
    }
    school.inspection = one_of<std::string>({"", "good", "good", "inadequate", "met"});
    return school;
  }

  ModelFee draw_fee(std::uint32_t urn, int filing, const std::string& line) {
    ModelFee fee;
    fee.urn = urn;
    fee.filing = filing;
    fee.line = line;
    fee.decision = one_of<std::string>({"in_effect", "in_effect", "in_effect", "held", "refused"});
    fee.item = one_of<std::string>({"placement", "placement", "placement", "nursing"});
    fee.provision = one_of(provisions);
    fee.need = one_of(needs);
    fee.age_from = static_cast<int>(below(12));
    fee.age_to = fee.age_from + static_cast<int>(below(10));
    fee.annual_pennies = 4'000'000 + static_cast<std::int64_t>(below(400)) * 50'001;
    const auto from = pricing::Date::parse(
        one_of<std::string>({"2025-09-01", "2026-01-01", "2026-09-01", "2027-01-01"}));
    fee.from = from->text();
    fee.to = from->plus_days(static_cast<std::int32_t>(30 + below(336))).text();
    return fee;
  }

  static Value metres_or_null(int metres) {
    return metres < 0 ? Value(nullptr) : Value(std::int64_t{metres});
  }

  static Value text_or_null(const std::string& text) {
    return text.empty() ? Value(nullptr) : Value(text);
  }

  void write_schools(Connection& connection) {
    schools_written_ = true;
    std::vector<Values> rows, runs, approvals;
    for (const ModelSchool& school : schools) {
      std::string codes;
      for (const std::string& need : school.needs) codes += (codes.empty() ? "" : ";") + need;
      rows.push_back({std::int64_t{school.urn}, school.name, school.type, school.status, school.la,
                      std::int64_t{school.age_from}, std::int64_t{school.age_to}, school.town,
                      codes, metres_or_null(school.easting), metres_or_null(school.northing),
                      text_or_null(school.inspection.empty() ? "" : "Ofsted"),
                      text_or_null(school.inspection.empty() ? "" : "2024-05-01"),
                      text_or_null(school.inspection)});
      if (!school.provider.empty()) {
        runs.push_back({std::int64_t{school.urn}, school.provider, "2020-01-01"});
      }
      if (school.section41) {
        approvals.push_back({"section41", "granted", "2020-01-01", std::int64_t{school.urn}, ""});
      }
    }
    connection.insert_many(
        "INSERT INTO school (urn, name, type_code, status, la_code, age_from, age_to, town, needs,"
        " easting, northing, inspectorate, inspected_on, inspection_outcome) VALUES",
        rows);
    connection.execute(
        "INSERT INTO provider (id, name) VALUES ('north', 'Northern Care'), ('south', 'Southern')");
    connection.insert_many("INSERT INTO school_provider (urn, provider_id, from_date) VALUES",
                           runs);
    connection.insert_many("INSERT INTO approval_event (kind, event, on_date, urn, name) VALUES",
                           approvals);
    connection.execute(
        "INSERT INTO rule_book_edition (edition, sha256, status, title, published_on, body,"
        " published_at, account_id, receipt) VALUES ('2026.1', '', 'example', '', '2026-01-01',"
        " '', '2026-01-01', '', '')");
  }

  void write_fees(Connection& connection) {
    std::vector<Values> filings, lines, revisions;
    for (; filings_written_ < filings_; ++filings_written_) {
      const std::int64_t order = filings_written_ + 1;
      filings.push_back({filing_id(filings_written_ + 1), order, "", "", "2026-01-01", "2026-01-01",
                         "good_lines", "in_effect", "2026.1", "", "", "", "", "", "",
                         std::int64_t{0}, std::int64_t{0}, std::int64_t{0}, ""});
    }
    connection.insert_many(
        "INSERT INTO filing (id, filing_order, account_id, organisation_id, received_at, filed_on,"
        " choice, status, edition, fees_sha256, previous_sha256, register_sha256, facts_sha256,"
        " assessment_sha256, commitment_random, lines_in_effect, lines_held, lines_refused,"
        " receipt) VALUES",
        filings);
    for (; fees_written_ < fees.size(); ++fees_written_) {
      const ModelFee& fee = fees[fees_written_];
      const std::string price = pounds_text(fee.annual_pennies);
      lines.push_back({filing_id(fee.filing),
                       std::int64_t{fee.filing},
                       fee.decision,
                       std::int64_t{fee.urn},
                       fee.line,
                       fee.item,
                       fee.provision,
                       fee.need,
                       std::int64_t{fee.age_from},
                       std::int64_t{fee.age_to},
                       price,
                       price,
                       price,
                       fee.from,
                       fee.to,
                       std::int64_t{1},
                       "year",
                       "1.00",
                       "0.00",
                       "0.00",
                       "0.00",
                       "0",
                       "",
                       ""});
    }
    connection.insert_many(
        "INSERT INTO fee_line (filing_id, filing_order, decision, urn, line, item, provision, need,"
        " age_from, age_to, unit_price, annual_price, education, effective_from, effective_to,"
        " line_number, unit, units_per_year, boarding, care, health, vat_rate, included,"
        " new_provision) VALUES",
        lines);
    for (const std::uint32_t urn : changed) {
      revisions.push_back({std::int64_t{urn}, std::int64_t{1}});
    }
    changed.clear();
    connection.insert_many("INSERT INTO school_fees_revision (urn, revision) VALUES", revisions,
                           "ON DUPLICATE KEY UPDATE revision = revision + 1");
  }

  std::mt19937 random_;
  int filings_ = 0;
  int filings_written_ = 0;
  std::size_t fees_written_ = 0;
  bool schools_written_ = false;
};

}  // namespace assize::registry::testing
