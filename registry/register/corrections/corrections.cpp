#include "registry/register/corrections/corrections.h"

#include <map>
#include <set>

#include "registry/database/stored_instant.h"
#include "registry/filings/filing_id.h"
#include "registry/filings/london_date.h"
#include "registry/filings/steps/authority.h"
#include "registry/filings/steps/hexadecimal.h"
#include "registry/register/corrections/standing_corrections.h"
#include "registry/register/files/source_values.h"
#include "registry/register/history/earlier_values.h"
#include "registry/register/history/moment.h"

namespace assize::registry {
namespace {

using audit::CanonicalValue;
using pricing::Date;
using Text = std::optional<std::string>;

constexpr std::size_t reason_limit_characters = 2000;

using Wanted = std::map<SchoolColumn, Text>;

Faults check_words(const CorrectionCommand& command, Date today) {
  Faults faults;
  if (plain_text(command.reason).empty()) {
    faults.push_back({"reason", "Say why: a correction has a reason."});
  } else if (length_characters(command.reason) > reason_limit_characters) {
    faults.push_back({"reason", "The reason has over 2,000 characters. Shorten it."});
  }
  if (command.from && *command.from > today) {
    faults.push_back({"from", "That day is still to come. A correction says what is so, or was."});
  }
  if (command.to && *command.to >= today) {
    faults.push_back({"to", "The last day must have gone by. Leave it out if it holds today."});
  }
  if (command.from && command.to && *command.to < *command.from) {
    faults.push_back({"to", "The last day is before the first. Exchange or correct them."});
  }
  if (command.set.empty()) {
    faults.push_back({"set", "Say what to put right: a column and its value."});
  }
  return faults;
}

Wanted read_values(const CorrectionCommand& command, Faults& faults) {
  Wanted wanted;
  for (const auto& [name, text] : command.set) {
    const auto column = school_column_named(name);
    if (!column) {
      std::string names;
      for (const std::string_view each : school_columns) {
        names += (names.empty() ? "" : ", ") + std::string(each);
      }
      faults.push_back({"set", "There is no column \"" + name.substr(0, 40) +
                                   "\" of a school. "
                                   "There are: " +
                                   names + "."});
      continue;
    }
    auto value = parse_school_value(*column, text);
    if (!value) {
      faults.push_back({name, name + ": " + value.faults()[0].message + "."});
    } else if (!wanted.emplace(*column, std::move(value).value()).second) {
      faults.push_back({name, name + " is set twice. Set it once."});
    }
  }
  return wanted;
}

std::optional<SchoolValues> lock_school(Connection& connection, std::uint32_t urn) {
  std::string columns;
  for (const std::string_view column : school_columns) {
    columns += (columns.empty() ? "" : ", ") + std::string(column);
  }
  const auto row = connection.query_one(
      "SELECT " + columns + " FROM school WHERE urn = ? FOR UPDATE", {std::int64_t{urn}});
  if (!row) return std::nullopt;
  SchoolValues values;
  for (std::size_t at = 0; at < school_columns.size(); ++at) values.at(at) = row->text_or_none(at);
  return values;
}

void check_together(const SchoolValues& school, Faults& faults) {
  const auto number = [&](SchoolColumn column) {
    const auto& text = school[column];
    return text ? parse_source_number(*text) : std::nullopt;
  };
  const auto youngest = number(SchoolColumn::age_from);
  const auto oldest = number(SchoolColumn::age_to);
  if (youngest && oldest && *youngest > *oldest) {
    faults.push_back({"age_from", "age_from would be more than age_to. Correct both."});
  }
  const auto& opened = school[SchoolColumn::open_date];
  const auto& closed = school[SchoolColumn::close_date];
  if (opened && closed && *closed < *opened) {
    faults.push_back({"close_date", "close_date would be before open_date. Correct both."});
  }
}

// One column put right, in what holds now and in what held before.
struct Mending {
  SchoolColumn column;
  ValueOverTime before, after;
  Text was;  // what is put right
  Text value;
  bool changes_latest() const { return before.latest() != after.latest(); }
};

Mending mend(Connection& connection, const CorrectionCommand& command, SchoolColumn column,
             const Text& latest, const Text& value) {
  ValueOverTime before = load_value_over_time(connection, command.urn, column, latest);
  ValueOverTime after = before;
  std::optional<Date> from = command.from;
  if (!from && !command.to) from = before.latest_from();
  std::optional<Date> until;
  if (command.to) until = command.to->plus_days(1);
  after.set(from, until, value);
  Text was = command.to ? before.on(*command.to) : before.latest();
  return {column, std::move(before), std::move(after), std::move(was), value};
}

std::vector<Mending> mend_all(Connection& connection, const CorrectionCommand& command,
                              const Wanted& wanted, const SchoolValues& school, Faults& faults) {
  std::vector<Mending> mendings;
  SchoolValues after = school;
  for (const auto& [column, value] : wanted) {
    Mending mending = mend(connection, command, column, school[column], value);
    if (!mending.changes_latest() && mending.before.earlier() == mending.after.earlier()) {
      const std::string name(name_of(column));
      faults.push_back({name, name + " is " + (value ? "\"" + *value + "\"" : "empty") +
                                  " already. Leave it out."});
    }
    after[column] = mending.after.latest();
    mendings.push_back(std::move(mending));
  }
  check_together(after, faults);
  return mendings;
}

void write(Connection& connection, const std::string& id, std::uint32_t urn,
           const std::vector<Mending>& mendings) {
  std::string columns;
  Values values;
  for (const Mending& each : mendings) {
    store_earlier_values(connection, urn, each.column, each.before, each.after);
    if (!each.changes_latest()) continue;
    columns += (columns.empty() ? "" : ", ") + std::string(name_of(each.column)) + " = ?";
    values.push_back(value_or_null(each.after.latest()));
    let_stand(connection, urn, each.column, id, each.before.latest(), each.after.latest());
  }
  if (columns.empty()) return;
  values.emplace_back(std::int64_t{urn});
  connection.execute("UPDATE school SET " + columns + " WHERE urn = ?", values);
}

CanonicalValue text_or_null(const Text& text) {
  return text ? CanonicalValue(*text) : CanonicalValue();
}

NewEntry entry_of(const Correction& correction, const std::string& body_sha256) {
  NewEntry entry;
  entry.action = "school.corrected";
  entry.actor = correction.account_id;
  entry.subject = "school/" + std::to_string(correction.urn);
  CanonicalValue::Array changes;
  for (const ChangedValue& value : correction.values) {
    changes.push_back(CanonicalValue::Object{{"column", value.column},
                                             {"from", text_or_null(value.before)},
                                             {"to", text_or_null(value.after)}});
  }
  CanonicalValue::Object part{{"changes", std::move(changes)},
                              {"holds_from", text_or_null(correction.from)},
                              {"holds_to", text_or_null(correction.to)},
                              {"id", correction.id},
                              {"urn", std::to_string(correction.urn)}};
  if (correction.is_confidential) {
    entry.body_sha256 = body_sha256;
  } else {
    part.emplace("reason", correction.reason);
  }
  entry.public_part = std::move(part);
  return entry;
}

void log(Transaction& transaction, const Journal& journal, Correction& correction) {
  std::string body_sha256;
  if (correction.is_confidential) {
    const audit::Commitment commitment = audit::commit_to(audit::canonical_text(
        CanonicalValue::Object{{"id", correction.id}, {"reason", correction.reason}}));
    correction.commitment_random = hexadecimal(commitment.random);
    body_sha256 = commitment.body_sha256;
  }
  correction.receipt_json =
      audit::receipt_json(journal.append(transaction, entry_of(correction, body_sha256)));
}

void store(Connection& connection, const Correction& correction) {
  connection.execute(
      "INSERT INTO school_correction (id, urn, from_date, to_date, reason, is_confidential,"
      " commitment_random, account_id, recorded_at, known_at, receipt)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {correction.id, std::int64_t{correction.urn}, value_or_null(correction.from),
       value_or_null(correction.to), correction.reason,
       std::int64_t{correction.is_confidential ? 1 : 0}, correction.commitment_random,
       correction.account_id, instant_to_database(correction.recorded_at),
       instant_to_database(correction.known_at), correction.receipt_json});
  std::vector<Values> rows;
  for (const ChangedValue& value : correction.values) {
    rows.push_back(
        {correction.id, value.column, value_or_null(value.before), value_or_null(value.after)});
  }
  connection.insert_many(
      "INSERT INTO school_corrected_value (correction_id, column_name, value_before, value) VALUES",
      rows);
}

}  // namespace

