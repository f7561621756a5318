// Our own file of who runs which school, and which group each provider belongs to. Pure;
// thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "registry/register/files/source_table.h"

namespace assize::registry {

struct ProviderFacts {
  std::string name;
  std::optional<std::string> group_id;
  bool operator==(const ProviderFacts&) const = default;
};

// That a provider runs a school, from a day to a day, both included; open without a last one.
struct Running {
  std::uint64_t line = 0;
  std::uint32_t urn = 0;
  std::string provider_id;
  std::string from;  // yyyy-mm-dd
  std::optional<std::string> to;
};

struct OwnershipFile {
  SourceReading reading;
  std::map<std::string, std::string> groups;       // names by id
  std::map<std::string, ProviderFacts> providers;  // by id
  std::vector<Running> runnings;                   // in the file's order
  // The rows as they were, by line, for those that the register later refuses.
  std::map<std::uint64_t, std::string> row_texts;
};

// Columns: provider, provider_name, group, group_name, urn, from, to. Ids are GB-COH- and a company
// number of 8 characters, GB-CHC- and a charity number of 6 or 7 digits, or GB-UKPRN- and 8 digits.
// A row is refused for an id, URN or day not of its form, a missing name or first day, a last day
// before the first, or for giving a provider or group another name, or a provider another group,
// than an earlier row does.
Result<OwnershipFile> read_ownership(std::string_view bytes,
                                     const ImportProgress& on_progress = {});

}  // namespace assize::registry
