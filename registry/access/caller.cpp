#include "registry/access/caller.h"

#include <algorithm>
#include <array>

#include "audit/tree/hash.h"
#include "registry/access/scopes.h"
#include "registry/access/token_text.h"
#include "registry/database/stored_instant.h"

namespace assize::registry {
namespace {

constexpr std::array<std::string_view, 7> role_codes = {
    "anyone", "provider", "commissioner", "case_officer", "approver", "administrator", "auditor"};

constexpr audit::Instant use_noted_each = audit::Instant{60} * 1'000'000;

// By values of the organisation alone, so that a request of a plain council's costs no more.
void add_partners(Connection& connection, Caller& caller, std::string_view kind,
                  const std::optional<std::string>& group_id) {
  if (kind == "partnership") {
    for (const Row& row :
         connection.query("SELECT la_code FROM partnership_council WHERE organisation_id = ?"
                          " ORDER BY la_code",
                          {caller.organisation_id})) {
      caller.councils.push_back(row.text(0));
      caller.organisations.push_back("org_council_" + row.text(0));
    }
  } else if (kind == "group" && group_id) {
    for (const Row& row :
         connection.query("SELECT id FROM provider WHERE group_id = ? ORDER BY id", {*group_id})) {
      caller.organisations.push_back("org_" + row.text(0));
    }
  }
}

void note_use(Connection& connection, const Journal& journal, const audit::Hash& hash) {
  const std::string now = instant_to_database(audit::instant_text(journal.now()));
  connection.execute(
      "INSERT INTO token_use (sha256, last_used_at) VALUES (?, ?)"
      " ON DUPLICATE KEY UPDATE last_used_at = VALUES(last_used_at)",
      {std::string(audit::bytes_of(hash)), now});
}

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

bool Caller::sees_council(std::string_view code) const {
  return (la_code && *la_code == code) ||
         std::find(councils.begin(), councils.end(), code) != councils.end();
}

bool Caller::sees_organisation(std::string_view id) const {
  return !id.empty() &&
         (organisation_id == id ||
          std::find(organisations.begin(), organisations.end(), id) != organisations.end());
}

Caller caller_of_row(Connection& connection, const Row& row, std::size_t first) {
  const auto role = role_of_code(row.text(first + 2));
  if (!role) throw std::logic_error("an account has a role that this program does not know");
  Caller caller{row.text(first), row.text(first + 1), *role, row.text_or_none(first + 3),
                row.text_or_none(first + 4)};
  add_partners(connection, caller, row.text(first + 5), row.text_or_none(first + 6));
  return caller;
}

std::optional<Caller> caller_of(Database& database, const Journal& journal,
                                std::string_view token_secret) {
  if (!looks_like_token(token_secret)) return std::nullopt;
  const audit::Hash hash = audit::sha256(token_secret);
  return database.with_connection([&](Connection& connection) -> std::optional<Caller> {
    const auto row = connection.query_one(
        "SELECT account.id, account.organisation_id, account.role, organisation.provider_id, "
        "organisation.la_code, organisation.kind, organisation.group_id, access_token.scopes, "
        "token_use.last_used_at IS NULL OR token_use.last_used_at <= ? "
        "FROM access_token JOIN account ON account.id = access_token.account_id "
        "JOIN organisation ON organisation.id = account.organisation_id "
        "LEFT JOIN token_use ON token_use.sha256 = access_token.sha256 "
        "WHERE access_token.sha256 = ? AND access_token.revoked_at IS NULL "
        "AND account.ended_at IS NULL "
        "AND (access_token.expires_at IS NULL OR access_token.expires_at > ?)",
        {instant_to_database(audit::instant_text(journal.now() - use_noted_each)),
         std::string(audit::bytes_of(hash)),
         instant_to_database(audit::instant_text(journal.now()))});
    if (!row) return std::nullopt;
    if (row->integer(8) != 0) note_use(connection, journal, hash);
    Caller caller = caller_of_row(connection, *row);
    if (const auto scopes = row->text_or_none(7)) caller.scopes = split_scopes(*scopes);
    return caller;
  });
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
