#include "api/command_line/service_threads.h"

#include <functional>

#include "api/http/service.h"
#include "api/mail/mail.h"
#include "registry/access/idempotency.h"
#include "registry/cases/case_steps.h"
#include "registry/market/market_runs.h"
#include "registry/messages/outbox.h"
#include "registry/people/forgetting.h"
#include "registry/registration/conditions.h"
#include "registry/rule_books/drafts.h"

namespace assize::api {
namespace {

constexpr std::chrono::milliseconds batch_pause{100};
constexpr int mail_pauses = 10;  // of batch_pause, between looks for new e-mail
constexpr std::chrono::hours housekeeping_pause{1};
// How soon after midnight, at most, the market is judged.
constexpr std::chrono::minutes market_pause{5};

// What goes wrong is tried again at the next time.
void outlive(const std::string& what, const std::function<void()>& work) {
  try {
    work();
  } catch (const registry::DatabaseError& error) {
    log_error(what + ": database error " + std::to_string(error.code()));
  } catch (const std::exception& error) {
    log_error(what + ": " + error.what());
  }
}

}  // namespace

ServiceThreads::ServiceThreads(registry::Sequencer& sequencer, registry::SnapshotKeeper& snapshots,
                               Backend& backend)
    : sequencer_([this, &sequencer, &backend] { sequence(sequencer, backend); }),
      snapshots_([this, &snapshots] { snapshots.run_until(stop_); }),
      housekeeping_([this, &backend] { keep_house(backend); }),
      mail_([this, &backend] { send_mail(backend); }) {}

ServiceThreads::~ServiceThreads() {
  stop_ = true;
  sequencer_.join();
  snapshots_.join();
  housekeeping_.join();
  mail_.join();
}

void ServiceThreads::sequence(registry::Sequencer& sequencer, Backend& backend) {
  try {
    sequencer.run_until(stop_, batch_pause, log_error);
  } catch (const std::exception& error) {  // a contradiction above all: nothing more is signed
    backend.log_is_contradicted = true;
    log_error(error.what());
  }
}

void ServiceThreads::send_mail(Backend& backend) {
  while (!stop_) {
    bool sent = false;
    outlive("sending e-mail", [&] {
      sent = registry::deliver_next(backend.database, backend.journal,
                                    [&](const registry::Message& message) {
                                      deliver_mail(message, backend.site, backend.journal.now());
                                    });
    });
    for (int pauses = 0; !sent && !stop_ && pauses < mail_pauses; ++pauses) {
      std::this_thread::sleep_for(batch_pause);
    }
  }
}

void ServiceThreads::keep_house(Backend& backend) {
  using std::chrono::steady_clock;
  auto next_cleaning = steady_clock::now();
  auto next_market = steady_clock::now();
  while (!stop_) {
    if (steady_clock::now() >= next_cleaning) {
      next_cleaning += housekeeping_pause;
      outlive("housekeeping", [&] {
        registry::forget_old_answers(backend.database, backend.journal);
        registry::forget_what_is_over(backend.database, backend.journal);
      });
    }
    if (steady_clock::now() >= next_market && !backend.log_is_contradicted) {
      next_market = steady_clock::now() + market_pause;
      outlive("cases past their deadlines",
              [&] { registry::escalate_cases(backend.database, backend.journal); });
      outlive("editions to publish",
              [&] { registry::publish_due_drafts(backend.database, backend.journal); });
      outlive("the day's run of the market",
              [&] { registry::run_market_of_the_day(backend.database, backend.journal); });
      outlive("the day's reminders of conditions",
              [&] { registry::remind_of_conditions(backend.database, backend.journal); });
    }
    std::this_thread::sleep_for(batch_pause);
  }
}

}  // namespace assize::api
