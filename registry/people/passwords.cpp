#include "registry/people/passwords.h"

#include <chrono>
#include <semaphore>
#include <utility>
#include <vector>

#include "audit/credentials/password_hash.h"
#include "audit/tree/hash.h"
#include "registry/access/token_text.h"
#include "registry/database/stored_instant.h"
#include "registry/messages/outbox.h"
#include "registry/people/attempts.h"
#include "registry/people/people.h"
#include "registry/people/second_factor.h"
#include "registry/people/sessions.h"

namespace assize::registry {
namespace {

constexpr std::size_t shortest_password_bytes = 12;
constexpr std::size_t longest_password_bytes = 200;
constexpr std::int64_t free_tries = 5;                // of one address, or one known browser
constexpr std::int64_t free_tries_of_strangers = 50;  // of all unknown browsers together
constexpr std::int64_t free_tries_of_address = 100;   // at all accounts
constexpr std::int64_t free_resets = 3;
constexpr std::int64_t busy_wait_seconds = 5;
constexpr audit::Instant reset_microseconds = audit::Instant{60} * 60 * 1'000'000;

std::string database_time(audit::Instant at) {
  return instant_to_database(audit::instant_text(at));
}

Value hash_of(std::string_view secret) {
  const audit::Hash hash = audit::sha256(secret);
  return std::string(audit::bytes_of(hash));
}

// Each check takes 32 MiB, so few are made at once, whoever asks.
std::counting_semaphore<2>& checking_places() {
  static std::counting_semaphore<2> places(2);
  return places;
}

constexpr std::chrono::seconds checking_patience{5};

// None if too many others are being checked.
std::optional<bool> check_slowly(std::string_view password, const std::string& hash) {
  if (!checking_places().try_acquire_for(checking_patience)) return std::nullopt;
  struct Leave {
    ~Leave() { checking_places().release(); }
  } const leave;
  return audit::is_password(password, hash);
}

struct Known {
  std::string person_id;
  std::string hash;
  std::string account_id;  // the first of the person's
};

std::optional<Known> find(Connection& connection, const std::string& email) {
  const auto row = connection.query_one(
      "SELECT person.id, password.hash, account.id FROM person"
      " JOIN password ON password.person_id = person.id"
      " JOIN account ON account.person_id = person.id AND account.ended_at IS NULL"
      " WHERE person.email = ? ORDER BY account.created_at, account.id LIMIT 1",
      {email});
  if (!row) return std::nullopt;
  return Known{row->text(0), row->text(1), row->text(2)};
}

bool is_known_device(Connection& connection, const std::string& email, const std::string& device) {
  return looks_like_token(device) &&
         connection
             .query_one(
                 "SELECT 1 FROM known_device JOIN person ON person.id = person_id"
                 " WHERE person.email = ? AND sha256 = ?",
                 {email, hash_of(device)})
             .has_value();
}

void know_device(Connection& connection, const Journal& journal, const std::string& person_id,
                 const std::string& device) {
  connection.execute(
      "INSERT INTO known_device (person_id, sha256, seen_at) VALUES (?, ?, ?)"
      " ON DUPLICATE KEY UPDATE seen_at = VALUES(seen_at)",
      {person_id, hash_of(device), database_time(journal.now())});
}

// The keys by which a try is counted, each with how many are free.
using Keys = std::vector<std::pair<std::string, std::int64_t>>;
Keys keys_of(const PasswordAttempt& attempt, const std::string& email, bool is_known) {
  if (is_known) return {{"device\n" + email + "\n" + attempt.device, free_tries}};
  return {{"pair\n" + email + "\n" + attempt.address, free_tries},
          {"strangers\n" + email, free_tries_of_strangers},
          {"address\n" + attempt.address, free_tries_of_address}};
}

SignInAnswer let_in(Database& database, const Journal& journal, const Known& known,
                    const PasswordAttempt& attempt, const Keys& keys, bool is_known) {
  return database.in_transaction([&](Transaction& transaction) {
    Connection& connection = transaction.connection();
    // Many of one building sign in from one address, and their successes are no guesses.
    forget_tries(connection, keys.front().first);
    for (std::size_t at = 1; at < keys.size(); ++at) take_back_try(connection, keys[at].first);
    if (audit::is_outdated(known.hash)) {
      set_password(connection, journal, known.person_id, attempt.password);
    }
    SignInAnswer answer;
    const bool awaits_code = has_second_factor(connection, known.person_id);
    answer.kind = awaits_code ? SignInAnswer::Kind::needs_code : SignInAnswer::Kind::signed_in;
    answer.session =
        begin_session(connection, journal, known.account_id, SignedInBy::password, awaits_code);
    answer.device = is_known ? attempt.device : new_token_text();
    know_device(connection, journal, known.person_id, answer.device);
    return answer;
  });
}

}  // namespace

SignInAnswer sign_in(Database& database, const Journal& journal, const PasswordAttempt& attempt) {
  SignInAnswer refused;
  const auto email = parse_email(attempt.email);
  const std::string address = email.ok() ? *email : "nobody";
  const bool is_known = database.with_connection(
      [&](Connection& c) { return is_known_device(c, address, attempt.device); });
  const auto keys = keys_of(attempt, address, is_known);
  for (const auto& [key, free] : keys) {
    const std::int64_t wait = count_try(database, journal, key, free);
    if (wait > 0) return {SignInAnswer::Kind::wait, "", "", wait};
  }
  const auto known = database.with_connection([&](Connection& c) { return find(c, address); });
  // As long over somebody who is not there.
  const auto is_right =
      check_slowly(attempt.password.size() <= longest_password_bytes ? attempt.password : "",
                   known ? known->hash : audit::nobodys_password());
  if (!is_right) {
    for (const auto& [key, free] : keys) {
      database.with_connection([&](Connection& c) { take_back_try(c, key); });
    }
    return {SignInAnswer::Kind::wait, "", "", busy_wait_seconds};
  }
  if (!known || !*is_right) return refused;
  return let_in(database, journal, *known, attempt, keys, is_known);
}

std::optional<Fault> refuse_password(std::string_view password, std::string_view email) {
  if (password.size() < shortest_password_bytes) {
    return Fault{"password", "Choose a password of at least 12 characters: three words will do."};
  }
  if (password.size() > longest_password_bytes) {
    return Fault{"password", "Choose a password of at most 200 bytes."};
  }
  if (password == email) return Fault{"password", "Choose a password that is not the address."};
  return std::nullopt;
}

void set_password(Connection& connection, const Journal& journal, std::string_view person_id,
                  std::string_view password) {
  connection.execute(
      "INSERT INTO password (person_id, hash, changed_at) VALUES (?, ?, ?)"
      " ON DUPLICATE KEY UPDATE hash = VALUES(hash), changed_at = VALUES(changed_at)",
      {std::string(person_id), audit::hash_password(password), database_time(journal.now())});
}

bool has_password(Connection& connection, std::string_view person_id) {
  return connection
      .query_one("SELECT 1 FROM password WHERE person_id = ?", {std::string(person_id)})
      .has_value();
}

bool is_password_of(Database& database, std::string_view person_id, std::string_view password) {
  const auto row = database.with_connection([&](Connection& connection) {
    return connection.query_one("SELECT hash FROM password WHERE person_id = ?",
                                {std::string(person_id)});
  });
  return password.size() <= longest_password_bytes &&
         check_slowly(password, row ? row->text(0) : audit::nobodys_password()).value_or(false);
}

void ask_for_reset(Database& database, const Journal& journal, std::string_view email_text,
                   std::string_view client_address, std::string_view public_url) {
  const auto email = parse_email(email_text);
  if (!email.ok()) return;
  if (count_try(database, journal, "reset\n" + *email, free_resets) > 0) return;
  if (count_try(database, journal, "reset from\n" + std::string(client_address),
                free_tries_of_address) > 0) {
    return;
  }
  database.in_transaction([&](Transaction& transaction) {
    Connection& connection = transaction.connection();
    const auto person = find_person(connection, *email);
    const std::string token = new_token_text();
    // Somebody who is not there gets a message too, with no recipient, so that both take as long.
    Message message;
    message.recipient = person ? person->email : "";
    message.subject = "Set a new password for Assize";
    message.body =
        "Somebody asked to set a new password for this address at Assize.\n\n"
        "To set one, open this link within an hour. It works once.\n\n" +
        std::string(public_url) + "/password/reset?token=" + token +
        "\n\nIf it was not you, do nothing: your password stays as it is.\n";
    queue_message(connection, journal, message);
    if (!person) return;
    connection.execute(
        "INSERT INTO password_reset (sha256, person_id, expires_at) VALUES (?, ?, ?)",
        {hash_of(token), person->id, database_time(journal.now() + reset_microseconds)});
  });
}

Result<std::string> reset_password(Database& database, const Journal& journal,
                                   std::string_view token, std::string_view password) {
  const Fault no_link{"token",
                      "This link has been used, or is more than an hour old. Ask for another."};
  if (!looks_like_token(token)) return no_link;
  return database.in_transaction([&](Transaction& transaction) -> Result<std::string> {
    Connection& connection = transaction.connection();
    const auto row = connection.query_one(
        "SELECT person.id, person.email FROM password_reset"
        " JOIN person ON person.id = password_reset.person_id"
        " WHERE sha256 = ? AND expires_at > ? FOR UPDATE",
        {hash_of(token), database_time(journal.now())});
    if (!row) return no_link;
    if (const auto fault = refuse_password(password, row->text(1))) return *fault;
    connection.execute("DELETE FROM password_reset WHERE person_id = ?", {row->text(0)});
    set_password(connection, journal, row->text(0), password);
    end_sessions_of(connection, row->text(0));
    // Whoever others keep waiting signs in from this browser all the same.
    std::string device = new_token_text();
    know_device(connection, journal, row->text(0), device);
    return device;
  });
}

}  // namespace assize::registry
