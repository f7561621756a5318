// The log's entry of a filing, wherever it stands: in the log, or waiting for its place in it.
// Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "registry/database/database.h"

namespace assize::registry {

struct LoggedEntry {
  std::string text;
  std::optional<std::uint64_t> index;  // none: it waits to be sequenced
  bool is_promised = false;            // its leaf hash is the receipt's
};

// The first entry of that subject; none if there is none. Throws LogContradiction where the stored
// log is broken.
std::optional<LoggedEntry> find_logged_entry(Connection& connection, const std::string& subject,
                                             std::string_view receipt_json);

}  // namespace assize::registry
