// Tokens that an organisation makes, sees and revokes for itself.
#include "audit/tree/hash.h"
#include "registry/access/caller.h"
#include "registry/access/scopes.h"
#include "registry/access/token_text.h"
#include "registry/database/stored_instant.h"

namespace assize::registry {
namespace {

constexpr int longest_days = 366;
constexpr std::size_t label_limit_bytes = 100;
constexpr audit::Instant day_microseconds = audit::Instant{24} * 60 * 60 * 1'000'000;

std::string database_time(audit::Instant at) {
  return instant_to_database(audit::instant_text(at));
}

std::optional<std::string> instant_or_none(const Row& row, std::size_t column) {
  const auto held = row.text_or_none(column);
  return held ? std::optional(instant_from_database(*held)) : std::nullopt;
}

}  // namespace

Result<NewToken> issue_own_token(Transaction& transaction, const Journal& journal,
                                 const Caller& actor, const TokenRequest& request) {
  Faults faults;
  if (!request.days_valid || *request.days_valid < 1 || *request.days_valid > longest_days) {
    faults.push_back({"days", "Say for how many days it is good: 1 to 366."});
  }
  if (request.label.empty() || request.label.size() > label_limit_bytes) {
    faults.push_back({"label", "Say in at most 100 bytes what the token is for."});
  }
  if (!faults.empty()) return faults;
  Connection& connection = transaction.connection();
  const NewToken token{new_token_text(), new_account_id()};
  const audit::Hash hash = audit::sha256(token.secret);
  const std::string now = database_time(journal.now());
  connection.execute(
      "INSERT INTO account (id, organisation_id, role, created_at) VALUES (?, ?, ?, ?)",
      {token.account_id, actor.organisation_id, std::string(code(actor.role)), now});
  connection.execute(
      "INSERT INTO access_token (sha256, account_id, label, created_at, expires_at, scopes,"
      " made_by) VALUES (?, ?, ?, ?, ?, ?, ?)",
      {std::string(audit::bytes_of(hash)), token.account_id, request.label, now,
       database_time(journal.now() + *request.days_valid * day_microseconds),
       request.scopes ? Value(join_scopes(*request.scopes)) : Value(nullptr), actor.account_id});
  journal.append(transaction,
                 {"token.issued",
                  actor.account_id,
                  "account/" + token.account_id,
                  {},
                  {},
                  audit::CanonicalValue::Object{{"organisation", actor.organisation_id},
                                                {"role", std::string(code(actor.role))}}});
  return token;
}

std::vector<TokenSummary> list_tokens(Connection& connection, std::string_view organisation_id) {
  std::vector<TokenSummary> found;
  for (const Row& row : connection.query(
           "SELECT account.id, account.role, label, scopes, access_token.created_at, expires_at,"
           " revoked_at, last_used_at, made_by FROM access_token"
           " JOIN account ON account.id = access_token.account_id"
           " LEFT JOIN token_use ON token_use.sha256 = access_token.sha256 WHERE organisation_id = "
           "?"
           " ORDER BY access_token.created_at DESC, account.id LIMIT 1000",
           {std::string(organisation_id.substr(0, 60))})) {
    TokenSummary token;
    token.account_id = row.text(0);
    token.role = role_of_code(row.text(1)).value();
    token.label = row.text(2);
    if (const auto scopes = row.text_or_none(3)) token.scopes = split_scopes(*scopes);
    token.created_at = instant_from_database(row.text(4));
    token.expires_at = instant_or_none(row, 5);
    token.revoked_at = instant_or_none(row, 6);
    token.last_used_at = instant_or_none(row, 7);
    token.made_by = row.text_or_none(8);
    found.push_back(std::move(token));
  }
  return found;
}

Result<bool> revoke_own_token(Transaction& transaction, const Journal& journal, const Caller& actor,
                              std::string_view account_id, bool manages) {
  Connection& connection = transaction.connection();
  const auto row = connection.query_one(
      "SELECT access_token.made_by, revoked_at FROM access_token"
      " JOIN account ON account.id = access_token.account_id"
      " WHERE account.id = ? AND account.organisation_id = ? FOR UPDATE",
      {std::string(account_id.substr(0, 60)), actor.organisation_id});
  if (!row) return Fault{"account", "Your organisation has no token of that account."};
  if (!manages && row->text_or_none(0) != actor.account_id) {
    return Fault{"forbidden",
                 "Only whoever made a token, or manages the organisation, may revoke it."};
  }
  if (!row->is_null(1)) return false;
  connection.execute("UPDATE access_token SET revoked_at = ? WHERE account_id = ?",
                     {database_time(journal.now()), std::string(account_id)});
  journal.append(transaction, {"token.revoked",
                               actor.account_id,
                               "account/" + std::string(account_id),
                               {},
                               {},
                               audit::CanonicalValue::Object{}});
  return true;
}

}  // namespace assize::registry
