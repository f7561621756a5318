#include "registry/access/caller.h"

#include <array>

#include "audit/tree/hash.h"
#include "registry/access/token_text.h"
#include "registry/database/stored_instant.h"

namespace assize::registry {
namespace {

constexpr std::array<std::string_view, 6> role_codes = {
    "anyone", "provider", "commissioner", "case_officer", "approver", "administrator"};

}  // namespace

std::string_view code(Role role) { return role_codes.at(static_cast<std::size_t>(role)); }

std::optional<Role> role_of_code(std::string_view text) {
  for (std::size_t i = 0; i < role_codes.size(); ++i) {
    if (role_codes[i] == text) return static_cast<Role>(i);
  }
  return std::nullopt;
}

Caller local_administrator() {
  return {"acc_local", "org_regulator", Role::administrator, std::nullopt};
}

std::optional<Caller> caller_of(Database& database, const Journal& journal,
                                std::string_view token_secret) {
  if (!looks_like_token(token_secret)) return std::nullopt;
  const audit::Hash hash = audit::sha256(token_secret);
  const auto row = database.with_connection([&](Connection& connection) {
    return connection.query_one(
        "SELECT account.id, account.organisation_id, account.role, organisation.provider_id, "
        "organisation.la_code FROM access_token JOIN account ON account.id = "
        "access_token.account_id "
        "JOIN organisation ON organisation.id = account.organisation_id "
        "WHERE access_token.sha256 = ? AND access_token.revoked_at IS NULL "
        "AND (access_token.expires_at IS NULL OR access_token.expires_at > ?)",
        {std::string(audit::bytes_of(hash)),
         instant_to_database(audit::instant_text(journal.now()))});
  });
  if (!row) return std::nullopt;
  const auto role = role_of_code(row->text(2));
  if (!role) throw std::logic_error("an account has a role that this program does not know");
  return Caller{row->text(0), row->text(1), *role, row->text_or_none(3), row->text_or_none(4)};
}

bool runs_school(Connection& connection, const Caller& caller, pricing::Urn urn, pricing::Date on) {
  if (!caller.provider_id) return false;
  const std::string day = on.text();
  return connection
      .query_one(
          "SELECT 1 FROM school_provider WHERE urn = ? AND provider_id = ? AND from_date <= ? "
          "AND (to_date IS NULL OR to_date >= ?) LIMIT 1",
          {static_cast<std::int64_t>(urn.number()), *caller.provider_id, day, day})
      .has_value();
}

}  // namespace assize::registry
