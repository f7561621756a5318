// Inviting people by e-mail, and their taking it up.
#include "audit/tree/hash.h"
#include "registry/access/token_text.h"
#include "registry/database/stored_instant.h"
#include "registry/messages/outbox.h"
#include "registry/people/managing.h"
#include "registry/people/organisations.h"
#include "registry/people/passwords.h"

namespace assize::registry {
namespace {

constexpr audit::Instant valid_microseconds = audit::Instant{7} * 24 * 60 * 60 * 1'000'000;
constexpr std::size_t name_limit_bytes = 200;

std::string database_time(audit::Instant at) {
  return instant_to_database(audit::instant_text(at));
}

Value hash_of(std::string_view secret) {
  const audit::Hash hash = audit::sha256(secret);
  return std::string(audit::bytes_of(hash));
}

bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= name_limit_bytes &&
         name.find_first_of("\r\n") == std::string_view::npos;
}

const Fault no_name{"name", "Give the person's name, in one line of at most 200 bytes."};

NewEntry entry_of(std::string action, const std::string& actor, const Invitation& invitation) {
  return {std::move(action),
          actor,
          "organisation/" + invitation.organisation_id,
          {},
          {},
          audit::CanonicalValue::Object{{"manages", invitation.manages},
                                        {"organisation", invitation.organisation_id},
                                        {"role", std::string(code(invitation.role))}}};
}

Invitation invitation_of_row(const Row& row) {
  return {row.text(0),
          row.text(1),
          row.text(2),
          row.text(3),
          role_of_code(row.text(4)).value(),
          row.integer(5) != 0,
          instant_from_database(row.text(6)),
          {}};
}

constexpr std::string_view select_invitation =
    "SELECT id, organisation_id, name, email, role, manages, expires_at, invited_by"
    " FROM invitation WHERE ended_at IS NULL AND expires_at > ?";

void end(Connection& connection, const Journal& journal, const std::string& id,
         const std::optional<std::string>& account_id) {
  connection.execute(
      "UPDATE invitation SET ended_at = ?, name = '', email = '', account_id = ? WHERE id = ?",
      {database_time(journal.now()), value_or_null(account_id), id});
}

}  // namespace

Result<Invitation> invite(Transaction& transaction, const Journal& journal, const Caller& actor,
                          const Invitation& wanted, std::string_view public_url) {
  Connection& connection = transaction.connection();
  if (!may_manage(connection, actor, wanted.organisation_id)) {
    return Fault{"forbidden",
                 "Only somebody who manages the organisation may invite, and for the regulator an "
                 "administrator."};
  }
  const auto organisation = find_organisation(connection, wanted.organisation_id);
  if (!organisation) return Fault{"organisation", "There is no such organisation."};
  Faults faults;
  const auto email = parse_email(wanted.email);
  if (!email.ok()) faults = email.faults();
  if (!is_name(wanted.name)) faults.push_back(no_name);
  if (!may_hold(organisation->kind, wanted.role)) {
    faults.push_back({"role", "Nobody in an organisation of this kind has that role."});
  }
  if (!faults.empty()) return faults;
  Invitation made = wanted;
  made.id = "inv_" + audit::sha256_hex(audit::random_bytes(32)).substr(0, 32);
  made.email = *email;
  made.expires_at = audit::instant_text(journal.now() + valid_microseconds);
  const std::string token = new_token_text();
  made.link = std::string(public_url) + "/invitations/acceptance?token=" + token;
  connection.execute(
      "INSERT INTO invitation (id, sha256, organisation_id, name, email, role, manages, invited_by,"
      " created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {made.id, hash_of(token), made.organisation_id, made.name, made.email,
       std::string(code(made.role)), std::int64_t{made.manages}, actor.account_id,
       database_time(journal.now()), instant_to_database(made.expires_at)});
  queue_message(connection, journal,
                {made.email, "You are invited to Assize",
                 "You are invited to act for " + organisation->name +
                     " at Assize, the regulator's service for independent and non-maintained "
                     "special schools.\n\nTo take it up, open this link within seven days. It "
                     "works once.\n\n" +
                     made.link + "\n\nIf you do not expect it, do nothing.\n"});
  journal.append(transaction, entry_of("member.invited", actor.account_id, made));
  return made;
}

std::vector<Invitation> open_invitations(Connection& connection, const Journal& journal,
                                         std::string_view organisation_id) {
  std::vector<Invitation> found;
  const std::string sql = std::string(select_invitation) +
                          " AND organisation_id = ? ORDER BY created_at, id LIMIT 1000";
  for (const Row& row : connection.query(
           sql, {database_time(journal.now()), std::string(organisation_id.substr(0, 60))})) {
    found.push_back(invitation_of_row(row));
  }
  return found;
}

bool withdraw_invitation(Transaction& transaction, const Journal& journal, const Caller& actor,
                         std::string_view id) {
  Connection& connection = transaction.connection();
  const auto row =
      connection.query_one(std::string(select_invitation) + " AND id = ? FOR UPDATE",
                           {database_time(journal.now()), std::string(id.substr(0, 40))});
  if (!row || !may_manage(connection, actor, row->text(1))) return false;
  end(connection, journal, row->text(0), std::nullopt);
  journal.append(transaction,
                 entry_of("invitation.withdrawn", actor.account_id, invitation_of_row(*row)));
  return true;
}

Result<Membership> accept_invitation(Transaction& transaction, const Journal& journal,
                                     std::string_view token, std::string_view name,
                                     std::string_view password) {
  const Fault no_link{"token",
                      "This invitation has been taken up or withdrawn, or is more than seven days "
                      "old. Ask whoever invited you for another."};
  if (!looks_like_token(token)) return no_link;
  Connection& connection = transaction.connection();
  const auto row =
      connection.query_one(std::string(select_invitation) + " AND sha256 = ? FOR UPDATE",
                           {database_time(journal.now()), hash_of(token)});
  if (!row) return no_link;
  const Invitation invitation = invitation_of_row(*row);
  if (!name.empty() && !is_name(name)) return no_name;
  Membership wanted;
  wanted.person = find_or_make_person(
      connection, journal, name.empty() ? invitation.name : std::string(name), invitation.email);
  if (!has_password(connection, wanted.person.id)) {
    if (const auto fault = refuse_password(password, invitation.email)) return *fault;
    set_password(connection, journal, wanted.person.id, password);
  }
  wanted.organisation_id = invitation.organisation_id;
  wanted.role = invitation.role;
  wanted.manages = invitation.manages;
  auto made = begin_membership(transaction, journal, row->text(7), wanted);
  if (made.ok()) end(connection, journal, invitation.id, made->account_id);
  return made;
}

}  // namespace assize::registry
