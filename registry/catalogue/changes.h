// Which schools of the catalogue have changed since a checkpoint of the log, and why: so that
// whoever keeps a copy need only fetch those. Says of a school too much rather than too little.
// Thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pricing/result.h"
#include "registry/catalogue/snapshot.h"
#include "registry/database/database.h"

namespace assize::registry {

struct ChangingEntry {
  std::uint64_t index = 0;  // in the log
  std::string action;
  std::string at;
};

struct ChangedSchool {
  pricing::Urn urn;
  std::vector<std::uint64_t> entries;  // of the log, in order
  bool by_day = false;  // a fee, an approval or an owner began or ended between the two days
};

struct CatalogueChanges {
  NamedCheckpoint since;
  std::vector<ChangingEntry> entries;  // that changed some school; in order
  std::vector<ChangedSchool> schools;  // by URN
};

// From the checkpoint of `size` entries up to the snapshot's. A fault if none of that size was
// signed, or it is later than the snapshot's.
Result<CatalogueChanges> read_catalogue_changes(Connection& connection, const Snapshot& snapshot,
                                                std::uint64_t size);

}  // namespace assize::registry
