// Gives pending entries their place in the log: one node at a time, under a lease with a fencing
// number; batches, tiles and the signed checkpoint in one transaction. Thread-safe.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "registry/database/database.h"
#include "registry/log/batch.h"
#include "registry/log/journal.h"
#include "registry/log/seen_checkpoint.h"
#include "registry/log/tile_store.h"

namespace assize::registry {

// The stored tree contradicts the last checkpoint, or lags behind one already seen: the service
// must not go on signing.
class LogContradiction : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class Sequencer {
 public:
  // `holder` names this process among all that may sequence, and no other: "node-a:4711". In the
  // file `seen_path` the last checkpoint is kept, to be compared at the next start; "" keeps none.
  Sequencer(Database& database, const Journal& journal, std::string holder,
            std::string seen_path = {});
  // Checks the stored tree against its last checkpoint, the key, and the checkpoint last seen.
  // Throws LogContradiction. Call it before the first run.
  void check_stored_tree();
  // Sequences a batch of what is pending, if the lease is ours or free. Says how many entries.
  std::uint64_t run_once();
  // For a command: sequences all that is pending, unless another process leads, and gives up the
  // lease.
  std::uint64_t run_to_end();
  // Until `stop`: a batch each `pause` when there is work, and at once after a full one. What is
  // pending at the stop is sequenced, and the lease given up. Trouble with the database, or with
  // the file `seen_path`, is reported (one sentence, once while it lasts) and outlived;
  // LogContradiction is thrown.
  void run_until(const std::atomic<bool>& stop, std::chrono::milliseconds pause,
                 const std::function<void(std::string_view)>& on_trouble = {});

 private:
  Batch run_batch();
  void release_lease();
  void check_signature(Connection& connection, const StoredCheckpoint& stored) const;
  // Another node may lead; and the database may be put back while this one runs.
  void look_at_last_checkpoint();
  void note_seen(const audit::Checkpoint& checkpoint, const std::string& note);

  Database& database_;
  const Journal& journal_;
  std::string holder_;
  SeenCheckpoint seen_file_;
  std::mutex mutex_;  // one batch at a time; it guards what follows
  std::optional<audit::Checkpoint> seen_;
  bool seen_is_kept_ = false;
};

}  // namespace assize::registry
