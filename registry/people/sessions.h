// Who is signed in: sessions in the database, so that any node serves. A session ends an hour after
// it was last used, twelve hours after it began, or when its person, or whoever manages the
// organisation, ends it. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "pricing/result.h"
#include "registry/access/caller.h"
#include "registry/database/database.h"
#include "registry/log/journal.h"

namespace assize::registry {

inline constexpr audit::Instant session_idle_microseconds = audit::Instant{60} * 60 * 1'000'000;
inline constexpr audit::Instant session_longest_microseconds = 12 * session_idle_microseconds;

enum class SignedInBy { demo, password, openid };

// The person behind a session, as a page greets them.
struct SignedIn {
  Caller caller;
  std::string person_id;
  std::string person_name;
  std::string email;
  std::string organisation_name;
  std::string organisation_kind;  // its code
  bool manages = false;
  bool is_demo = false;
};

// Begins a session for the account, which must be a person's and not ended; gives its secret,
// for the person's browser alone. One that awaits a code signs nobody in until it is given.
std::string begin_session(Connection& connection, const Journal& journal,
                          std::string_view account_id, SignedInBy by, bool awaits_code = false);
// Who that secret signs in; none if it is unknown, over or idle for too long. Notes the use, at
// most once a minute.
std::optional<SignedIn> session_of(Database& database, const Journal& journal,
                                   std::string_view secret);
// Another of the person's own accounts; false if it is not theirs.
bool act_as(Connection& connection, std::string_view secret, std::string_view account_id);
void end_session(Connection& connection, std::string_view secret);
// On every device; says how many. `but_not` is the secret of one that goes on.
std::uint64_t end_sessions_of(Connection& connection, std::string_view person_id,
                              std::string_view but_not = {});
// Forgets sessions that are over; says how many. For a timer.
std::uint64_t forget_old_sessions(Database& database, const Journal& journal);

// Whether it has a session secret's form, which costs no query.
bool looks_like_session(std::string_view text);

}  // namespace assize::registry
