#include "registry/database/statement.h"

#include <errmsg.h>
#include <mysqld_error.h>

#include <algorithm>
#include <memory>
#include <mutex>

namespace assize::registry {
namespace {

constexpr unsigned long first_buffer_bytes = 1024;

// Connector/C has its own names for what this file needs of the server's.
constexpr unsigned connection_killed = 1927;

std::string without_duplicate_value(std::string_view message) {
  const std::size_t key = message.rfind("for key ");
  if (key == std::string_view::npos) return "a row with the same key exists already";
  return "a row with the same key exists already (" + std::string(message.substr(key + 4)) + ")";
}

}  // namespace

void start_client_library() {
  static std::once_flag started;
  std::call_once(started, [] {
    if (mysql_library_init(0, nullptr, nullptr) != 0) {
      throw DatabaseError(CR_OUT_OF_MEMORY, "the database client library did not start");
    }
  });
}

void throw_database_error(unsigned code, std::string_view message) {
  const std::string text =
      code == ER_DUP_ENTRY ? without_duplicate_value(message) : std::string(message);
  throw DatabaseError(code, "database error " + std::to_string(code) + ": " + text);
}

bool means_connection_lost(unsigned code) {
  switch (code) {
    case CR_SERVER_GONE_ERROR:
    case CR_SERVER_LOST:
    case CR_SERVER_LOST_EXTENDED:
    case CR_COMMANDS_OUT_OF_SYNC:
    case ER_SERVER_SHUTDOWN:
    case ER_NORMAL_SHUTDOWN:
    case connection_killed:
      return true;
    default:
      return false;
  }
}

// Where a fetched column lands. A longer value is fetched again into a buffer of its size.
struct Statement::Column {
  std::unique_ptr<char[]> buffer;
  unsigned long capacity = 0;
  unsigned long length = 0;
  my_bool is_null = 0;
  my_bool error = 0;
};

Statement::Statement(MYSQL* connection, std::string_view sql)
    : connection_(connection), statement_(mysql_stmt_init(connection)) {
  if (statement_ == nullptr) throw std::bad_alloc();
  if (mysql_stmt_prepare(statement_, sql.data(), static_cast<unsigned long>(sql.size())) != 0) {
    const unsigned code = mysql_stmt_errno(statement_);
    const std::string message = mysql_stmt_error(statement_);
    mysql_stmt_close(statement_);
    throw_database_error(code, message);
  }
}

Statement::~Statement() { mysql_stmt_close(statement_); }

void Statement::fail() {
  unsigned code = mysql_stmt_errno(statement_);
  std::string message = mysql_stmt_error(statement_);
  // What goes wrong between the rows of a result (a deadlock, say) is told to the connection alone.
  if (code == 0) {
    code = mysql_errno(connection_);
    message = mysql_error(connection_);
  }
  mysql_stmt_free_result(statement_);
  throw_database_error(code, message);
}

void Statement::check_width(std::size_t width) const {
  if (width == mysql_stmt_param_count(statement_)) return;
  throw std::logic_error("a statement has " + std::to_string(mysql_stmt_param_count(statement_)) +
                         " places for values and was given " + std::to_string(width));
}

// `rows` is 0 for a single execution.
void Statement::run(std::vector<MYSQL_BIND>& binds, unsigned rows) {
  if (mysql_stmt_attr_set(statement_, STMT_ATTR_ARRAY_SIZE, &rows) != 0) fail();
  if (!binds.empty() && mysql_stmt_bind_param(statement_, binds.data()) != 0) fail();
  if (mysql_stmt_execute(statement_) != 0) fail();
}

void Statement::execute(const Values& values) {
  check_width(values.size());
  std::vector<MYSQL_BIND> binds(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (const auto* number = std::get_if<std::int64_t>(&values[i])) {
      binds[i].buffer_type = MYSQL_TYPE_LONGLONG;
      binds[i].buffer = const_cast<std::int64_t*>(number);
    } else if (const auto* text = std::get_if<std::string>(&values[i])) {
      binds[i].buffer_type = MYSQL_TYPE_STRING;
      binds[i].buffer = const_cast<char*>(text->data());
      binds[i].buffer_length = static_cast<unsigned long>(text->size());
    } else {
      binds[i].buffer_type = MYSQL_TYPE_NULL;
    }
  }
  run(binds, 0);
}

// The values of one column, laid out as Connector/C reads them.
struct Statement::Parameter {
  std::vector<std::int64_t> numbers;
  std::vector<const char*> texts;
  std::vector<unsigned long> lengths;
  std::vector<char> indicators;

