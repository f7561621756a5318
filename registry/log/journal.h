// Writing to the log from a command: the entry goes into log_pending in the command's own
// transaction, and the answer carries a signed receipt. Thread-safe.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "audit/entry/entry.h"
#include "registry/database/database.h"
#include "registry/log/keys/log_keys.h"

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
  // The command stores its receipt with what it made, so that it need not be stored by itself.
  bool receipt_is_kept = false;
};

class Journal {
 public:
  Journal(audit::SigningKey key, Clock clock)
      : Journal(std::make_shared<LogKeys>(std::move(key)), std::move(clock)) {}
  Journal(std::shared_ptr<LogKeys> keys, Clock clock)
      : keys_(std::move(keys)), clock_(std::move(clock)) {}
  // Adds the entry to the transaction, with what its public part mentions and its receipt. Its time
  // is the clock's; the receipt holds once the transaction is committed. Throws std::length_error
  // for a subject over 80 bytes, an action over 60, or an entry over audit::entry_limit_bytes.
  audit::Receipt append(Transaction& transaction, const NewEntry& entry) const;
  // The key in force, as far as this node knows.
  audit::SigningKey key() const { return keys_->current(); }
  LogKeys& keys() const { return *keys_; }
  audit::Instant now() const { return clock_(); }

 private:
  std::shared_ptr<LogKeys> keys_;
  Clock clock_;
};

}  // namespace assize::registry
