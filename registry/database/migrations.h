// Brings a database's schema up to this program's. Thread-safe; safe to run on several nodes at
// once.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pricing/result.h"
#include "registry/database/database.h"

namespace assize::registry {

// Makes the database if it is missing and applies the numbered migrations that are missing, under a
// lease; says how many. One that stopped part way is taken up at the statement where it stopped.
// Faults if the database is newer than this program, or was made by other migrations than its own.
Result<int> migrate(Database& database);

// What migrate works with, open for tests.
struct Migration {
  int number = 0;
  std::string name;  // 0001_foundation.sql
  std::string_view sql;
};
std::vector<Migration> embedded_migrations();  // by number
// Statements end with a semicolon at a line's end; lines that begin with "--" are left out.
std::vector<std::string> statements_of(std::string_view sql);
Result<int> migrate(Database& database, const std::vector<Migration>& migrations);

}  // namespace assize::registry