  Parameter(std::span<const Values> rows, std::size_t column, MYSQL_BIND& bind) {
    const bool is_number = std::any_of(rows.begin(), rows.end(), [&](const Values& row) {
      return std::holds_alternative<std::int64_t>(row[column]);
    });
    indicators.assign(rows.size(), STMT_INDICATOR_NONE);
    if (is_number) {
      numbers.assign(rows.size(), 0);
    } else {
      texts.assign(rows.size(), "");
      lengths.assign(rows.size(), 0);
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (const auto* number = std::get_if<std::int64_t>(&rows[i][column])) {
        numbers[i] = *number;
      } else if (const auto* text = std::get_if<std::string>(&rows[i][column])) {
        texts[i] = text->data();
        lengths[i] = static_cast<unsigned long>(text->size());
      } else {
        indicators[i] = STMT_INDICATOR_NULL;
      }
    }
    bind.buffer_type = is_number ? MYSQL_TYPE_LONGLONG : MYSQL_TYPE_STRING;
    bind.buffer = is_number ? static_cast<void*>(numbers.data()) : static_cast<void*>(texts.data());
    bind.length = is_number ? nullptr : lengths.data();
    bind.u.indicator = indicators.data();
  }
};

bool Statement::can_execute_rows(MYSQL* connection, std::span<const Values> rows) {
  unsigned long capabilities = 0;  // the upper half of the server's
  if (mariadb_get_infov(connection, MARIADB_CONNECTION_EXTENDED_SERVER_CAPABILITIES,
                        &capabilities) != 0 ||
      (capabilities & (MARIADB_CLIENT_STMT_BULK_OPERATIONS >> 32)) == 0) {
    return false;
  }
  for (std::size_t column = 0; column < rows.front().size(); ++column) {
    bool numbers = false;
    bool texts = false;
    for (const Values& row : rows) {
      numbers = numbers || std::holds_alternative<std::int64_t>(row.at(column));
      texts = texts || std::holds_alternative<std::string>(row.at(column));
    }
    if (numbers && texts) return false;
  }
  return true;
}

void Statement::execute_rows(std::span<const Values> rows) {
  check_width(rows.front().size());
  std::vector<MYSQL_BIND> binds(rows.front().size());
  std::vector<Parameter> parameters;
  parameters.reserve(binds.size());
  for (std::size_t column = 0; column < binds.size(); ++column) {
    parameters.emplace_back(rows, column, binds[column]);
  }
  run(binds, static_cast<unsigned>(rows.size()));
}

std::vector<Statement::Column> Statement::bind_columns(MYSQL_RES* metadata,
                                                       std::vector<MYSQL_BIND>& binds) {
  const unsigned count = mysql_num_fields(metadata);
  std::vector<Column> columns(count);
  binds.assign(count, MYSQL_BIND{});
  for (unsigned i = 0; i < count; ++i) {
    columns[i].capacity = first_buffer_bytes;
    columns[i].buffer = std::make_unique<char[]>(first_buffer_bytes);
    binds[i].buffer_type = MYSQL_TYPE_STRING;
    binds[i].buffer = columns[i].buffer.get();
    binds[i].buffer_length = columns[i].capacity;
    binds[i].length = &columns[i].length;
    binds[i].is_null = &columns[i].is_null;
    binds[i].error = &columns[i].error;
  }
  if (mysql_stmt_bind_result(statement_, binds.data()) != 0) fail();
  return columns;
}

Row Statement::read_row(std::vector<Column>& columns, std::vector<MYSQL_BIND>& binds) {
  std::vector<std::optional<std::string>> values(columns.size());
  for (std::size_t i = 0; i < columns.size(); ++i) {
    Column& column = columns[i];
    if (column.is_null) continue;
    if (column.length <= column.capacity) {
      values[i].emplace(column.buffer.get(), column.length);
      continue;
    }
    std::string& whole = values[i].emplace(column.length, '\0');
    MYSQL_BIND again = binds[i];
    again.buffer = whole.data();
    again.buffer_length = static_cast<unsigned long>(whole.size());
    if (mysql_stmt_fetch_column(statement_, &again, static_cast<unsigned>(i), 0) != 0) fail();
  }
  return Row(std::move(values));
}

void Statement::fetch_each(const std::function<void(const Row&)>& on_row) {
  const std::unique_ptr<MYSQL_RES, decltype(&mysql_free_result)> metadata(
      mysql_stmt_result_metadata(statement_), &mysql_free_result);
  if (!metadata) return;
  // What is left of the result is read away, whatever on_row throws, so that the connection stays
  // usable.
  struct Finish {
    MYSQL_STMT* statement;
    ~Finish() { mysql_stmt_free_result(statement); }
  } finish{statement_};
  std::vector<MYSQL_BIND> binds;
  std::vector<Column> columns = bind_columns(metadata.get(), binds);
  for (;;) {
    const int outcome = mysql_stmt_fetch(statement_);
    if (outcome == MYSQL_NO_DATA) return;
    if (outcome == 1) fail();
    on_row(read_row(columns, binds));
  }
}

std::uint64_t Statement::changed_rows() const {
  const std::uint64_t rows = mysql_stmt_affected_rows(statement_);
  return rows == static_cast<std::uint64_t>(-1) ? 0 : rows;
}

std::uint64_t Statement::last_insert_id() const { return mysql_stmt_insert_id(statement_); }

}  // namespace assize::registry
