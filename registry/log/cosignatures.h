// What witnesses have said of the log's checkpoints, as it is stored. Thread-safe, as far as the
// connection is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "registry/database/database.h"

namespace assize::registry {

// `line` is the signature line of a cosignature, already verified. A later one replaces it.
void store_cosignature(Connection& connection, std::uint64_t size, const std::string& witness,
                       const std::string& line);
// The lines for the checkpoint of that size, in the order of the witnesses' keys.
std::string cosignature_lines(Connection& connection, std::uint64_t size);

// A checkpoint as it is stored, without cosignatures.
struct StoredNote {
  std::uint64_t size = 0;
  std::string note;
};
// The largest checkpoint that each of those witnesses has cosigned, unless the one after it was
// signed longer ago than `patience_seconds`.
std::optional<StoredNote> cosigned_by_all(Connection& connection,
                                          const std::vector<std::string>& witnesses,
                                          std::int64_t patience_seconds);

}  // namespace assize::registry
