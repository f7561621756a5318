#include "registry/people/second_factor.h"

#include "audit/credentials/one_time_code.h"
#include "audit/tree/hash.h"
#include "registry/access/token_text.h"
#include "registry/database/stored_instant.h"
#include "registry/people/attempts.h"
#include "registry/people/sessions.h"

namespace assize::registry {
namespace {

constexpr std::size_t secret_bytes = 20;
constexpr int recovery_codes = 10;
constexpr std::size_t recovery_code_characters = 16;
constexpr std::int64_t free_codes = 5;

Value hash_of(std::string_view text) {
  const audit::Hash hash = audit::sha256(text);
  return std::string(audit::bytes_of(hash));
}

// Letters as they are written down: without spaces and hyphens, in capitals.
std::string as_kept(std::string_view code) {
  std::string kept;
  for (const char c : code) {
    if (c == ' ' || c == '-') continue;
    kept += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return kept;
}

bool take_code(Connection& connection, const Journal& journal, const std::string& person_id,
               std::string_view code) {
  const auto row = connection.query_one(
      "SELECT secret, last_step FROM second_factor WHERE person_id = ? FOR UPDATE", {person_id});
  if (!row) return false;
  const std::string kept = as_kept(code);
  if (const auto step = audit::step_of_code(row->text(0), kept, journal.now(), row->integer(1))) {
    connection.execute("UPDATE second_factor SET last_step = ? WHERE person_id = ?",
                       {*step, person_id});
    return true;
  }
  return connection.execute("DELETE FROM recovery_code WHERE person_id = ? AND sha256 = ?",
                            {person_id, hash_of(kept)}) == 1;
}

}  // namespace

bool has_second_factor(Connection& connection, std::string_view person_id) {
  return connection
      .query_one("SELECT 1 FROM second_factor WHERE person_id = ? AND confirmed",
                 {std::string(person_id)})
      .has_value();
}

Result<std::string> begin_second_factor(Transaction& transaction, std::string_view person_id) {
  Connection& connection = transaction.connection();
  if (has_second_factor(connection, person_id)) {
    return Fault{"conflict", "There is an authenticator app already. Remove it first."};
  }
  std::string secret = audit::random_bytes(secret_bytes);
  connection.execute(
      "REPLACE INTO second_factor (person_id, secret, confirmed, last_step)"
      " VALUES (?, ?, FALSE, 0)",
      {std::string(person_id), secret});
  return secret;
}

Result<std::vector<std::string>> confirm_second_factor(Transaction& transaction,
                                                       const Journal& journal,
                                                       std::string_view person_id,
                                                       std::string_view code) {
  Connection& connection = transaction.connection();
  const std::string person(person_id);
  if (has_second_factor(connection, person) || !take_code(connection, journal, person, code)) {
    return Fault{"code",
                 "This is not the code that the app shows now. Look at its clock, and give the "
                 "code that it shows next."};
  }
  connection.execute("UPDATE second_factor SET confirmed = TRUE WHERE person_id = ?", {person});
  connection.execute("DELETE FROM recovery_code WHERE person_id = ?", {person});
  std::vector<std::string> codes;
  for (int made = 0; made < recovery_codes; ++made) {
    codes.push_back(audit::base32(audit::random_bytes(16)).substr(0, recovery_code_characters));
    connection.execute("INSERT INTO recovery_code (person_id, sha256) VALUES (?, ?)",
                       {person, hash_of(codes.back())});
  }
  return codes;
}

void remove_second_factor(Connection& connection, std::string_view person_id) {
  connection.execute("DELETE FROM recovery_code WHERE person_id = ?", {std::string(person_id)});
  connection.execute("DELETE FROM second_factor WHERE person_id = ?", {std::string(person_id)});
}

std::optional<std::string> give_code(Database& database, const Journal& journal,
                                     std::string_view session_secret, std::string_view code) {
  if (!looks_like_session(session_secret)) return std::nullopt;
  const std::string key = "code\n" + std::string(session_secret);
  const auto waiting = database.with_connection([&](Connection& connection) {
    return connection.query_one(
        "SELECT person_id, account_id FROM session WHERE sha256 = ? AND awaits_code"
        " AND expires_at > ?",
        {hash_of(session_secret), instant_to_database(audit::instant_text(journal.now()))});
  });
  // By the person too: the password is known to whoever gets here, and codes have six digits only.
  if (!waiting || count_try(database, journal, key, free_codes) > 0 ||
      count_try(database, journal, "codes\n" + waiting->text(0), 2 * free_codes) > 0) {
    return std::nullopt;
  }
  return database.in_transaction([&](Transaction& transaction) -> std::optional<std::string> {
    Connection& connection = transaction.connection();
    if (!take_code(connection, journal, waiting->text(0), code)) return std::nullopt;
    forget_tries(connection, "codes\n" + waiting->text(0));
    end_session(connection, session_secret);
    return begin_session(connection, journal, waiting->text(1), SignedInBy::password);
  });
}

}  // namespace assize::registry
