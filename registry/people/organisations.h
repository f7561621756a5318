// Organisations: who they are and what they stand for. A provider's is known by the provider's id,
// a council's by its code, a group's by the group's id; partnerships and auditors get ids of their
// own. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pricing/result.h"
#include "registry/access/caller.h"
#include "registry/database/database.h"
#include "registry/log/journal.h"

namespace assize::registry {

enum class OrganisationKind { provider, council, regulator, group, partnership, auditor };
std::string_view code(OrganisationKind kind);
std::optional<OrganisationKind> organisation_kind_of_code(std::string_view text);

struct Organisation {
  std::string id;
  OrganisationKind kind = OrganisationKind::provider;
  std::string name;
  std::optional<std::string> provider_id;  // of a provider
  std::optional<std::string> group_id;     // of a group
  std::vector<std::string> la_codes;       // one of a council, two or more of a partnership
};

// Whether someone in an organisation of that kind may have that role.
bool may_hold(OrganisationKind kind, Role role);

// Makes the organisation, unless it is there. The faults name a member; a provider and a group must
// be on the register, and a code must be a council's. Logged as "organisation.registered" when new.
Result<Organisation> register_organisation(Transaction& transaction, const Journal& journal,
                                           const Caller& actor, const Organisation& wanted);
std::optional<Organisation> find_organisation(Connection& connection, std::string_view id);
// All, or those after the id `after`; by id.
std::vector<Organisation> list_organisations(Connection& connection, std::string_view after,
                                             std::size_t limit);

}  // namespace assize::registry
