#include "registry/database/migrations.h"

#include <mysqld_error.h>

#include <algorithm>
#include <charconv>

#include "audit/tree/hash.h"
#include "registry/database/migration_lease.h"
#include "registry/embedded.h"

namespace assize::registry {

std::vector<Migration> embedded_migrations() {
  constexpr std::string_view folder = "database/migrations/";
  std::vector<Migration> migrations;
  for (const std::string_view path : embedded_file_names()) {
    if (!path.starts_with(folder)) continue;
    Migration migration;
    migration.name = path.substr(folder.size());
    std::from_chars(migration.name.data(), migration.name.data() + migration.name.size(),
                    migration.number);
    migration.sql = embedded_file(path);
    migrations.push_back(std::move(migration));
  }
  std::sort(migrations.begin(), migrations.end(),
            [](const Migration& a, const Migration& b) { return a.number < b.number; });
  return migrations;
}

std::vector<std::string> statements_of(std::string_view sql) {
  std::vector<std::string> statements;
  std::string statement;
  while (!sql.empty()) {
    const std::size_t end = sql.find('\n');
    std::string_view line = sql.substr(0, end);
    sql.remove_prefix(end == std::string_view::npos ? sql.size() : end + 1);
    while (!line.empty() && (line.back() == ' ' || line.back() == '\r')) line.remove_suffix(1);
    const std::size_t first = line.find_first_not_of(' ');
    if (first == std::string_view::npos || line.substr(first).starts_with("--")) continue;
    const bool ends = line.back() == ';';
    if (ends) line.remove_suffix(1);
    statement.append(line).append("\n");
    if (ends) {
      statements.push_back(std::move(statement));
      statement.clear();
    }
  }
  if (!statement.empty()) statements.push_back(std::move(statement));
  return statements;
}

namespace {

struct Applied {
  int number = 0;
  std::string name;
  std::string sha256;
  std::size_t statements_done = 0;
  bool complete = false;
};

Fault schema_fault(const std::string& message) { return {"database", message}; }

void make_version_table(Connection& connection) {
  connection.execute(
      "CREATE TABLE IF NOT EXISTS schema_version (number INT NOT NULL PRIMARY KEY, "
      "name VARCHAR(100) NOT NULL, sha256 CHAR(64) NOT NULL, statements_done INT NOT NULL, "
      "complete BOOLEAN NOT NULL, at DATETIME(6) NOT NULL)");
}

std::vector<Applied> read_applied(Connection& connection) {
  std::vector<Applied> applied;
  connection.query_each(
      "SELECT number, name, sha256, statements_done, complete FROM schema_version ORDER BY number",
      {}, [&](const Row& row) {
        applied.push_back({static_cast<int>(row.integer(0)), row.text(1), row.text(2),
                           static_cast<std::size_t>(row.integer(3)), row.integer(4) != 0});
      });
  return applied;
}

std::optional<Fault> check_known(const std::vector<Migration>& migrations,
                                 const std::vector<Applied>& applied) {
  for (const Applied& one : applied) {
    const auto known =
        std::find_if(migrations.begin(), migrations.end(),
                     [&](const Migration& migration) { return migration.number == one.number; });
    if (known == migrations.end()) {
      return schema_fault("The database was made by a newer Assize: it has migration " +
                          std::to_string(one.number) + " (" + one.name +
                          "), and this program knows none above " +
                          std::to_string(migrations.empty() ? 0 : migrations.back().number) +
                          ". Run the newer Assize, or restore a backup that was made before.");
    }
    if (audit::sha256_hex(known->sql) != one.sha256) {
      return schema_fault(
          "Migration " + one.name +
          " of this program differs from the one that the database was "
          "made with. Run the Assize that the database belongs to; a migration that has been "
          "released never changes.");
    }
  }
  return std::nullopt;
}

// A statement that was running when its process died is in place or not, never in between. If it
// is, running it again fails with one of these.
bool says_done_already(const DatabaseError& error) {
  switch (error.code()) {
    case ER_TABLE_EXISTS_ERROR:
    case ER_DUP_FIELDNAME:
    case ER_DUP_KEYNAME:
    case ER_CANT_DROP_FIELD_OR_KEY:
    case ER_BAD_TABLE_ERROR:
      return true;
    default:
      return false;
  }
}

// `interrupted`: an earlier try stopped after `done` statements, perhaps while running the next.
std::optional<Fault> apply(Database& database, const Migration& migration, std::size_t done,
                           bool interrupted) {
  const std::vector<std::string> statements = statements_of(migration.sql);
  for (; done < statements.size(); ++done, interrupted = false) {
    try {
      // Data statements and the count of them are one transaction; a table's definition commits
      // by itself, and the count follows.
      database.in_transaction([&](Transaction& transaction) {
        try {
          transaction.connection().execute(statements[done]);
        } catch (const DatabaseError& error) {
          if (!interrupted || !says_done_already(error)) throw;
        }
        transaction.connection().execute(
            "UPDATE schema_version SET statements_done = ?, complete = ?, at = UTC_TIMESTAMP(6) "
            "WHERE number = ?",
            {static_cast<std::int64_t>(done + 1), std::int64_t{done + 1 == statements.size()},
             std::int64_t{migration.number}});
      });
    } catch (const DatabaseError& error) {
      return schema_fault("Migration " + migration.name + " stopped at its statement " +
                          std::to_string(done + 1) + " of " + std::to_string(statements.size()) +
                          " (" + error.what() +
                          "). What came before it is in place. Put the cause right and start "
                          "Assize again: it goes on from that statement. Or restore a backup.");
    }
  }
  return std::nullopt;
}

void record_start(Database& database, const Migration& migration) {
  database.in_transaction([&](Transaction& transaction) {
    transaction.connection().execute(
        "INSERT INTO schema_version VALUES (?, ?, ?, 0, FALSE, UTC_TIMESTAMP(6))",
        {std::int64_t{migration.number}, migration.name, audit::sha256_hex(migration.sql)});
  });
}

Result<int> apply_missing(Database& database, const std::vector<Migration>& migrations) {
  const std::vector<Applied> applied =
      database.with_connection([](Connection& connection) { return read_applied(connection); });
  if (auto fault = check_known(migrations, applied)) return *fault;
  int count = 0;
  for (const Migration& migration : migrations) {
    const auto found = std::find_if(applied.begin(), applied.end(), [&](const Applied& one) {
      return one.number == migration.number;
    });
    if (found != applied.end() && found->complete) continue;
    const bool interrupted = found != applied.end();
    if (!interrupted) record_start(database, migration);
    if (auto fault =
            apply(database, migration, interrupted ? found->statements_done : 0, interrupted)) {
      return *fault;
    }
    ++count;
  }
  return count;
}

}  // namespace

Result<int> migrate(Database& database) { return migrate(database, embedded_migrations()); }

Result<int> migrate(Database& database, const std::vector<Migration>& migrations) try {
  database.create_if_missing();
  database.with_connection([](Connection& connection) { make_version_table(connection); });
  MigrationLease lease(database);
  if (!lease.held()) {
    return schema_fault(
        "Another Assize has been changing the database's schema for ten minutes. Wait until it is "
        "done, then start this one again.");
  }
  return apply_missing(database, migrations);
} catch (const DatabaseError& error) {
  return schema_fault("The database cannot be brought up to date: " + std::string(error.what()) +
                      ".");
}

}  // namespace assize::registry
