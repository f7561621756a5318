// Issuing and revoking tokens, each with its log entry in the same transaction.
#include <algorithm>

#include "audit/tree/hash.h"
#include "registry/access/caller.h"
#include "registry/access/token_text.h"
#include "registry/database/stored_instant.h"

namespace assize::registry {
namespace {

constexpr std::size_t name_limit_characters = 200;
constexpr std::size_t label_limit_characters = 100;
constexpr int longest_validity_days = 3'650;
constexpr audit::Instant day_microseconds = audit::Instant{24} * 60 * 60 * 1'000'000;

std::string database_time(audit::Instant at) {
  return instant_to_database(audit::instant_text(at));
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

bool is_la_code(const std::string& text) {
  return text.size() == 3 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Fault forbidden() { return {"forbidden", "Only an administrator may issue and revoke tokens."}; }

Faults faults_of(const TokenRequest& request) {
  Faults faults;
  const auto add = [&](const char* place, const std::string& message) {
    faults.push_back({place, message});
  };
  if (request.role == Role::anyone) {
    add("role",
        "A token needs a role: provider, commissioner, case_officer, approver, administrator or "
        "auditor.");
  }
  if ((request.role == Role::provider) != request.provider_id.has_value()) {
    add("provider", request.provider_id ? "Only a provider's token names a provider."
                                        : "A provider's token must name its provider.");
  }
  if ((request.role == Role::commissioner) != request.la_code.has_value()) {
    add("council", request.la_code ? "Only a commissioner's token names a council."
                                   : "A commissioner's token must name its council's code.");
  } else if (request.la_code && !is_la_code(*request.la_code)) {
    add("council", "A council's code is three digits, such as 301.");
  }
  if (characters(request.organisation_name) > name_limit_characters) {
    add("organisation", "The organisation's name has more than 200 characters. Shorten it.");
  }
  if (characters(request.label) > label_limit_characters) {
    add("label", "The label has more than 100 characters. Shorten it.");
  }
  if (request.days_valid &&
      (*request.days_valid < 1 || *request.days_valid > longest_validity_days)) {
    add("validity", "A token is valid for 1 to 3650 days; leave it out for no end.");
  }
  return faults;
}

struct TokenOrganisation {
  std::string id;
  std::string kind;
};

TokenOrganisation organisation_of(const TokenRequest& request) {
  if (request.role == Role::provider) return {"org_" + *request.provider_id, "provider"};
  if (request.role == Role::commissioner) return {"org_council_" + *request.la_code, "council"};
  if (request.role == Role::auditor) return {"org_auditor", "auditor"};
  return {"org_regulator", "regulator"};
}

std::optional<Fault> check_provider(Connection& connection, const TokenRequest& request) {
  if (!request.provider_id ||
      connection.query_one("SELECT 1 FROM provider WHERE id = ?", {*request.provider_id})) {
    return std::nullopt;
  }
  return Fault{"provider", "There is no provider " + *request.provider_id +
                               " on the register. Import who runs which school first."};
}

void make_organisation(Connection& connection, const TokenOrganisation& organisation,
                       const TokenRequest& request) {
  const std::string& name =
      request.organisation_name.empty() ? organisation.id : request.organisation_name;
  connection.execute(
      "INSERT INTO organisation (id, kind, name, provider_id, la_code) "
      "VALUES (?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE id = VALUES(id)",
      {organisation.id, organisation.kind, name, value_or_null(request.provider_id),
       value_or_null(request.la_code)});
}

}  // namespace

Result<NewToken> issue_token(Database& database, const Journal& journal, const Caller& actor,
                             const TokenRequest& request) {
  if (actor.role != Role::administrator) return forbidden();
  if (Faults faults = faults_of(request); !faults.empty()) return faults;
  const TokenOrganisation organisation = organisation_of(request);
  const NewToken token{new_token_text(), new_account_id()};
  const audit::Instant now = journal.now();
  const audit::Hash hash = audit::sha256(token.secret);
  std::optional<std::string> expires_at;
  if (request.days_valid) expires_at = database_time(now + *request.days_valid * day_microseconds);

  return database.in_transaction([&](Transaction& transaction) -> Result<NewToken> {
    Connection& connection = transaction.connection();
    if (auto fault = check_provider(connection, request)) return *fault;
    make_organisation(connection, organisation, request);
    connection.execute(
        "INSERT INTO account (id, organisation_id, role, created_at) VALUES (?, ?, ?, ?)",
        {token.account_id, organisation.id, std::string(code(request.role)), database_time(now)});
    connection.execute(
        "INSERT INTO access_token (sha256, account_id, label, created_at, expires_at) "
        "VALUES (?, ?, ?, ?, ?)",
        {std::string(audit::bytes_of(hash)), token.account_id, request.label, database_time(now),
         value_or_null(expires_at)});
    journal.append(transaction,
                   {"token.issued",
                    actor.account_id,
                    "account/" + token.account_id,
                    {},
                    {},
                    audit::CanonicalValue::Object{{"organisation", organisation.id},
                                                  {"role", std::string(code(request.role))}}});
    return token;
  });
}

Result<int> revoke_token(Database& database, const Journal& journal, const Caller& actor,
                         std::string_view account_id) {
  if (actor.role != Role::administrator) return forbidden();
  return database.in_transaction([&](Transaction& transaction) -> Result<int> {
    Connection& connection = transaction.connection();
    const std::string account(account_id.substr(0, 60));
    if (!connection.query_one("SELECT 1 FROM access_token WHERE account_id = ? LIMIT 1",
                              {account})) {
      return Fault{"account", "There is no account with a token by that id."};
    }
    const std::uint64_t revoked = connection.execute(
        "UPDATE access_token SET revoked_at = ? WHERE account_id = ? AND revoked_at IS NULL",
        {database_time(journal.now()), account});
    if (revoked > 0) {
      journal.append(transaction, {"token.revoked",
                                   actor.account_id,
                                   "account/" + account,
                                   {},
                                   {},
                                   audit::CanonicalValue::Object{}});
    }
    return static_cast<int>(revoked);
  });
}

}  // namespace assize::registry
