// The private keys that this node signs the log with: the one in force, and, while a rotation is
// under way, the next one, which waits in a file beside it. Thread-safe.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "audit/note/signing_key.h"
#include "pricing/result.h"

namespace assize::registry {

class LogKeys {
 public:
  // A key that is in no file, and so cannot be rotated here.
  explicit LogKeys(audit::SigningKey only) : current_(std::move(only)) {}
  // As log_key_of_environment has it; the key is made if there is none.
  static Result<std::shared_ptr<LogKeys>> open(const std::string& path, const std::string& name);

  audit::SigningKey current() const;
  // That key's private half: in force, or in one of the files. None if this node has not got it.
  std::optional<audit::SigningKey> find(const audit::VerifierKey& key) const;
  // Signs with that key from now on.
  void use(const audit::SigningKey& key);

  // The next key, from its file; made there if there is none. Faults if the keys are in no file.
  Result<audit::SigningKey> prepare_next();
  // Puts the next key's file in the place of the current one's, if it holds that key. The file of
  // the key before is gone after it.
  std::optional<Fault> settle(const audit::VerifierKey& next);
  // Where the current key is kept; empty if it is in no file.
  const std::string& path() const { return path_; }
  std::string next_path() const { return path_ + ".next"; }

 private:
  mutable std::mutex mutex_;
  audit::SigningKey current_;
  std::string path_;
};

}  // namespace assize::registry
