// A witness's memory on disk: locked while it is held, replaced whole, and on the disk before
// anything is said on its strength. Not thread-safe.
#pragma once

#include <optional>
#include <string>

#include "audit/note/signing_key.h"
#include "audit/witness/witness.h"
#include "registry/database/data_folder.h"

namespace assize::api {

class WitnessStateFile {
 public:
  // Locks it. Throws CannotRun if another process holds it.
  explicit WitnessStateFile(std::string path);

  // None if there is no file. Throws CannotRun if it cannot be read, or holds something else.
  std::optional<audit::WitnessState> read() const;
  // Throws CannotRun if it cannot be kept; the file is then as it was.
  void keep(const audit::WitnessState& state) const;
  // Keeps beside it a checkpoint that convicts the log. Gives that file's path.
  std::string keep_evidence(const std::string& note) const;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
  registry::FileLock lock_;
};

struct WitnessSetting {
  std::string state_path;
  std::string key_path;
  std::string name;    // of a key that is made
  bool begin = false;  // a new state with a key that exists already
  std::vector<audit::VerifierKey> log_keys;
};
// The witness's key and state, made at the first start. A key without its state is refused, unless
// `begin`: it may have cosigned what the state would tell. Throws CannotRun.
struct OpenedWitness {
  WitnessStateFile file;
  audit::SigningKey key;
  audit::WitnessState state;
};
OpenedWitness open_witness(const WitnessSetting& setting);

}  // namespace assize::api
