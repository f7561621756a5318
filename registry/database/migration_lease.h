// The right to change the schema, held by one process on one node at a time: a row that is renewed
// while it is held, since a server's own named locks do not reach across a cluster. Not
// thread-safe.
#pragma once

#include <atomic>
#include <string>
#include <thread>

#include "registry/database/database.h"

namespace assize::registry {

class MigrationLease {
 public:
  // Waits up to ten minutes for it.
  explicit MigrationLease(Database& database);
  ~MigrationLease();
  MigrationLease(const MigrationLease&) = delete;
  MigrationLease& operator=(const MigrationLease&) = delete;
  bool held() const { return held_; }

 private:
  bool try_take();
  void renew_until_stopped();

  Database& database_;
  std::string holder_;
  bool held_ = false;
  std::atomic<bool> stop_{false};
  std::thread renewer_;
};

}  // namespace assize::registry
