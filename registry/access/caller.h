// Who is asking: the account, its organisation and its role, as a token or a command line gives
// them. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pricing/exact/codes.h"
#include "pricing/exact/date.h"
#include "registry/database/database.h"
#include "registry/log/journal.h"

namespace assize::registry {

enum class Role { anyone, provider, commissioner, case_officer, approver, administrator, auditor };
std::string_view code(Role role);
std::optional<Role> role_of_code(std::string_view text);

struct Caller {
  std::string account_id;  // "acc_…", opaque; "" for anyone
  std::string organisation_id;
  Role role = Role::anyone;
  std::optional<std::string> provider_id;             // of a provider's organisation
  std::optional<std::string> la_code = std::nullopt;  // of a council's
  // Whose objects it sees as its own beside its organisation's: of a partnership, its councils and
  // their organisations; of a group, its providers' organisations. It changes nothing of theirs.
  std::vector<std::string> councils = {};
  std::vector<std::string> organisations = {};
  // What a token is held to beside its role: "filings:read", "placements:write". None: no more.
  std::optional<std::vector<std::string>> scopes = std::nullopt;

  bool sees_council(std::string_view la_code) const;
  bool sees_organisation(std::string_view organisation_id) const;
};

// The account that commands run on the service's own machine act as: an administrator, made with
// the database.
Caller local_administrator();

struct NewToken {
  std::string secret;  // "assize_" and 43 characters; shown once
  std::string account_id;
};

// The caller of the account that the row holds as account.id, account.organisation_id,
// account.role, organisation.provider_id, organisation.la_code, organisation.kind,
// organisation.group_id, from column `first` on.
Caller caller_of_row(Connection& connection, const Row& row, std::size_t first = 0);

// What a token is asked for. Its organisation's id is "org_" and the provider's id, "org_council_"
// and the council's code, "org_regulator" or "org_auditor".
struct TokenRequest {
  Role role = Role::provider;
  std::string organisation_name;
  std::optional<std::string> provider_id;  // needed for Role::provider
  std::optional<std::string> la_code;      // needed for Role::commissioner
  std::string label;
  std::optional<int> days_valid;
  std::optional<std::vector<std::string>> scopes = std::nullopt;
};
// Makes the organisation (if it is new), an account and a token for it; logged as "token.issued".
// Only an administrator may: otherwise the fault's place is "forbidden". The provider must be
// known.
Result<NewToken> issue_token(Database& database, const Journal& journal, const Caller& actor,
                             const TokenRequest& request);
// Ends the account's tokens, at once; says how many. Logged as "token.revoked" if there was one.
Result<int> revoke_token(Database& database, const Journal& journal, const Caller& actor,
                         std::string_view account_id);
// Makes a token of the actor's own organisation and role, and no more than that, for a machine.
// Logged as "token.issued". It must end within a year.
Result<NewToken> issue_own_token(Transaction& transaction, const Journal& journal,
                                 const Caller& actor, const TokenRequest& request);

// A token as its organisation sees it; never its secret.
struct TokenSummary {
  std::string account_id;
  Role role = Role::provider;
  std::string label;
  std::optional<std::vector<std::string>> scopes;
  std::string created_at;
  std::optional<std::string> expires_at;
  std::optional<std::string> revoked_at;
  std::optional<std::string> last_used_at;  // to the minute
  std::optional<std::string> made_by;       // an account
};
// The organisation's, the latest first; at most 1,000.
std::vector<TokenSummary> list_tokens(Connection& connection, std::string_view organisation_id);
// As revoke_token, for those that the actor made or, where `manages`, its organisation's. False if
// there is no such token.
Result<bool> revoke_own_token(Transaction& transaction, const Journal& journal, const Caller& actor,
                              std::string_view account_id, bool manages);

// The caller of a token that is known, not expired and not revoked; none otherwise.
std::optional<Caller> caller_of(Database& database, const Journal& journal,
                                std::string_view token_secret);
// Whether the caller's provider runs that school on that day, its first and last day included.
bool runs_school(Connection& connection, const Caller& caller, pricing::Urn urn, pricing::Date on);

}  // namespace assize::registry
