// The key that signs the log: made on first start in a file for its owner alone, or handed in by
// the environment. Thread-safe.
#pragma once

#include <optional>
#include <string>

#include "audit/note/signing_key.h"
#include "pricing/result.h"

namespace assize::registry {

// The key in that file. If there is no such file, a new key for a log of that name (its origin,
// such as "assize.example/log") is made and stored with mode 0600. Faults if others may read the
// file, or it holds no key.
Result<audit::SigningKey> open_log_key(const std::string& path, const std::string& name);

// The key in that file; none if there is no such file. Faults as above.
Result<std::optional<audit::SigningKey>> read_log_key(const std::string& path);
// Writes the key to a file that must not exist, whole or not at all, with mode 0600. If another
// process makes the file at the same moment, that one stays.
std::optional<Fault> store_log_key(const std::string& path, const audit::SigningKey& key);

// The key that ASSIZE_LOG_KEY gives, as the key's own text ("PRIVATE+KEY+…") or as the path of a
// file that must exist; without it, open_log_key of `path`.
Result<audit::SigningKey> log_key_of_environment(const std::string& path, const std::string& name);

}  // namespace assize::registry
