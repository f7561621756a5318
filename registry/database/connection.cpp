#include "registry/database/connection.h"

#include <errmsg.h>
#include <mysqld_error.h>
#include <poll.h>

#include <algorithm>
#include <charconv>

namespace assize::registry {
namespace {

constexpr std::size_t cached_statements = 64;
// A thousand rows of five values; preparing such a statement takes longer than carrying it out.
constexpr std::size_t cached_sql_limit_bytes = 16'000;
constexpr std::size_t placeholder_limit = 60'000;  // the protocol's is 65,535
constexpr std::size_t rows_limit = 1'000;
constexpr std::size_t message_rows_limit = 10'000;  // where rows need no placeholders
constexpr std::size_t packet_target_bytes = std::size_t{4} << 20;
constexpr unsigned connect_timeout_seconds = 5;
constexpr unsigned answer_timeout_seconds = 600;
constexpr auto idle_before_ping = std::chrono::seconds(20);

// Text compares exactly, times are UTC, and what does not fit is an error.
constexpr const char* session_settings =
    "SET NAMES utf8mb4 COLLATE utf8mb4_nopad_bin, time_zone = '+00:00', autocommit = 1, "
    "sql_mode = 'STRICT_ALL_TABLES,ONLY_FULL_GROUP_BY,NO_ZERO_DATE,NO_ZERO_IN_DATE,"
    "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'";

void set_tls(MYSQL* mysql, const DatabaseAddress& address) {
  const my_bool insist = address.tls ? 1 : 0;
  mysql_optionsv(mysql, MYSQL_OPT_SSL_ENFORCE, &insist);
  mysql_optionsv(mysql, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &insist);
  if (!address.tls_ca.empty()) mysql_optionsv(mysql, MYSQL_OPT_SSL_CA, address.tls_ca.c_str());
}

void set_options(MYSQL* mysql, const DatabaseAddress& address) {
  const unsigned connect_timeout = connect_timeout_seconds;
  const unsigned answer_timeout = answer_timeout_seconds;
  const unsigned no = 0;
  const unsigned long packet = 1UL << 30;
  mysql_optionsv(mysql, MYSQL_OPT_CONNECT_TIMEOUT, &connect_timeout);
  mysql_optionsv(mysql, MYSQL_OPT_READ_TIMEOUT, &answer_timeout);
  mysql_optionsv(mysql, MYSQL_OPT_WRITE_TIMEOUT, &answer_timeout);
  // A server could otherwise ask this client for any file that it can read.
  mysql_optionsv(mysql, MYSQL_OPT_LOCAL_INFILE, &no);
  mysql_optionsv(mysql, MYSQL_OPT_MAX_ALLOWED_PACKET, &packet);
  mysql_optionsv(mysql, MYSQL_SET_CHARSET_NAME, "utf8mb4");
  mysql_optionsv(mysql, MYSQL_INIT_COMMAND, session_settings);
  set_tls(mysql, address);
}

std::size_t size_of(const Value& value) {
  const auto* text = std::get_if<std::string>(&value);
  return 9 + (text != nullptr ? text->size() : 0);
}

}  // namespace

Connection::Handle::Handle(const DatabaseAddress& address, bool with_name) {
  start_client_library();
  if (mysql_init(&mysql) == nullptr) throw std::bad_alloc();
  set_options(&mysql, address);
  const bool local = !address.socket_path.empty();
  const char* name = with_name && !address.name.empty() ? address.name.c_str() : nullptr;
  if (mysql_real_connect(&mysql, local ? nullptr : address.host.c_str(), address.user.c_str(),
                         address.password.c_str(), name, local ? 0 : address.port,
                         local ? address.socket_path.c_str() : nullptr, 0) == nullptr) {
    const unsigned code = mysql_errno(&mysql);
    const std::string message = mysql_error(&mysql);
    mysql_close(&mysql);
    throw_database_error(code, message);
  }
  note_use();
}

Connection::Handle::~Handle() {
  cached_by_sql.clear();
  cache.clear();
  mysql_close(&mysql);
}

void Connection::Handle::run(std::string_view sql) {
  if (mysql_real_query(&mysql, sql.data(), static_cast<unsigned long>(sql.size())) != 0) {
    const unsigned code = mysql_errno(&mysql);
    if (means_connection_lost(code)) broken = true;
    throw_database_error(code, mysql_error(&mysql));
  }
  if (MYSQL_RES* result = mysql_store_result(&mysql)) mysql_free_result(result);
}

Statement& Connection::Handle::cached_statement(std::string_view sql) {
  if (const auto found = cached_by_sql.find(sql); found != cached_by_sql.end()) {
    cache.splice(cache.begin(), cache, found->second);
    return *cache.front().statement;
  }
  cache.push_front({std::string(sql), std::make_unique<Statement>(&mysql, sql)});
  cached_by_sql.emplace(cache.front().sql, cache.begin());
  if (cache.size() > cached_statements) {
    cached_by_sql.erase(cache.back().sql);
    cache.pop_back();
  }
  return *cache.front().statement;
}

void Connection::Handle::with_statement(std::string_view sql,
                                        const std::function<void(Statement&)>& work) {
  try {
    if (sql.size() > cached_sql_limit_bytes) {
      Statement statement(&mysql, sql);
      work(statement);
      last_insert_id = statement.last_insert_id();
      return;
    }
    Statement* statement = &cached_statement(sql);
    try {
      work(*statement);
    } catch (const DatabaseError& error) {
      // The result has other columns than when it was prepared: only a read has any, and none of
      // its rows was handed over yet.
      if (error.code() != CR_NEW_STMT_METADATA) throw;
      cached_by_sql.erase(cache.front().sql);
      cache.pop_front();
      statement = &cached_statement(sql);
      work(*statement);
    }
    last_insert_id = statement->last_insert_id();
  } catch (const DatabaseError& error) {
    if (means_connection_lost(error.code())) broken = true;
    throw;
  }
}

bool Connection::Handle::is_alive() {
  if (broken) return false;
  // An idle server says nothing, so anything to read is its goodbye.
  pollfd waiting{mysql_get_socket(&mysql), POLLIN, 0};
  if (waiting.fd < 0 || poll(&waiting, 1, 0) != 0) return false;
  if (std::chrono::steady_clock::now() - used_at < idle_before_ping) return true;
  return mysql_ping(&mysql) == 0;
}

const std::string& Row::text(std::size_t column) const {
  const auto& held = columns_.at(column);
  if (!held) throw std::logic_error("column " + std::to_string(column) + " of a row is NULL");
  return *held;
}

std::int64_t Row::integer(std::size_t column) const {
  const std::string& digits = text(column);
  std::int64_t number = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (fault != std::errc() || end != digits.data() + digits.size()) {
    throw std::logic_error("column " + std::to_string(column) +
                           " of a row is no whole number of 64 bits");
  }
  return number;
}

std::optional<std::int64_t> Row::integer_or_none(std::size_t column) const {
  if (is_null(column)) return std::nullopt;
  return integer(column);
}

Connection::Connection(std::unique_ptr<Handle> handle) : handle_(std::move(handle)) {}
Connection::~Connection() = default;

std::vector<Row> Connection::query(std::string_view sql, const Values& values) {
  std::vector<Row> rows;
  query_each(sql, values, [&](const Row& row) { rows.push_back(row); });
  return rows;
}

std::optional<Row> Connection::query_one(std::string_view sql, const Values& values) {
  std::optional<Row> first;
  query_each(sql, values, [&](const Row& row) {
    if (!first) first = row;
  });
  return first;
}

void Connection::query_each(std::string_view sql, const Values& values,
                            const std::function<void(const Row&)>& on_row) {
  handle_->with_statement(sql, [&](Statement& statement) {
    statement.execute(values);
    statement.fetch_each(on_row);
  });
}

std::uint64_t Connection::execute(std::string_view sql, const Values& values) {
  std::uint64_t changed = 0;
  handle_->with_statement(sql, [&](Statement& statement) {
    statement.execute(values);
    statement.fetch_each([](const Row&) {});
    changed = statement.changed_rows();
  });
  return changed;
}

// How many of the rows go into one statement: at least one.
std::size_t Connection::Handle::rows_at_once(std::span<const Values> rows, std::size_t most) const {
  const std::size_t most_bytes = std::min(packet_target_bytes, packet_limit_bytes / 4 * 3);
  std::size_t bytes = 0;
  std::size_t count = 0;
  for (; count < std::min(rows.size(), most); ++count) {
    for (const Value& value : rows[count]) bytes += size_of(value);
    if (count > 0 && bytes > most_bytes) break;
  }
  return count;
}

std::uint64_t Connection::insert_many(std::string_view head, const std::vector<Values>& rows,
                                      std::string_view tail) {
  if (rows.empty()) return 0;
  const std::size_t width = rows.front().size();
  if (width == 0 || width > placeholder_limit) throw std::logic_error("rows of no or many values");
  if (std::any_of(rows.begin(), rows.end(),
                  [&](const Values& row) { return row.size() != width; })) {
    throw std::logic_error("rows of different widths");
  }
  std::string one_row = "(?";
  for (std::size_t i = 1; i < width; ++i) one_row += ",?";
  one_row += ')';
  const bool in_one_message = rows.size() > 1 && Statement::can_execute_rows(&handle_->mysql, rows);
  const std::size_t most =
      in_one_message ? message_rows_limit : std::min(rows_limit, placeholder_limit / width);

  std::uint64_t changed = 0;
  std::span<const Values> left = rows;
  while (!left.empty()) {
    const std::span<const Values> now = left.first(handle_->rows_at_once(left, most));
    left = left.subspan(now.size());
    std::string sql = std::string(head) + ' ' + one_row;
    if (in_one_message) {
      sql.append(" ").append(tail);
      handle_->with_statement(sql, [&](Statement& statement) {
        statement.execute_rows(now);
        changed += statement.changed_rows();
      });
      continue;
    }
    Values values;
    for (std::size_t i = 0; i < now.size(); ++i) {
      if (i > 0) sql.append(",").append(one_row);
      values.insert(values.end(), now[i].begin(), now[i].end());
    }
    sql.append(" ").append(tail);
    changed += execute(sql, values);
  }
  return changed;
}

std::uint64_t Connection::last_insert_id() const { return handle_->last_insert_id; }

}  // namespace assize::registry
