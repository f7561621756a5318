// What handlers work on. Everything in it is thread-safe and outlives the server.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "api/metrics/metrics.h"
#include "registry/catalogue/snapshot_keeper.h"
#include "registry/database/database.h"
#include "registry/log/journal.h"
#include "registry/log/published_log.h"
#include "registry/spending/spending_report.h"

namespace assize::api {

// Lets at most so many through at once, so that a few large pieces of work cannot take all the
// memory and processors there are. Thread-safe.
class Gate {
 public:
  explicit Gate(int places) : free_(places) {}
  class Pass {
   public:
    explicit Pass(Gate& gate) : gate_(&gate) {}
    Pass(Pass&& other) noexcept : gate_(std::exchange(other.gate_, nullptr)) {}
    Pass& operator=(Pass&&) = delete;
    ~Pass();

   private:
    Gate* gate_;
  };
  // A place, given up when it is destroyed; none if there was none in that time.
  std::optional<Pass> enter(std::chrono::milliseconds patience);

 private:
  std::mutex mutex_;
  std::condition_variable freed_;
  int free_;
};

// Downloads made once for each snapshot, then shared by all who ask. Thread-safe.
class DownloadCache {
 public:
  using Make = std::function<std::string()>;
  std::shared_ptr<const std::string> get(const std::shared_ptr<const registry::Snapshot>& snapshot,
                                         const std::string& name, const Make& make);

 private:
  std::mutex mutex_;
  std::shared_ptr<const registry::Snapshot> snapshot_;
  std::map<std::string, std::shared_ptr<const std::string>> downloads_;
};

// How this service is reached, and whether it is one to try things on.
struct Site {
  std::string public_url = "http://localhost:8080";  // without a slash at its end
  bool is_demo = false;
  std::string mail_folder;  // where e-mail is put as files; empty: it is sent by SMTP
  std::string smtp_host;
  std::uint16_t smtp_port = 25;
  std::string mail_from = "no-reply@assize.invalid";
  bool is_secure() const { return public_url.starts_with("https://"); }
};

// Money spent, as worked out once for each snapshot. Thread-safe.
struct SpendingBook {
  registry::SpendingReport in_full;
  registry::SpendingReport for_everyone;
};
class SpendingCache {
 public:
  using Make = std::function<SpendingBook()>;
  std::shared_ptr<const SpendingBook> get(const std::shared_ptr<const registry::Snapshot>& snapshot,
                                          const Make& make);

 private:
  std::mutex mutex_;
  std::shared_ptr<const registry::Snapshot> snapshot_;
  std::shared_ptr<const SpendingBook> book_;
};

struct Backend {
  Backend(registry::Database& its_database, const registry::Journal& its_journal,
          registry::SnapshotKeeper& its_snapshots, std::string tile_folder = {})
      : database(its_database),
        journal(its_journal),
        snapshots(its_snapshots),
        log(its_database, std::move(tile_folder)) {}

  registry::Database& database;
  const registry::Journal& journal;
  registry::SnapshotKeeper& snapshots;
  registry::PublishedLog log;
  // The stored log does not match what was signed: nothing more is accepted.
  std::atomic<bool> log_is_contradicted{false};
  Gate assessments{3};
  Gate downloads_made{1};
  DownloadCache downloads;
  SpendingCache spending;
  Metrics metrics;
  Site site;  // set before the server starts
};

}  // namespace assize::api