Result<Correction> correct_school(Transaction& transaction, const Journal& journal,
                                  const CorrectionCommand& command) {
  if (!is_regulator(command.caller.role)) {
    return Fault{"forbidden", "Only the regulator's own accounts may correct the register."};
  }
  const audit::Instant now = journal.now();
  Faults faults = check_words(command, london_date(now));
  const Wanted wanted = read_values(command, faults);
  if (!faults.empty()) return faults;
  Connection& connection = transaction.connection();
  const RegisterMoment moment(transaction);
  const auto school = lock_school(connection, command.urn);
  if (!school) {
    return Fault{"not_found",
                 "No school on the register has the URN " + std::to_string(command.urn) + "."};
  }
  const std::vector<Mending> mendings = mend_all(connection, command, wanted, *school, faults);
  if (!faults.empty()) return faults;

  Correction correction;
  correction.id = new_filing_id(now);
  correction.urn = command.urn;
  for (const Mending& each : mendings) {
    correction.values.push_back({std::string(name_of(each.column)), each.was, each.value});
  }
  if (command.from) correction.from = command.from->text();
  if (command.to) correction.to = command.to->text();
  correction.reason = command.reason;
  correction.is_confidential = command.is_confidential;
  correction.account_id = command.caller.account_id;
  correction.recorded_at = audit::instant_text(now);
  correction.known_at = instant_from_database(moment.in_database());
  log(transaction, journal, correction);
  write(connection, correction.id, command.urn, mendings);
  store(connection, correction);
  return correction;
}

