#include "api/command_line/service_threads.h"

#include "api/http/service.h"
#include "registry/access/idempotency.h"

namespace assize::api {
namespace {

constexpr std::chrono::milliseconds batch_pause{100};
constexpr std::chrono::hours housekeeping_pause{1};

}  // namespace

ServiceThreads::ServiceThreads(registry::Sequencer& sequencer, registry::SnapshotKeeper& snapshots,
                               Backend& backend)
    : sequencer_([this, &sequencer, &backend] { sequence(sequencer, backend); }),
      snapshots_([this, &snapshots] { snapshots.run_until(stop_); }),
      housekeeping_([this, &backend] { keep_house(backend); }) {}

ServiceThreads::~ServiceThreads() {
  stop_ = true;
  sequencer_.join();
  snapshots_.join();
  housekeeping_.join();
}

void ServiceThreads::sequence(registry::Sequencer& sequencer, Backend& backend) {
  try {
    sequencer.run_until(stop_, batch_pause, log_error);
  } catch (const std::exception& error) {  // a contradiction above all: nothing more is signed
    backend.log_is_contradicted = true;
    log_error(error.what());
  }
}

void ServiceThreads::keep_house(Backend& backend) {
  auto next = std::chrono::steady_clock::now();
  while (!stop_) {
    if (std::chrono::steady_clock::now() >= next) {
      next += housekeeping_pause;
      try {
        registry::forget_old_answers(backend.database, backend.journal);
      } catch (const registry::DatabaseError& error) {
        log_error("housekeeping: database error " + std::to_string(error.code()));
      } catch (const std::exception& error) {
        log_error(std::string("housekeeping: ") + error.what());
      }
    }
    std::this_thread::sleep_for(batch_pause);
  }
}

}  // namespace assize::api
