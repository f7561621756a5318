// The published frameworks. The bytes of an edition never change; once a framework is open, the
// next edition is a correction that says why. Thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "registry/access/caller.h"
#include "registry/database/database.h"
#include "registry/frameworks/framework.h"
#include "registry/log/journal.h"

namespace assize::registry {

struct FrameworkEdition {
  std::uint32_t edition = 0;  // from 1
  std::string sha256;
  std::string reason;  // of a correction; else empty
  std::string account_id;
  std::string published_at;
};

struct FrameworkPublication {
  std::string id;
  FrameworkEdition edition;
  bool was_new = true;  // false: the edition that holds has the same bytes
  audit::Receipt receipt;
};

// Publishes a framework, or the next edition of one; an approver or an administrator may. `reason`
// must be given, and is only taken, where the framework is open already. Every fault at once; the
// place is "forbidden" if the caller may not, "conflict" where a reason is missing, "reason" where
// it is not wanted or too long.
Result<FrameworkPublication> publish_framework(Database& database, const Journal& journal,
                                               const Caller& actor, std::string_view json,
                                               std::string_view reason);
Result<FrameworkPublication> publish_framework(Transaction& transaction, const Journal& journal,
                                               const Caller& actor, std::string_view json,
                                               std::string_view reason);

// The editions that hold, by id.
std::vector<Framework> list_frameworks(Connection& connection);
std::optional<Framework> find_framework(Connection& connection, std::string_view id);
// The latest last.
std::vector<FrameworkEdition> framework_editions(Connection& connection, std::string_view id);
// The bytes as published.
std::optional<std::string> framework_body(Connection& connection, std::string_view id,
                                          std::uint32_t edition);

}  // namespace assize::registry
