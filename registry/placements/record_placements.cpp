#include "registry/placements/record_placements.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

#include "audit/tree/hash.h"
#include "registry/database/stored_instant.h"
#include "registry/filings/filing_id.h"
#include "registry/filings/london_date.h"
#include "registry/filings/steps/hexadecimal.h"
#include "registry/placements/lots_of_placements.h"
#include "registry/placements/placement_store.h"
#include "registry/placements/schools_and_lines.h"
#include "registry/register/local_authorities.h"

namespace assize::registry {
namespace {

using Rows = std::vector<PlacementRow>;

constexpr std::size_t why_limit_characters = 200;

std::optional<Fault> refuse_caller(const PlacementsCommand& command) {
  const Caller& caller = command.caller;
  if (caller.role == Role::administrator) return std::nullopt;
  if (caller.role != Role::commissioner || !caller.la_code) {
    return Fault{"forbidden",
                 "Only a council, for its own children's placements, may record them."};
  }
  if (command.council && command.council->text() != *caller.la_code) {
    return Fault{"forbidden", "You record for council " + *caller.la_code +
                                  ", and no other: leave council out."};
  }
  return std::nullopt;
}

std::optional<pricing::LaCode> council_of(const PlacementsCommand& command) {
  if (command.council || !command.caller.la_code) return command.council;
  return pricing::LaCode::parse(*command.caller.la_code).value();
}

struct Reading {
  Rows rows;
  std::uint64_t row_count = 0;
  std::string why;
};

Reading read_rows(const PlacementsCommand& command, const PlacementReading& reading,
                  FormFaults& faults) {
  Reading read;
  read.why = command.why;
  const OnFormRow on_row = [&](const FormRow& row) {
    if (auto placement = parse_placement(row, reading, faults)) {
      read.rows.push_back({std::move(*placement), std::string(row.where())});
    }
  };
  if (command.form == PlacementsCommand::Body::csv) {
    read.row_count = read_form_csv(command.body, placement_form, faults, on_row);
    return read;
  }
  std::optional<std::string> why;
  const FormMember members[] = {{"why", &why}};
  read.row_count = read_form_json(command.body, placement_form, members, faults, on_row);
  if (why) read.why = *why;
  return read;
}

// By council and reference; of two of one name the later is a fault.
void sort_rows(Rows& rows, FormFaults& faults) {
  std::ranges::stable_sort(rows, [](const PlacementRow& left, const PlacementRow& right) {
    return std::tie(left.placement.council, left.placement.reference) <
           std::tie(right.placement.council, right.placement.reference);
  });
  for (std::size_t at = 1; at < rows.size(); ++at) {
    const CallOff& now = rows[at].placement;
    const CallOff& before = rows[at - 1].placement;
    if (now.council != before.council || now.reference != before.reference) continue;
    faults.add(row_place(rows[at].where, "reference"),
               "this placement is given twice, first on " + rows[at - 1].where +
                   ": keep one of them, or give each its own reference");
  }
}

std::vector<pricing::LaCode> councils_of(const Rows& rows) {
  std::vector<pricing::LaCode> councils;
  for (const PlacementRow& row : rows) {
    if (councils.empty() || councils.back() != row.placement.council) {
      councils.push_back(row.placement.council);
    }
  }
  return councils;
}

// What a file does to what is recorded.
struct Changes {
  std::vector<const CallOff*> written;  // added, ended or corrected, by council and reference
  std::uint64_t added = 0;
  std::uint64_t ended = 0;
  std::uint64_t corrected = 0;
  std::uint64_t unchanged = 0;
};

std::string differing_columns(const CallOff& before, const CallOff& now) {
  const auto then = placement_texts(before);
  const auto texts = placement_texts(now);
  std::string names;
  for (std::size_t at = 0; at < texts.size(); ++at) {
    if (texts[at] == then[at]) continue;
    names.append(names.empty() ? "" : ", ").append(placement_columns[at]);
  }
  return names;
}

// Nothing but a last day, and who ended it, where there was none.
bool is_ended_by(const CallOff& before, const CallOff& now) {
  if (before.end || before.ending || !now.end) return false;
  CallOff open = now;
  open.end.reset();
  open.ending.reset();
  return open == before;
}

void compare_row(const PlacementRow& row, const PlacementsByReference& known, bool has_why,
                 Changes& changes, FormFaults& faults) {
  const CallOff& now = row.placement;
  const auto before = known.find(now.reference);
  if (before == known.end()) {
    ++changes.added;
  } else if (before->second == now) {
    ++changes.unchanged;
    return;
  } else if (is_ended_by(before->second, now)) {
    ++changes.ended;
  } else {
    ++changes.corrected;
    if (!has_why) {
      faults.add(row.where, "this placement is recorded otherwise (" +
                                differing_columns(before->second, now) +
                                "): say why it is corrected, or leave the row out");
    }
  }
  changes.written.push_back(&now);
}

Changes compare_rows(Connection& connection, const Rows& rows, bool has_why, FormFaults& faults) {
  Changes changes;
  for (std::size_t from = 0; from < rows.size();) {
    const pricing::LaCode council = rows[from].placement.council;
    std::vector<const CallOff*> of_council;
    std::size_t to = from;
    for (; to < rows.size() && rows[to].placement.council == council; ++to) {
      of_council.push_back(&rows[to].placement);
    }
    const PlacementsByReference known = read_placements(connection, council, of_council);
    for (; from < to; ++from) compare_row(rows[from], known, has_why, changes, faults);
  }
  return changes;
}

std::string commitment_body(const std::string& csv, const std::string& why) {
  return audit::canonical_text(
      audit::CanonicalValue::Object{{"placements_sha256", audit::sha256_hex(csv)}, {"why", why}});
}

std::string csv_of(const std::vector<const CallOff*>& placements) {
  std::string csv = placement_csv_header();
  for (const CallOff* each : placements) append_placement_csv(csv, *each);
  return csv;
}

NewEntry log_entry(const PlacementsRecorded& recorded, const Caller& caller,
                   const audit::Commitment& commitment) {
  const auto count = [](std::uint64_t number) {
    return audit::CanonicalValue(static_cast<std::int64_t>(number));
  };
  NewEntry entry;
  entry.action = "placements.recorded";
  entry.actor = caller.account_id;
  entry.subject = "placements/" + recorded.id;
  entry.body_sha256 = commitment.body_sha256;
  entry.public_part = audit::CanonicalValue::Object{{"added", count(recorded.added)},
                                                    {"ended", count(recorded.ended)},
                                                    {"corrected", count(recorded.corrected)}};
  return entry;
}

void store_record(Connection& connection, const PlacementsRecorded& recorded, const Caller& caller,
                  const std::string& why) {
  const auto count = [](std::uint64_t number) { return Value(static_cast<std::int64_t>(number)); };
  connection.execute(
      "INSERT INTO placement_record (id, account_id, organisation_id, recorded_at, why, added,"
      " ended, corrected, commitment_random, receipt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {recorded.id, caller.account_id, caller.organisation_id,
       instant_to_database(recorded.recorded_at), why, count(recorded.added), count(recorded.ended),
       count(recorded.corrected), recorded.commitment_random, recorded.receipt_json});
}

// Writes it all, with its log entry.
void record(Transaction& transaction, const Journal& journal, const PlacementsCommand& command,
            const std::string& why, const Changes& changes, PlacementsRecorded& recorded) {
  const audit::Instant now = journal.now();
  recorded.id = new_filing_id(now);
  recorded.recorded_at = audit::instant_text(now);
  const audit::Commitment commitment =
      audit::commit_to(commitment_body(csv_of(changes.written), why));
  recorded.commitment_random = hexadecimal(commitment.random);
  recorded.receipt_json = audit::receipt_json(
      journal.append(transaction, log_entry(recorded, command.caller, commitment)));
  store_record(transaction.connection(), recorded, command.caller, why);
  store_placements(transaction.connection(), recorded.id, changes.written);
}

}  // namespace

