// The log's public history, searched: what happened to a school, filing or edition, when and by
// what kind of act. Thread-safe, as far as the connection is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "audit/entry/entry.h"
#include "registry/database/database.h"

namespace assize::registry {

struct LogQuery {
  // Entries of that subject, and those that mention it (see mentions.h).
  std::optional<std::string> subject;
  std::optional<std::string> action;
  std::optional<audit::Instant> from;   // inclusive
  std::optional<audit::Instant> until;  // exclusive
  std::optional<std::uint64_t> before;  // the `next` of the page before
  std::size_t limit = 50;
};

struct LogLine {
  std::uint64_t index = 0;
  std::string text;    // the entry as it is in the log
  audit::Entry entry;  // the same, read
};

// The latest first, by their time and then their place.
struct LogPage {
  std::vector<LogLine> lines;
  std::optional<std::uint64_t> next;  // none after the last page
};
LogPage search_log(Connection& connection, const LogQuery& query);

}  // namespace assize::registry
