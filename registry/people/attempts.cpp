#include "registry/people/attempts.h"

#include <algorithm>

#include "audit/tree/hash.h"
#include "registry/database/stored_instant.h"

namespace assize::registry {
namespace {

constexpr audit::Instant second = 1'000'000;
constexpr audit::Instant remembered = audit::Instant{24} * 60 * 60 * second;
constexpr std::int64_t longest_wait_seconds = 900;

std::string database_time(audit::Instant at) {
  return instant_to_database(audit::instant_text(at));
}

Value hash_of(std::string_view key) {
  const audit::Hash hash = audit::sha256(key);
  return std::string(audit::bytes_of(hash));
}

std::int64_t wait_after(std::int64_t tries, std::int64_t free) {
  if (tries < free) return 0;
  return std::min(longest_wait_seconds,
                  std::int64_t{1} << std::min<std::int64_t>(tries - free, 10));
}

}  // namespace

std::int64_t count_try(Database& database, const Journal& journal, std::string_view key,
                       std::int64_t free) {
  const audit::Instant now = journal.now();
  return database.in_transaction([&](Transaction& transaction) -> std::int64_t {
    Connection& connection = transaction.connection();
    connection.execute(
        "INSERT INTO attempt (key_sha256, tries, last_at) VALUES (?, 0, ?)"
        " ON DUPLICATE KEY UPDATE tries = IF(last_at <= ?, 0, tries)",
        {hash_of(key), database_time(now), database_time(now - remembered)});
    const auto row = connection.query_one(
        "SELECT tries, last_at FROM attempt WHERE key_sha256 = ? FOR UPDATE", {hash_of(key)});
    const std::int64_t tries = row->integer(0);
    const auto last = audit::parse_instant(instant_from_database(row->text(1)));
    const audit::Instant open_at = last.value() + wait_after(tries, free) * second;
    // One that comes too early is not counted: whoever hammers waits no longer for it, and neither
    // does the person whom they would keep out.
    if (tries > 0 && open_at > now) return (open_at - now + second - 1) / second;
    connection.execute("UPDATE attempt SET tries = tries + 1, last_at = ? WHERE key_sha256 = ?",
                       {database_time(now), hash_of(key)});
    return 0;
  });
}

void forget_tries(Connection& connection, std::string_view key) {
  connection.execute("DELETE FROM attempt WHERE key_sha256 = ?", {hash_of(key)});
}

void take_back_try(Connection& connection, std::string_view key) {
  connection.execute("UPDATE attempt SET tries = tries - 1 WHERE key_sha256 = ? AND tries > 0",
                     {hash_of(key)});
}

std::uint64_t forget_old_tries(Database& database, const Journal& journal) {
  return database.in_transaction([&](Transaction& transaction) {
    return transaction.connection().execute("DELETE FROM attempt WHERE last_at <= ?",
                                            {database_time(journal.now() - remembered)});
  });
}

}  // namespace assize::registry
