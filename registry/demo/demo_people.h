// The people of the demo: one for each role, to be signed in as with one click. They exist only
// where a demo was loaded, and are marked as its own. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pricing/result.h"
#include "registry/access/caller.h"
#include "registry/database/database.h"
#include "registry/log/journal.h"

namespace assize::registry {

struct DemoPerson {
  std::string account_id;
  Role role = Role::provider;
  std::string name;
  std::string organisation_name;
};

// A bursar of that provider, a commissioner of that council, and the rest of the roles.
Result<int> make_demo_people(Database& database, const Journal& journal,
                             const std::string& provider_id, const std::string& provider_name,
                             const std::string& la_code, const std::string& council_name);
// By role; empty where no demo was loaded.
std::vector<DemoPerson> demo_people(Connection& connection);

}  // namespace assize::registry
