// Writing to the log from a command: the entry goes into log_pending in the command's own
// transaction, and the answer carries a signed receipt. Thread-safe.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "audit/entry/entry.h"
#include "registry/database/database.h"

namespace assize::registry {

// Microseconds since 1970 in UTC. Given in, so that tests can set it.
using Clock = std::function<audit::Instant()>;
Clock system_clock();

struct NewEntry {
  std::string action;
  std::string actor;
  std::string subject;
  std::optional<std::string> body_sha256;
  std::optional<std::string> rule_book;
  audit::CanonicalValue public_part = audit::CanonicalValue::Object{};
};

class Journal {
 public:
  Journal(audit::SigningKey key, Clock clock) : key_(std::move(key)), clock_(std::move(clock)) {}
  // Adds the entry to the transaction. Its time is the clock's; the receipt holds once the
  // transaction is committed. Throws std::length_error for a subject over 80 bytes, an action over
  // 60, or an entry over audit::entry_limit_bytes.
  audit::Receipt append(Transaction& transaction, const NewEntry& entry) const;
  const audit::SigningKey& key() const { return key_; }
  audit::Instant now() const { return clock_(); }

 private:
  audit::SigningKey key_;
  Clock clock_;
};

}  // namespace assize::registry