Result<Correction> correct_school(Database& database, const Journal& journal,
                                  const CorrectionCommand& command) {
  return database.in_transaction(
      [&](Transaction& transaction) { return correct_school(transaction, journal, command); });
}

std::vector<Correction> corrections_of(Connection& connection, std::uint32_t urn) {
  std::vector<Correction> corrections;
  std::map<std::string, std::size_t> places;
  connection.query_each(
      "SELECT id, from_date, to_date, reason, is_confidential, commitment_random, account_id,"
      " recorded_at, known_at, receipt FROM school_correction WHERE urn = ? ORDER BY known_at",
      {std::int64_t{urn}}, [&](const Row& row) {
        places.emplace(row.text(0), corrections.size());
        corrections.push_back({row.text(0),
                               urn,
                               {},
                               row.text_or_none(1),
                               row.text_or_none(2),
                               row.text(3),
                               row.integer(4) != 0,
                               row.text(5),
                               row.text(6),
                               instant_from_database(row.text(7)),
                               instant_from_database(row.text(8)),
                               row.text(9)});
      });
  connection.query_each(
      "SELECT correction_id, column_name, value_before, value FROM school_corrected_value"
      " WHERE correction_id IN (SELECT id FROM school_correction WHERE urn = ?)",
      {std::int64_t{urn}}, [&](const Row& row) {
        corrections.at(places.at(row.text(0)))
            .values.push_back({row.text(1), row.text_or_none(2), row.text_or_none(3)});
      });
  return corrections;
}

}  // namespace assize::registry
