#include "registry/people/managing.h"

#include "registry/database/stored_instant.h"
#include "registry/people/organisations.h"

namespace assize::registry {
namespace {

const Fault not_allowed{"forbidden",
                        "Only somebody who manages the organisation may do this, and for the "
                        "regulator an administrator."};

// Locks the organisation's people, so that two who manage it cannot both leave at once.
void lock_organisation(Connection& connection, const std::string& organisation_id) {
  connection.query("SELECT id FROM organisation WHERE id = ? FOR UPDATE", {organisation_id});
}

// Whether somebody else would still manage it. The regulator's administrators need no other.
bool has_another_manager(Connection& connection, const Membership& member) {
  return connection
      .query_one(
          "SELECT 1 FROM account WHERE organisation_id = ? AND id <> ? AND manages"
          " AND person_id IS NOT NULL AND ended_at IS NULL LIMIT 1",
          {member.organisation_id, member.account_id})
      .has_value();
}

std::optional<Fault> refuse_loss(Connection& connection, const Caller& actor,
                                 const Membership& member) {
  if (!member.manages || actor.role == Role::administrator ||
      has_another_manager(connection, member)) {
    return std::nullopt;
  }
  return Fault{"conflict",
               "Nobody else manages the organisation. Let somebody else manage it first."};
}

std::string now_of(const Journal& journal) {
  return instant_to_database(audit::instant_text(journal.now()));
}

void revoke_tokens_made_by(Connection& connection, const Journal& journal,
                           const std::string& account_id) {
  connection.execute(
      "UPDATE access_token SET revoked_at = ? WHERE made_by = ? AND revoked_at IS NULL",
      {now_of(journal), account_id});
}

audit::CanonicalValue part_of(const Membership& member) {
  return audit::CanonicalValue::Object{{"manages", member.manages},
                                       {"organisation", member.organisation_id},
                                       {"role", std::string(code(member.role))}};
}

}  // namespace

bool may_manage(Connection& connection, const Caller& actor, std::string_view organisation_id) {
  if (actor.role == Role::administrator) return true;
  if (actor.organisation_id != organisation_id || organisation_id == "org_regulator") return false;
  return connection
      .query_one("SELECT 1 FROM account WHERE id = ? AND manages AND ended_at IS NULL",
                 {actor.account_id})
      .has_value();
}

Result<Membership> change_membership(Transaction& transaction, const Journal& journal,
                                     const Caller& actor, std::string_view account_id, Role role,
                                     bool manages) {
  Connection& connection = transaction.connection();
  auto member = find_membership(connection, account_id);
  if (!member ||
      (actor.role != Role::administrator && member->organisation_id != actor.organisation_id)) {
    return Fault{"account", "There is nobody by that account in your organisation."};
  }
  if (!may_manage(connection, actor, member->organisation_id)) return not_allowed;
  lock_organisation(connection, member->organisation_id);
  const auto organisation = find_organisation(connection, member->organisation_id);
  if (!may_hold(organisation->kind, role)) {
    return Fault{"role", "Nobody in an organisation of this kind has that role."};
  }
  if (!manages) {
    if (auto fault = refuse_loss(connection, actor, *member)) return *fault;
  }
  if (member->role == role && member->manages == manages) return *member;
  // A token has the role that its maker had.
  if (member->role != role) revoke_tokens_made_by(connection, journal, member->account_id);
  member->role = role;
  member->manages = manages;
  connection.execute("UPDATE account SET role = ?, manages = ? WHERE id = ?",
                     {std::string(code(role)), std::int64_t{manages}, member->account_id});
  journal.append(transaction, {"membership.changed",
                               actor.account_id,
                               "account/" + member->account_id,
                               {},
                               {},
                               part_of(*member)});
  return *member;
}

Result<bool> end_membership(Transaction& transaction, const Journal& journal, const Caller& actor,
                            std::string_view account_id) {
  Connection& connection = transaction.connection();
  const auto member = find_membership(connection, account_id);
  if (!member ||
      (actor.role != Role::administrator && member->organisation_id != actor.organisation_id)) {
    return Fault{"account", "There is nobody by that account in your organisation."};
  }
  if (member->account_id != actor.account_id &&
      !may_manage(connection, actor, member->organisation_id)) {
    return not_allowed;
  }
  lock_organisation(connection, member->organisation_id);
  if (auto fault = refuse_loss(connection, actor, *member)) return *fault;
  const std::string now = now_of(journal);
  if (connection.execute("UPDATE account SET ended_at = ? WHERE id = ? AND ended_at IS NULL",
                         {now, member->account_id}) == 0) {
    return false;
  }
  connection.execute("DELETE FROM session WHERE account_id = ?", {member->account_id});
  revoke_tokens_made_by(connection, journal, member->account_id);
  journal.append(transaction,
                 {"membership.ended",
                  actor.account_id,
                  "account/" + member->account_id,
                  {},
                  {},
                  audit::CanonicalValue::Object{{"organisation", member->organisation_id}}});
  return true;
}

}  // namespace assize::registry
