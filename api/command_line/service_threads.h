// The service's own work beside its requests: giving entries their place in the log, keeping the
// snapshot up to date, and judging the market once a day. Begins when made; when destroyed,
// sequences what is pending and ends.
#pragma once

#include <atomic>
#include <thread>

#include "api/http/backend.h"
#include "registry/log/sequencer.h"

namespace assize::api {

class ServiceThreads {
 public:
  ServiceThreads(registry::Sequencer& sequencer, registry::SnapshotKeeper& snapshots,
                 Backend& backend);
  ~ServiceThreads();
  ServiceThreads(const ServiceThreads&) = delete;
  ServiceThreads& operator=(const ServiceThreads&) = delete;

 private:
  void sequence(registry::Sequencer& sequencer, Backend& backend);
  void keep_house(Backend& backend);
  void send_mail(Backend& backend);

  std::atomic<bool> stop_{false};
  std::thread sequencer_;
  std::thread snapshots_;
  std::thread housekeeping_;
  std::thread mail_;
};

}  // namespace assize::api
