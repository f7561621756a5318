#include "registry/people/forgetting.h"

#include "registry/database/stored_instant.h"
#include "registry/people/attempts.h"
#include "registry/people/sessions.h"

namespace assize::registry {
namespace {

// As long as a browser keeps the cookie.
constexpr audit::Instant device_kept = audit::Instant{365} * 24 * 60 * 60 * 1'000'000;

std::string database_time(audit::Instant at) {
  return instant_to_database(audit::instant_text(at));
}

}  // namespace

std::uint64_t forget_what_is_over(Database& database, const Journal& journal) {
  const audit::Instant now = journal.now();
  const std::uint64_t over =
      forget_old_sessions(database, journal) + forget_old_tries(database, journal);
  return over + database.in_transaction([&](Transaction& transaction) {
    Connection& connection = transaction.connection();
    return connection.execute("DELETE FROM password_reset WHERE expires_at <= ?",
                              {database_time(now)}) +
           connection.execute("DELETE FROM known_device WHERE seen_at <= ?",
                              {database_time(now - device_kept)}) +
           connection.execute(
               "UPDATE invitation SET ended_at = expires_at, name = '', email = ''"
               " WHERE ended_at IS NULL AND expires_at <= ?",
               {database_time(now)});
  });
}

}  // namespace assize::registry
