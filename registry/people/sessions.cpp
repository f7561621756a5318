#include "registry/people/sessions.h"

#include <algorithm>
#include <stdexcept>

#include "audit/tree/hash.h"
#include "registry/access/token_text.h"
#include "registry/database/stored_instant.h"

namespace assize::registry {
namespace {

constexpr audit::Instant code_awaited_microseconds = audit::Instant{10} * 60 * 1'000'000;
constexpr audit::Instant use_noted_each = audit::Instant{60} * 1'000'000;

std::string database_time(audit::Instant at) {
  return instant_to_database(audit::instant_text(at));
}

Value hash_of(std::string_view secret) {
  const audit::Hash hash = audit::sha256(secret);
  return std::string(audit::bytes_of(hash));
}

std::string_view code(SignedInBy by) {
  switch (by) {
    case SignedInBy::demo:
      return "demo";
    case SignedInBy::password:
      return "password";
    case SignedInBy::openid:
      return "openid";
  }
  throw std::logic_error("no such way to sign in");
}

}  // namespace

// Of the same form as a token, so one check serves both; what each opens is kept apart by its
// table.
bool looks_like_session(std::string_view text) { return looks_like_token(text); }

std::string begin_session(Connection& connection, const Journal& journal,
                          std::string_view account_id, SignedInBy by, bool awaits_code) {
  const std::string secret = new_token_text();
  const audit::Instant now = journal.now();
  const std::uint64_t made = connection.execute(
      "INSERT INTO session (sha256, account_id, person_id, signed_in_by, created_at, seen_at,"
      " expires_at, awaits_code) SELECT ?, id, person_id, ?, ?, ?, ?, ? FROM account"
      " WHERE id = ? AND person_id IS NOT NULL AND ended_at IS NULL",
      {hash_of(secret), std::string(code(by)), database_time(now), database_time(now),
       database_time(now +
                     (awaits_code ? code_awaited_microseconds : session_longest_microseconds)),
       std::int64_t{awaits_code}, std::string(account_id)});
  if (made != 1) throw std::logic_error("a session is begun for an account that no person has");
  return secret;
}

std::optional<SignedIn> session_of(Database& database, const Journal& journal,
                                   std::string_view secret) {
  if (!looks_like_session(secret)) return std::nullopt;
  const audit::Instant now = journal.now();
  return database.with_connection([&](Connection& connection) -> std::optional<SignedIn> {
    const auto row = connection.query_one(
        "SELECT account.id, account.organisation_id, account.role, organisation.provider_id,"
        " organisation.la_code, organisation.kind, organisation.group_id, person.id, person.name,"
        " person.email, organisation.name, account.manages, person.is_demo,"
        " session.seen_at <= ? FROM session JOIN account ON account.id = session.account_id"
        " JOIN organisation ON organisation.id = account.organisation_id"
        " JOIN person ON person.id = session.person_id"
        " WHERE session.sha256 = ? AND session.expires_at > ? AND session.seen_at > ?"
        " AND account.ended_at IS NULL AND NOT session.awaits_code",
        {database_time(now - use_noted_each), hash_of(secret), database_time(now),
         database_time(now - session_idle_microseconds)});
    if (!row) return std::nullopt;
    if (row->integer(13) != 0) {
      connection.execute("UPDATE session SET seen_at = ? WHERE sha256 = ? AND seen_at < ?",
                         {database_time(now), hash_of(secret), database_time(now)});
    }
    SignedIn found;
    found.caller = caller_of_row(connection, *row);
    found.person_id = row->text(7);
    found.person_name = row->text(8);
    found.email = row->text(9);
    found.organisation_name = row->text(10);
    found.organisation_kind = row->text(5);
    found.manages = row->integer(11) != 0;
    found.is_demo = row->integer(12) != 0;
    return found;
  });
}

bool act_as(Connection& connection, std::string_view secret, std::string_view account_id) {
  const std::string account(account_id.substr(0, 60));
  const bool is_own =
      connection
          .query_one(
              "SELECT 1 FROM account JOIN session ON session.person_id = account.person_id"
              " WHERE account.id = ? AND account.ended_at IS NULL AND session.sha256 = ?",
              {account, hash_of(secret)})
          .has_value();
  if (is_own) {
    connection.execute("UPDATE session SET account_id = ? WHERE sha256 = ?",
                       {account, hash_of(secret)});
  }
  return is_own;
}

void end_session(Connection& connection, std::string_view secret) {
  connection.execute("DELETE FROM session WHERE sha256 = ?", {hash_of(secret)});
}

std::uint64_t end_sessions_of(Connection& connection, std::string_view person_id,
                              std::string_view but_not) {
  return connection.execute("DELETE FROM session WHERE person_id = ? AND sha256 <> ?",
                            {std::string(person_id), hash_of(but_not)});
}

std::uint64_t forget_old_sessions(Database& database, const Journal& journal) {
  const audit::Instant now = journal.now();
  return database.in_transaction([&](Transaction& transaction) {
    return transaction.connection().execute(
        "DELETE FROM session WHERE expires_at <= ? OR seen_at <= ?",
        {database_time(now), database_time(now - session_idle_microseconds)});
  });
}

}  // namespace assize::registry
