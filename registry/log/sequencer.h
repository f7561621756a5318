// Gives pending entries their place in the log: one node at a time, under a lease with a fencing
// number; batches, tiles and the signed checkpoint in one transaction. Thread-safe.
#pragma once

#include <atomic>
#include <chrono>
#include <string>

#include "registry/database/database.h"
#include "registry/log/journal.h"

namespace assize::registry {

// The stored tree contradicts the last checkpoint, or lags behind one already seen: the service must
// not go on signing.
class LogContradiction : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class Sequencer {
 public:
  Sequencer(Database& database, const Journal& journal, std::string holder);
  // Checks the stored tree against its last checkpoint. Throws LogContradiction.
  void check_stored_tree();
  // Sequences what is pending, if the lease is ours or free. Says how many entries.
  std::uint64_t run_once();
  // Until `stop`: a batch each `pause` when there is work. What is pending at the stop is sequenced.
  void run_until(const std::atomic<bool>& stop, std::chrono::milliseconds pause);

 private:
  Database& database_;
  const Journal& journal_;
  std::string holder_;
};

}  // namespace assize::registry
