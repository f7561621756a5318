// An authenticator app as a second factor, and the recovery codes for when it is lost. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pricing/result.h"
#include "registry/database/database.h"
#include "registry/log/journal.h"

namespace assize::registry {

bool has_second_factor(Connection& connection, std::string_view person_id);
// A new secret, shown once, which counts when confirmed. A fault, "conflict", if there is one that
// counts already.
Result<std::string> begin_second_factor(Transaction& transaction, std::string_view person_id);
// By a code of it; gives ten recovery codes, shown once. A fault's place is "code".
Result<std::vector<std::string>> confirm_second_factor(Transaction& transaction,
                                                       const Journal& journal,
                                                       std::string_view person_id,
                                                       std::string_view code);
void remove_second_factor(Connection& connection, std::string_view person_id);

// Gives the code to a session that awaits it, of the app or a recovery code; the secret of the
// session that takes its place. None if it is wrong, or tried too
// soon after several that were.
std::optional<std::string> give_code(Database& database, const Journal& journal,
                                     std::string_view session_secret, std::string_view code);

}  // namespace assize::registry
