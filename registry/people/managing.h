// Who is in an organisation, as those who manage it decide: inviting, changing what somebody is,
// removing, leaving. Each is an entry in the log that names accounts only. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pricing/result.h"
#include "registry/people/people.h"

namespace assize::registry {

// An administrator manages every organisation; elsewhere, whoever is marked so manages their own.
// Only an administrator manages the regulator's own people.
bool may_manage(Connection& connection, const Caller& actor, std::string_view organisation_id);

struct Invitation {
  std::string id;  // "inv_…"
  std::string organisation_id;
  std::string name;
  std::string email;
  Role role = Role::provider;
  bool manages = false;
  std::string expires_at;
  std::string link = {};  // of one just made: who has it takes it up. Only for the command line.
};

// Sends the invitation by e-mail, with a link good once and for seven days. Logged as
// "member.invited". A fault's place is "forbidden" or the field at fault.
Result<Invitation> invite(Transaction& transaction, const Journal& journal, const Caller& actor,
                          const Invitation& wanted, std::string_view public_url);
// Those that wait to be taken up.
std::vector<Invitation> open_invitations(Connection& connection, const Journal& journal,
                                         std::string_view organisation_id);
// False if there is none open by that id that the actor may withdraw. Logged as
// "invitation.withdrawn".
bool withdraw_invitation(Transaction& transaction, const Journal& journal, const Caller& actor,
                         std::string_view id);
// Takes the invitation up: the person is made, or, if the address is known, is the one who has it.
// Who has no password yet sets one. Logged as "membership.begun" by who invited. Faults: "token",
// "name", "password".
Result<Membership> accept_invitation(Transaction& transaction, const Journal& journal,
                                     std::string_view token, std::string_view name,
                                     std::string_view password);

// Another role, or management; with another role, the tokens they made end. Logged as
// "membership.changed". Faults: "forbidden", "account", "role", "conflict" where nobody would be
// left to manage.
Result<Membership> change_membership(Transaction& transaction, const Journal& journal,
                                     const Caller& actor, std::string_view account_id, Role role,
                                     bool manages);
// Removes somebody, or leaves where it is the actor's own: their sessions end, and the tokens they
// made. Logged as "membership.ended". Faults as above.
Result<bool> end_membership(Transaction& transaction, const Journal& journal, const Caller& actor,
                            std::string_view account_id);

}  // namespace assize::registry
