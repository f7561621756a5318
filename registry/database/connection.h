// What a Connection holds, for the files of this folder alone. Not thread-safe.
#pragma once

#include <mysql.h>

#include <chrono>
#include <list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "registry/database/database.h"
#include "registry/database/statement.h"

namespace assize::registry {

struct Connection::Handle {
  // Connects; without a default database if `with_name` is false.
  Handle(const DatabaseAddress& address, bool with_name);
  ~Handle();
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;

  // A statement without values and without a result.
  void run(std::string_view sql);
  // Runs `work` with the prepared statement, from the cache if it is there.
  void with_statement(std::string_view sql, const std::function<void(Statement&)>& work);
  Statement& cached_statement(std::string_view sql);
  std::size_t rows_at_once(std::span<const Values> rows, std::size_t most) const;
  // Whether the server still holds the other end. Costs a system call, and a round trip only after
  // an idle time.
  bool is_alive();
  void note_use() { used_at = std::chrono::steady_clock::now(); }

  struct Cached {
    std::string sql;
    std::unique_ptr<Statement> statement;
  };
  MYSQL mysql;
  std::list<Cached> cache;  // the last used is first
  std::unordered_map<std::string_view, std::list<Cached>::iterator> cached_by_sql;
  std::uint64_t last_insert_id = 0;
  std::size_t packet_limit_bytes = 1 << 20;
  bool broken = false;
  std::chrono::steady_clock::time_point used_at;
};

}  // namespace assize::registry
