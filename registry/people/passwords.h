// Signing in by e-mail address and password, and setting passwords. Answers never tell, by what
// they say or how long they take, whether somebody has an account. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "pricing/result.h"
#include "registry/database/database.h"
#include "registry/log/journal.h"

namespace assize::registry {

struct PasswordAttempt {
  std::string email;
  std::string password;
  std::string address;  // the client's
  std::string device;   // the secret of a browser that signed in before; "" for none
};

struct SignInAnswer {
  enum class Kind { signed_in, needs_code, refused, wait };
  Kind kind = Kind::refused;
  std::string session;  // the secret of a session, which may await a code
  std::string device;   // the secret that tells this browser again
  std::int64_t wait_seconds = 0;
};

// Tries are slowed by address and device one with another; somebody who guesses from elsewhere does
// not slow a browser that the person has signed in with before.
SignInAnswer sign_in(Database& database, const Journal& journal, const PasswordAttempt& attempt);

// Faults unless it is worth having: 12 to 200 bytes, and not the address itself.
std::optional<Fault> refuse_password(std::string_view password, std::string_view email);
void set_password(Connection& connection, const Journal& journal, std::string_view person_id,
                  std::string_view password);
bool has_password(Connection& connection, std::string_view person_id);
// Whether it is the person's password. Slow.
bool is_password_of(Database& database, std::string_view person_id, std::string_view password);

// Sends a link to set a new password, good once and for an hour, if somebody has that address; says
// nothing either way. At most a few an hour for each address.
void ask_for_reset(Database& database, const Journal& journal, std::string_view email,
                   std::string_view client_address, std::string_view public_url);
// Sets the password, ends every session of the person, and forgets the link; gives the secret that
// tells this browser again. A fault's place is "token" or "password".
Result<std::string> reset_password(Database& database, const Journal& journal,
                                   std::string_view token, std::string_view password);

}  // namespace assize::registry