Result<PlacementsRecorded> record_placements(Transaction& transaction, const Journal& journal,
                                             const PlacementsCommand& command) {
  if (auto fault = refuse_caller(command)) return *fault;
  const PlacementReading reading{council_of(command), london_date(journal.now())};
  if (reading.council && find_local_authority(*reading.council) == nullptr) {
    return Fault{"council", "No council of England has the code " + reading.council->text() + "."};
  }
  FormFaults faults;
  Reading read = read_rows(command, reading, faults);
  if (const auto why = refuse_free_text(read.why, why_limit_characters, reading.today)) {
    faults.add("why", *why);
  }
  sort_rows(read.rows, faults);
  // Before anything is read, so that what is read is what is there once we are first.
  lock_councils(transaction, councils_of(read.rows));
  PlacementsRecorded recorded;
  recorded.rows = read.row_count;
  recorded.lines_unknown =
      check_schools_and_lines(transaction.connection(), read.rows, reading.today, faults);
  check_lots(transaction.connection(), read.rows, faults);
  const Changes changes =
      compare_rows(transaction.connection(), read.rows, !read.why.empty(), faults);
  if (!faults.empty()) return faults.take();
  recorded.added = changes.added;
  recorded.ended = changes.ended;
  recorded.corrected = changes.corrected;
  recorded.unchanged = changes.unchanged;
  if (!changes.written.empty()) {
    record(transaction, journal, command, read.why, changes, recorded);
  }
  return recorded;
}

Result<PlacementsRecorded> record_placements(Database& database, const Journal& journal,
                                             const PlacementsCommand& command) {
  return database.in_transaction(
      [&](Transaction& transaction) { return record_placements(transaction, journal, command); });
}

std::string placements_commitment_body(Connection& connection, std::string_view record_id) {
  const Values id{std::string(record_id)};
  const auto row = connection.query_one("SELECT why FROM placement_record WHERE id = ?", id);
  std::string csv = placement_csv_header();
  connection.query_each("SELECT " + std::string(placement_select) +
                            " FROM placement FOR SYSTEM_TIME ALL WHERE record_id = ?"
                            " ORDER BY council, reference",
                        id, [&](const Row& each) { append_placement_csv(csv, call_off_of(each)); });
  return commitment_body(csv, row.value().text(0));
}

}  // namespace assize::registry
