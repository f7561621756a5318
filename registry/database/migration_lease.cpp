#include "registry/database/migration_lease.h"

#include <chrono>

#include "audit/tree/hash.h"

namespace assize::registry {
namespace {

constexpr auto longest_wait = std::chrono::minutes(10);
constexpr auto retry_pause = std::chrono::milliseconds(50);
constexpr int renewals_pause_milliseconds = 2'000;  // the lease lasts ten seconds

}  // namespace

MigrationLease::MigrationLease(Database& database)
    : database_(database), holder_(audit::sha256_hex(audit::random_bytes(16)).substr(0, 32)) {
  database_.with_connection([](Connection& connection) {
    connection.execute(
        "CREATE TABLE IF NOT EXISTS schema_lease (id TINYINT NOT NULL PRIMARY KEY, "
        "holder VARCHAR(64) NOT NULL, expires_at DATETIME(6) NOT NULL)");
  });
  const auto patience = std::chrono::steady_clock::now() + longest_wait;
  while (!(held_ = try_take()) && std::chrono::steady_clock::now() < patience) {
    std::this_thread::sleep_for(retry_pause);
  }
  if (held_) renewer_ = std::thread([this] { renew_until_stopped(); });
}

MigrationLease::~MigrationLease() {
  stop_ = true;
  if (renewer_.joinable()) renewer_.join();
  if (!held_) return;
  try {
    database_.in_transaction([&](Transaction& transaction) {
      transaction.connection().execute(
          "UPDATE schema_lease SET holder = '' WHERE id = 1 AND holder = ?", {holder_});
    });
  } catch (const DatabaseError&) {
    // It runs out by itself.
  }
}

bool MigrationLease::try_take() {
  return database_.in_transaction([&](Transaction& transaction) {
    Connection& connection = transaction.connection();
    connection.execute("INSERT IGNORE INTO schema_lease VALUES (1, '', UTC_TIMESTAMP(6))");
    return connection.execute(
               "UPDATE schema_lease SET holder = ?, "
               "expires_at = UTC_TIMESTAMP(6) + INTERVAL 10 SECOND "
               "WHERE id = 1 AND (holder = '' OR expires_at < UTC_TIMESTAMP(6))",
               {holder_}) == 1;
  });
}

void MigrationLease::renew_until_stopped() {
  for (int waited = 0; !stop_; waited += 10) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    if (waited < renewals_pause_milliseconds) continue;
    waited = 0;
    try {
      database_.with_connection([&](Connection& connection) {
        connection.execute(
            "UPDATE schema_lease SET expires_at = UTC_TIMESTAMP(6) + INTERVAL 10 SECOND "
            "WHERE id = 1 AND holder = ?",
            {holder_});
      });
    } catch (const DatabaseError&) {
      // Tried again in two seconds; the migration itself reports what is wrong.
    }
  }
}

}  // namespace assize::registry
