#include "registry/database/database.h"

#include <errmsg.h>
#include <mysqld_error.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <random>
#include <thread>

#include "registry/database/connection.h"

namespace assize::registry {
namespace {

constexpr auto longest_wait_for_connection = std::chrono::seconds(30);

constexpr unsigned galera_not_ready = ER_UNKNOWN_COM_ERROR;  // 1047
constexpr unsigned row_changed_since_read = ER_CHECKREAD;    // 1020
constexpr unsigned statement_to_be_prepared_again = ER_NEED_REPREPARE;

std::string quoted(const std::string& name) {
  std::string text = "`";
  for (const char c : name) {
    if (c == '`') text += '`';
    text += c;
  }
  return text + '`';
}

}  // namespace

bool DatabaseError::is_transient() const {
  switch (code_) {
    case ER_LOCK_DEADLOCK:
    case ER_LOCK_WAIT_TIMEOUT:
    case galera_not_ready:
    case row_changed_since_read:
    case statement_to_be_prepared_again:
    case CR_CONNECTION_ERROR:
    case CR_CONN_HOST_ERROR:
    case ER_CON_COUNT_ERROR:
      return true;
    default:
      return means_connection_lost(code_);
  }
}

bool DatabaseError::means_no_room() const {
  return code_ == ER_DISK_FULL || code_ == ER_RECORD_FILE_FULL || code_ == ER_ERROR_ON_WRITE;
}

Transaction::Transaction(Connection& connection) : connection_(connection) {
  connection_.handle_->run("START TRANSACTION");
}

Transaction::~Transaction() {
  if (!open_ || connection_.handle_->broken) return;
  try {
    connection_.handle_->run("ROLLBACK");
  } catch (const DatabaseError&) {
    connection_.handle_->broken = true;  // closing it rolls back too
  }
}

void Transaction::commit() {
  try {
    connection_.handle_->run("COMMIT");
    open_ = false;
  } catch (const DatabaseError& error) {
    if (!means_connection_lost(error.code())) throw;
    throw CommitUnknown(
        error.code(),
        std::string(error.what()) + " (while committing: it may or may not have taken effect)");
  }
}

struct Database::Pool {
  DatabaseAddress address;
  std::size_t limit;
  std::mutex mutex;
  std::condition_variable returned;
  std::vector<std::unique_ptr<Connection>> idle;
  std::size_t lent = 0;

  void give_back(std::unique_ptr<Connection> connection) {
    const std::lock_guard lock(mutex);
    --lent;
    if (connection && !connection->handle_->broken) {
      connection->handle_->note_use();
      idle.push_back(std::move(connection));
    }
    returned.notify_one();
  }

  // One that is alive, or none if a new one must be made. Either way it counts as lent.
  std::unique_ptr<Connection> take() {
    std::unique_lock lock(mutex);
    if (!returned.wait_for(lock, longest_wait_for_connection, [&] { return lent < limit; })) {
      throw DatabaseError(ER_CON_COUNT_ERROR,
                          "all " + std::to_string(limit) + " database connections are busy");
    }
    ++lent;
    if (idle.empty()) return nullptr;
    std::unique_ptr<Connection> connection = std::move(idle.back());
    idle.pop_back();
    return connection;
  }

  static std::unique_ptr<Connection> connect(const DatabaseAddress& address, bool with_name) {
    auto handle = std::make_unique<Connection::Handle>(address, with_name);
    std::unique_ptr<Connection> connection(new Connection(std::move(handle)));
    const auto limit_row = connection->query_one("SELECT @@max_allowed_packet");
    connection->handle_->packet_limit_bytes = static_cast<std::size_t>(limit_row->integer(0));
    return connection;
  }
};

Database::Database(DatabaseAddress address, std::size_t connection_limit)
    : pool_(std::make_unique<Pool>()) {
  pool_->address = std::move(address);
  pool_->limit = connection_limit;
}

Database::~Database() = default;

const std::string& Database::name() const { return pool_->address.name; }

void Database::create_if_missing() {
  const auto connection = Pool::connect(pool_->address, false);
  connection->execute("CREATE DATABASE IF NOT EXISTS " + quoted(name()) +
                      " CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin");
}

void Database::drop() {
  const auto connection = Pool::connect(pool_->address, false);
  connection->execute("DROP DATABASE IF EXISTS " + quoted(name()));
}

Database::Borrowed::~Borrowed() {
  if (connection) pool->give_back(std::move(connection));
}

Database::Borrowed Database::borrow() {
  std::unique_ptr<Connection> connection = pool_->take();
  try {
    while (connection && !connection->handle_->is_alive()) {
      connection.reset();
      const std::lock_guard lock(pool_->mutex);
      if (pool_->idle.empty()) break;
      connection = std::move(pool_->idle.back());
      pool_->idle.pop_back();
    }
    if (!connection) connection = Pool::connect(pool_->address, true);
  } catch (...) {
    pool_->give_back(nullptr);
    throw;
  }
  return Borrowed(std::move(connection), pool_.get());
}

void Database::pause_before_retry(int attempt) {
  // Uneven, so that two which collided do not collide again.
  thread_local std::minstd_rand random(std::random_device{}());
  const int longest = 10 << attempt;
  std::uniform_int_distribution<int> pause(longest / 2, longest);
  std::this_thread::sleep_for(std::chrono::milliseconds(pause(random)));
}

}  // namespace assize::registry
