#include "registry/catalogue/changes.h"

#include <algorithm>
#include <map>
#include <set>

#include "audit/entry/entry.h"
#include "audit/tree/hash.h"
#include "registry/database/stored_instant.h"
#include "registry/filings/london_date.h"

namespace assize::registry {
namespace {

using pricing::Date;

struct Why {
  std::set<std::uint64_t> entries;
  bool by_day = false;
};
using Schools = std::map<std::uint32_t, Why>;  // by URN

struct Range {
  std::int64_t from = 0, to = 0;  // entries from the one, up to and without the other
};

void add(Connection& connection, const std::string& sql, const Range& range, Schools& schools) {
  connection.query_each(sql, {range.from, range.to}, [&](const Row& row) {
    schools[static_cast<std::uint32_t>(row.integer(1))].entries.insert(
        static_cast<std::uint64_t>(row.integer(0)));
  });
}

// Entries about a school, those that mention one, and those about a filing or that mention one: of
// its schools. A subject begins with "school/" or "filing/", seven letters. All of it stands in the
// public log or catalogue.
void add_by_entries(Connection& connection, const Range& range, Schools& schools) {
  const std::string in_range = " e.log_index >= ? AND e.log_index < ?";
  const std::string mentions =
      " FROM log_entry AS e STRAIGHT_JOIN log_mention AS m ON m.leaf_hash = e.leaf_hash";
  add(connection,
      "SELECT e.log_index, SUBSTRING(e.subject, 8) FROM log_entry AS e WHERE" + in_range +
          " AND e.subject LIKE 'school/%'",
      range, schools);
  add(connection,
      "SELECT e.log_index, SUBSTRING(m.subject, 8)" + mentions + " WHERE" + in_range +
          " AND m.subject LIKE 'school/%'",
      range, schools);
  // Which schools a held or refused filing is about is not told to everyone.
  const std::string with_fees =
      " STRAIGHT_JOIN fee_line AS fee ON fee.decision = 'in_effect' AND fee.filing_id = SUBSTRING(";
  add(connection,
      "SELECT DISTINCT e.log_index, fee.urn FROM log_entry AS e" + with_fees +
          "e.subject, 8) WHERE" + in_range + " AND e.subject LIKE 'filing/%'",
      range, schools);
  add(connection,
      "SELECT DISTINCT e.log_index, fee.urn" + mentions + with_fees + "m.subject, 8) WHERE" +
          in_range + " AND m.subject LIKE 'filing/%'",
      range, schools);
  // A provider that has come under another controller: of all schools that it runs or ran.
  add(connection,
      "SELECT DISTINCT e.log_index, runs.urn FROM log_entry AS e STRAIGHT_JOIN school_provider AS"
      " runs ON runs.provider_id = SUBSTRING(e.subject, 10) WHERE" +
          in_range + " AND e.subject LIKE 'provider/%'",
      range, schools);
}

// Imports tell the log how much they changed, and the tables' own history which schools that was.
void add_by_imports(Connection& connection, const Range& range, Schools& schools) {
  std::set<std::uint64_t> entries;
  std::string first;
  connection.query_each(
      "SELECT log_index, at FROM log_entry WHERE log_index >= ? AND log_index < ?"
      " AND action = 'register.imported' ORDER BY at DESC",
      {range.from, range.to}, [&](const Row& row) {
        entries.insert(static_cast<std::uint64_t>(row.integer(0)));
        first = row.text(1);
      });
  if (entries.empty()) return;
  // A run is recorded just before its entry, perhaps by another node's clock.
  const std::string moments =
      "(SELECT known_at FROM import_run WHERE at >= CAST(? AS DATETIME(6)) - INTERVAL 10 MINUTE)";
  // Each table's rows that an import began or ended, and the schools that they speak of.
  for (const std::string from :
       {"school FOR SYSTEM_TIME ALL AS t", "approval_event FOR SYSTEM_TIME ALL AS t",
        "school_provider FOR SYSTEM_TIME ALL AS t",
        "provider FOR SYSTEM_TIME ALL AS t JOIN school_provider AS runs ON runs.provider_id = t.id",
        "provider_group FOR SYSTEM_TIME ALL AS t JOIN provider AS p ON p.group_id = t.id"
        " JOIN school_provider AS runs ON runs.provider_id = p.id"}) {
    const std::string urn = from.find(" AS runs ") == std::string::npos ? "t.urn" : "runs.urn";
    for (const std::string side : {"ROW_START", "ROW_END"}) {
      connection.query_each("SELECT DISTINCT " + urn + " FROM " + from + " WHERE t." + side +
                                " IN " + moments + " AND " + urn + " IS NOT NULL",
                            {first}, [&](const Row& row) {
                              schools[static_cast<std::uint32_t>(row.integer(0))].entries.insert(
                                  entries.begin(), entries.end());
                            });
    }
  }
}

// What begins or ends as days go by has no entry of its own.
void add_by_days(Connection& connection, const Snapshot& snapshot, Date before, Schools& schools) {
  const Date now = snapshot.today;
  const auto begins_between = [&](Date day) { return before < day && day <= now; };
  for (const auto& school : snapshot.schools) {
    for (const CatalogueFee& fee : school->fees) {
      if (begins_between(fee.effective_from) || begins_between(fee.effective_to.plus_days(1))) {
        schools[school->urn.number()].by_day = true;
      }
    }
  }
  const std::string from = before.text(), to = now.text();
  connection.query_each(
      "SELECT urn FROM approval_event WHERE urn IS NOT NULL AND on_date > ? AND on_date <= ?"
      " UNION SELECT urn FROM school_provider WHERE from_date > ? AND from_date <= ?"
      " UNION SELECT urn FROM school_provider WHERE to_date >= ? AND to_date < ?",
      {from, to, from, to, from, to},
      [&](const Row& row) { schools[static_cast<std::uint32_t>(row.integer(0))].by_day = true; });
}

std::vector<ChangingEntry> read_entries(Connection& connection, const Range& range,
                                        const Schools& schools) {
  std::set<std::uint64_t> wanted;
  for (const auto& [urn, why] : schools) wanted.insert(why.entries.begin(), why.entries.end());
  std::vector<ChangingEntry> entries;
  connection.query_each(
      "SELECT log_index, action, at FROM log_entry WHERE log_index >= ? AND log_index < ?"
      " ORDER BY log_index",
      {range.from, range.to}, [&](const Row& row) {
        const auto index = static_cast<std::uint64_t>(row.integer(0));
        if (!wanted.contains(index)) return;
        entries.push_back({index, row.text(1), instant_from_database(row.text(2))});
      });
  return entries;
}

}  // namespace

Result<CatalogueChanges> read_catalogue_changes(Connection& connection, const Snapshot& snapshot,
                                                std::uint64_t size) {
  const auto row = connection.query_one("SELECT root, signed_at FROM log_checkpoint WHERE size = ?",
                                        {static_cast<std::int64_t>(size)});
  if (!row || size > snapshot.checkpoint.size) {
    return Fault{"since", "No checkpoint of " + std::to_string(size) +
                              " entries is published. Give the size that Assize-Checkpoint named "
                              "when you last fetched the catalogue."};
  }
  CatalogueChanges changes;
  changes.since = {size, audit::base64(row->text(0)), instant_from_database(row->text(1))};
  const Range range{static_cast<std::int64_t>(size),
                    static_cast<std::int64_t>(snapshot.checkpoint.size)};
  Schools schools;
  add_by_entries(connection, range, schools);
  add_by_imports(connection, range, schools);
  // The copy may have been made some days after its checkpoint was signed, and not before.
  const Date before = london_date(audit::parse_instant(changes.since.signed_at).value());
  add_by_days(connection, snapshot, before, schools);
  changes.entries = read_entries(connection, range, schools);
  for (const auto& [number, why] : schools) {
    if (const auto urn = pricing::Urn::from_number(number)) {
      changes.schools.push_back({*urn, {why.entries.begin(), why.entries.end()}, why.by_day});
    }
  }
  return changes;
}

}  // namespace assize::registry
