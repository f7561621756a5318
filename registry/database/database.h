// A thin typed layer over MariaDB Connector/C: connections, prepared statements, transactions that
// roll back unless committed, and a pool. DECIMAL and DATE travel as text, so that nothing is ever
// a binary fraction. Database is thread-safe; a Connection belongs to one thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "pricing/result.h"

namespace assize::registry {

// A value for a "?" of a statement. There is no floating member on purpose: a decimal is bound as
// its exact text. Comparing a DECIMAL column with text would compare binary fractions, so write
// CAST(? AS DECIMAL(14,2)). Strict mode still rounds surplus places without a word, so check first.
using Value = std::variant<std::nullptr_t, std::int64_t, std::string>;
using Values = std::vector<Value>;
template <typename T>
Value value_or_null(const std::optional<T>& held) {
  return held ? Value(*held) : Value(nullptr);
}

// Broken machinery: the server is gone, full, or refused a statement that should have worked.
class DatabaseError : public std::runtime_error {
 public:
  DatabaseError(unsigned code, const std::string& message)
      : std::runtime_error(message), code_(code) {}
  unsigned code() const { return code_; }  // MariaDB's error number
  bool is_duplicate_key() const { return code_ == 1062; }
  // Deadlock, lock wait, Galera not ready or connection lost: the transaction may be tried again
  // whole, if it had not reached its commit.
  bool is_transient() const;
  bool means_no_room() const;  // its disk, or a table, is full

 private:
  unsigned code_;
};

// The connection was lost while a commit was on its way: nobody knows whether it took effect.
// Settled by the command's idempotency key, never by guessing.
class CommitUnknown : public DatabaseError {
 public:
  using DatabaseError::DatabaseError;
};

// One row of a result, columns by position. Asking a NULL for a value throws std::logic_error.
class Row {
 public:
  explicit Row(std::vector<std::optional<std::string>> columns) : columns_(std::move(columns)) {}
  bool is_null(std::size_t column) const { return !columns_.at(column).has_value(); }
  const std::string& text(std::size_t column) const;
  std::int64_t integer(std::size_t column) const;
  std::optional<std::string> text_or_none(std::size_t column) const { return columns_.at(column); }
  std::optional<std::int64_t> integer_or_none(std::size_t column) const;
  std::size_t size() const { return columns_.size(); }

 private:
  std::vector<std::optional<std::string>> columns_;
};

class Connection {
 public:
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  std::vector<Row> query(std::string_view sql, const Values& values = {});
  std::optional<Row> query_one(std::string_view sql, const Values& values = {});
  // Streams rows one at a time; nothing large is held. `on_row` must not use this connection.
  void query_each(std::string_view sql, const Values& values,
                  const std::function<void(const Row&)>& on_row);
  // How many rows it changed.
  std::uint64_t execute(std::string_view sql, const Values& values = {});
  // One INSERT (or REPLACE) of many rows: `head` is "INSERT INTO t (a, b) VALUES", each row has as
  // many values. Sent in statements under the server's packet limit, so only a transaction makes it
  // all or nothing. `tail` follows the rows: "ON DUPLICATE KEY UPDATE …".
  std::uint64_t insert_many(std::string_view head, const std::vector<Values>& rows,
                            std::string_view tail = {});
  std::uint64_t last_insert_id() const;

 private:
  friend class Database;
  friend class Transaction;
  struct Handle;
  explicit Connection(std::unique_ptr<Handle> handle);
  std::unique_ptr<Handle> handle_;
};

// Rolls back when destroyed, unless committed.
class Transaction {
 public:
  explicit Transaction(Connection& connection);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  Connection& connection() { return connection_; }
  void commit();  // throws CommitUnknown if the connection is lost on the way

 private:
  Connection& connection_;
  bool open_ = true;
};

// Where the database is: a Unix socket (embedded) or mysql://user:password@host:port/name?tls=1.
struct DatabaseAddress {
  // Reads that URL: percent-encoding in the user, password and name; "?tls=1" insists on TLS and
  // checks the server's certificate, "&tls_ca=FILE" against that authority; "?socket=FILE" is a
  // server on this machine, whatever the host says. Faults never repeat the password.
  static Result<DatabaseAddress> parse(std::string_view url);

  std::string socket_path;
  std::string host;
  unsigned port = 3306;
  std::string user;
  std::string password;
  std::string name = "assize";  // of the database; "" for none
  bool tls = false;
  std::string tls_ca;  // a PEM file; the system's authorities if empty
};

class Database {
 public:
  explicit Database(DatabaseAddress address, std::size_t connection_limit = 16);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  const std::string& name() const;
  // Makes the database if it is missing, with exact (binary, no padding) comparison of text.
  void create_if_missing();
  void drop();  // with all it holds; for tests

  // Borrows a connection for the length of the call. Each connection speaks utf8mb4 and UTC, in
  // strict mode, and is checked before it is lent.
  template <typename Work>
  auto with_connection(Work&& work) -> std::invoke_result_t<Work, Connection&> {
    Borrowed borrowed = borrow();
    return work(*borrowed.connection);
  }

  // Runs `work` in a transaction and commits it. A transient failure before the commit is tried
  // again whole, up to eight times with growing pauses; so `work` must not leave traces of its own.
  template <typename Work>
  auto in_transaction(Work&& work) -> std::invoke_result_t<Work, Transaction&> {
    for (int attempt = 1;; ++attempt) {
      try {
        Borrowed borrowed = borrow();
        Transaction transaction(*borrowed.connection);
        if constexpr (std::is_void_v<std::invoke_result_t<Work, Transaction&>>) {
          work(transaction);
          transaction.commit();
          return;
        } else {
          auto result = work(transaction);
          transaction.commit();
          return result;
        }
      } catch (const CommitUnknown&) {
        throw;
      } catch (const DatabaseError& error) {
        if (!error.is_transient() || attempt >= 8) throw;
        pause_before_retry(attempt);
      }
    }
  }

 private:
  struct Pool;
  struct Borrowed {
    std::unique_ptr<Connection> connection;
    Pool* pool;
    Borrowed(std::unique_ptr<Connection> c, Pool* p) : connection(std::move(c)), pool(p) {}
    Borrowed(Borrowed&&) = default;
    ~Borrowed();
  };
  Borrowed borrow();
  static void pause_before_retry(int attempt);
  std::unique_ptr<Pool> pool_;
};

}  // namespace assize::registry
