#include "registry/places/state_places.h"

#include <algorithm>
#include <map>
#include <span>

#include "registry/catalogue/school_types.h"
#include "registry/filings/filing_id.h"
#include "registry/filings/london_date.h"
#include "registry/filings/steps/school_locks.h"
#include "registry/places/read_places.h"

namespace assize::registry {
namespace {

// What a log entry holds well within its 65,535 bytes.
constexpr std::size_t statements_in_an_entry = 400;

struct Statement {
  SchoolVacancy places;
  std::string where;  // "line 3" of the file
};
using Statements = std::vector<Statement>;

Statements read_statements(const PlacesCommand& command, pricing::Date today, FormFaults& faults,
                           std::uint64_t& rows) {
  Statements statements;
  const OnFormRow on_row = [&](const FormRow& row) {
    if (const auto places = parse_places(row, today, faults)) {
      statements.push_back({*places, std::string(row.where())});
    }
  };
  rows = command.form == PlacesCommand::Body::csv
             ? read_form_csv(command.body, places_form, faults, on_row)
             : read_form_json(command.body, places_form, {}, faults, on_row);
  std::ranges::stable_sort(statements, {}, [](const Statement& each) {
    return std::pair(each.places.urn, each.places.vacancy.key());
  });
  return statements;
}

// The statements of one school, and what follows them.
std::span<const Statement> first_school(std::span<const Statement> statements) {
  const auto end = std::ranges::find_if(statements, [&](const Statement& each) {
    return each.places.urn != statements.front().places.urn;
  });
  return {statements.begin(), end};
}

void check_overlaps(std::span<const Statement> of_school, FormFaults& faults) {
  for (std::size_t at = 1; at < of_school.size(); ++at) {
    for (std::size_t before = 0; before < at; ++before) {
      if (!of_school[at].places.vacancy.overlaps(of_school[before].places.vacancy)) continue;
      faults.add(row_place(of_school[at].where, "age_from"),
                 "these ages overlap those of " + of_school[before].where +
                     ", for the same need and provision: state each place once");
      break;
    }
  }
}

void check_school(Connection& connection, const Caller& caller,
                  std::span<const Statement> of_school, pricing::Date today, FormFaults& faults) {
  const pricing::Urn urn = of_school.front().places.urn;
  const auto row = connection.query_one("SELECT type_code, status FROM school WHERE urn = ?",
                                        {std::int64_t{urn.number()}});
  const bool is_open =
      row && (row->text(1) == "open" || row->text(1) == "open_but_proposed_to_close");
  std::string fault;
  if (!row || find_school_type(static_cast<int>(row->integer(0))) == nullptr || !is_open) {
    fault = "no special school that is open has the URN " + urn.text();
  } else if (caller.role != Role::administrator && !runs_school(connection, caller, urn, today)) {
    fault = "by the register you do not run school " + urn.text() +
            ": state the places of your own schools only";
  }
  if (fault.empty()) return;
  for (const Statement& each : of_school) faults.add(row_place(each.where, "urn"), fault);
}

// What a statement takes the place of.
void remove_overlapped(Connection& connection, pricing::Urn urn, const Vacancy& now,
                       const std::vector<Vacancy>& known) {
  for (const Vacancy& before : known) {
    if (!now.overlaps(before) || now.key() == before.key()) continue;
    connection.execute(
        "DELETE FROM school_places WHERE urn = ? AND need = ? AND provision = ? AND age_from = ?"
        " AND age_to = ?",
        {std::int64_t{urn.number()}, std::string(code(before.need)),
         std::string(code(before.provision)), std::int64_t{before.age_from},
         std::int64_t{before.age_to}});
  }
}

// Those of a school that say something new.
void compare_school(std::span<const Statement> of_school, const std::vector<Vacancy>& known,
                    std::vector<SchoolVacancy>& changed, FormFaults& faults) {
  for (const auto& [places, where] : of_school) {
    const Vacancy& now = places.vacancy;
    if (std::ranges::find(known, now) != known.end()) continue;
    const auto later = std::ranges::find_if(known, [&now](const Vacancy& before) {
      return now.overlaps(before) && before.stated > now.stated;
    });
    if (later != known.end()) {
      faults.add(row_place(where, "stated"),
                 "these places were stated again on " + later->stated.text() +
                     ": give that day or a later one, or leave the row out");
    }
    changed.push_back(places);
  }
}

audit::CanonicalValue published(const SchoolVacancy& places) {
  const Vacancy& vacancy = places.vacancy;
  return audit::CanonicalValue::Object{{"urn", places.urn.text()},
                                       {"need", std::string(code(vacancy.need))},
                                       {"provision", std::string(code(vacancy.provision))},
                                       {"age_from", std::int64_t{vacancy.age_from}},
                                       {"age_to", std::int64_t{vacancy.age_to}},
                                       {"vacancies", std::int64_t{vacancy.vacancies}},
                                       {"stated", vacancy.stated.text()}};
}

void append_entries(Transaction& transaction, const Journal& journal, const Caller& caller,
                    std::span<const SchoolVacancy> changed, PlacesStated& stated) {
  const std::string id = new_filing_id(journal.now());
  for (std::size_t from = 0; from < changed.size(); from += statements_in_an_entry) {
    audit::CanonicalValue::Array places;
    for (std::size_t at = from; at < std::min(changed.size(), from + statements_in_an_entry);
         ++at) {
      places.push_back(published(changed[at]));
    }
    NewEntry entry;
    entry.action = "places.stated";
    entry.actor = caller.account_id;
    entry.subject = "places/" + id;
    entry.public_part = audit::CanonicalValue::Object{{"places", std::move(places)}};
    stated.receipts.push_back(audit::receipt_json(journal.append(transaction, entry)));
  }
}

void store(Connection& connection, const Caller& caller, std::span<const SchoolVacancy> changed) {
  std::vector<Values> rows;
  rows.reserve(changed.size());
  for (const auto& [urn, vacancy] : changed) {
    rows.push_back({std::int64_t{urn.number()}, std::string(code(vacancy.need)),
                    std::string(code(vacancy.provision)), std::int64_t{vacancy.age_from},
                    std::int64_t{vacancy.age_to}, std::int64_t{vacancy.vacancies},
                    vacancy.stated.text(), caller.account_id});
  }
  connection.insert_many(
      "INSERT INTO school_places (urn, need, provision, age_from, age_to, vacancies, stated_on,"
      " account_id) VALUES",
      rows,
      "ON DUPLICATE KEY UPDATE vacancies = VALUES(vacancies), stated_on = VALUES(stated_on),"
      " account_id = VALUES(account_id)");
}

std::vector<std::uint32_t> urns_of(const Statements& statements) {
  std::vector<std::uint32_t> urns;
  for (const Statement& each : statements) {
    if (urns.empty() || urns.back() != each.places.urn.number()) {
      urns.push_back(each.places.urn.number());
    }
  }
  return urns;
}

}  // namespace

Result<PlacesStated> state_places(Transaction& transaction, const Journal& journal,
                                  const PlacesCommand& command) {
  const Caller& caller = command.caller;
  if (caller.role != Role::administrator &&
      (caller.role != Role::provider || !caller.provider_id)) {
    return Fault{"forbidden", "Only a provider, for its own schools, may state their places."};
  }
  const pricing::Date today = london_date(journal.now());
  FormFaults faults;
  PlacesStated stated;
  const Statements statements = read_statements(command, today, faults, stated.rows);
  Connection& connection = transaction.connection();
  // As a filing does, so that whoever follows the catalogue reads these schools again.
  if (!statements.empty()) lock_schools(transaction, urns_of(statements));
  const PlacesBySchool known = read_places_of(connection, urns_of(statements));
  std::vector<SchoolVacancy> changed;
  for (std::span<const Statement> left(statements); !left.empty();) {
    const auto of_school = first_school(left);
    left = left.subspan(of_school.size());
    check_overlaps(of_school, faults);
    check_school(connection, caller, of_school, today, faults);
    const auto before = known.find(of_school.front().places.urn.number());
    compare_school(of_school, before == known.end() ? std::vector<Vacancy>() : before->second,
                   changed, faults);
  }
  if (!faults.empty()) return faults.take();
  stated.stated = changed.size();
  stated.unchanged = statements.size() - changed.size();
  for (const auto& [urn, vacancy] : changed) {
    if (const auto before = known.find(urn.number()); before != known.end()) {
      remove_overlapped(connection, urn, vacancy, before->second);
    }
  }
  append_entries(transaction, journal, caller, changed, stated);
  store(connection, caller, changed);
  return stated;
}

Result<PlacesStated> state_places(Database& database, const Journal& journal,
                                  const PlacesCommand& command) {
  return database.in_transaction(
      [&](Transaction& transaction) { return state_places(transaction, journal, command); });
}

}  // namespace assize::registry
