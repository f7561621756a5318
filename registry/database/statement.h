// One prepared statement of Connector/C, and the errors and the library's start that all of it
// shares. Every column is fetched as text or bytes, of any length. Not thread-safe.
#pragma once

#include <mysql.h>

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "registry/database/database.h"

namespace assize::registry {

void start_client_library();
// Never names the values of a duplicate key, which may be confidential.
[[noreturn]] void throw_database_error(unsigned code, std::string_view message);
// Whether the code says that the connection can no longer be used.
bool means_connection_lost(unsigned code);

class Statement {
 public:
  Statement(MYSQL* connection, std::string_view sql);
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  void execute(const Values& values);
  // Whether the rows can be sent to that server in one message: it must know how, and each column
  // must hold values of one kind, NULLs aside.
  static bool can_execute_rows(MYSQL* connection, std::span<const Values> rows);
  // The statement for each row, in one message. All rows are of the same width.
  void execute_rows(std::span<const Values> rows);
  // Hands over each row of the result; does nothing if the statement gives none.
  void fetch_each(const std::function<void(const Row&)>& on_row);
  std::uint64_t changed_rows() const;
  std::uint64_t last_insert_id() const;

 private:
  struct Column;
  struct Parameter;
  [[noreturn]] void fail();
  void check_width(std::size_t width) const;
  void run(std::vector<MYSQL_BIND>& binds, unsigned rows);
  std::vector<Column> bind_columns(MYSQL_RES* metadata, std::vector<MYSQL_BIND>& binds);
  Row read_row(std::vector<Column>& columns, std::vector<MYSQL_BIND>& binds);

  MYSQL* connection_;
  MYSQL_STMT* statement_;
};

}  // namespace assize::registry
