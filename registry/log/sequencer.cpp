#include "registry/log/sequencer.h"

#include <algorithm>
#include <thread>

#include "audit/note/checkpoint.h"
#include "audit/tree/tile.h"
#include "registry/log/batch.h"
#include "registry/log/fault_point.h"
#include "registry/log/keys/key_history.h"
#include "registry/log/stored_tree.h"
#include "registry/log/tile_store.h"

namespace assize::registry {
namespace {

constexpr auto longest_sleep = std::chrono::milliseconds(10);
constexpr auto look_round = std::chrono::seconds(1);

}  // namespace

Sequencer::Sequencer(Database& database, const Journal& journal, std::string holder,
                     std::string seen_path)
    : database_(database),
      journal_(journal),
      holder_(std::move(holder)),
      seen_file_(std::move(seen_path)) {}

void Sequencer::check_stored_tree() {
  const std::lock_guard lock(mutex_);
  seen_ = seen_file_.read();
  seen_is_kept_ = seen_.has_value();
  // One transaction, so that what is read belongs together.
  const StoredCheckpoint last = database_.in_transaction([&](Transaction& transaction) {
    Connection& connection = transaction.connection();
    StoredCheckpoint stored = last_checkpoint(connection);
    const audit::TileReader read = tile_reader(connection);
    if (seen_) check_extends(stored, *seen_, " (" + seen_file_.path() + ")", read);
    const auto entries = connection.query_one("SELECT MAX(log_index) + 1 FROM log_entry");
    if (static_cast<std::uint64_t>(entries->integer_or_none(0).value_or(0)) != stored.size) {
      throw LogContradiction(
          "The log's entries and its last checkpoint differ in number. Restore "
          "the database from its backup.");
    }
    if (stored.size > 0) {
      check_signature(connection, stored);
      check_root(stored, read);
    }
    return stored;
  });
  if (last.size > 0) note_seen({journal_.key().name(), last.size, last.root}, last.note);
}

void Sequencer::check_signature(Connection& connection, const StoredCheckpoint& stored) const {
  const auto chain = stored_chain(connection, journal_.key().verifier());
  const auto opened = chain ? audit::open_checkpoint(stored.note, *chain)
                            : audit::Checked<audit::Checkpoint>(audit::Refusal{chain.reason()});
  if (!opened) {
    throw LogContradiction("The log's last checkpoint was not signed by this log key (" +
                           opened.reason() + "). Put back the key that the log was made with.");
  }
  if (opened->size != stored.size || opened->root != stored.root) {
    throw LogContradiction("The log's last checkpoint (size " + std::to_string(stored.size) +
                           ") is not what its note says. Restore the database from its backup.");
  }
}

void Sequencer::note_seen(const audit::Checkpoint& checkpoint, const std::string& note) {
  if (seen_ && seen_->size == checkpoint.size && seen_is_kept_) return;
  seen_ = checkpoint;
  seen_is_kept_ = false;
  seen_file_.keep(note);
  seen_is_kept_ = true;
}

void Sequencer::look_at_last_checkpoint() {
  const std::lock_guard lock(mutex_);
  const StoredCheckpoint last = database_.in_transaction([&](Transaction& transaction) {
    StoredCheckpoint stored = last_checkpoint(transaction.connection());
    if (seen_) check_extends(stored, *seen_, "", tile_reader(transaction.connection()));
    return stored;
  });
  if (last.size > 0) note_seen({journal_.key().name(), last.size, last.root}, last.note);
}

Batch Sequencer::run_batch() {
  const std::lock_guard lock(mutex_);
  const bool work = database_.with_connection([](Connection& connection) {
    return connection.query_one("SELECT id FROM log_pending LIMIT 1").has_value();
  });
  if (!work) return {};
  Batch batch = database_.in_transaction([&](Transaction& transaction) {
    return sequence_batch(transaction, journal_.keys(), holder_, seen_);
  });
  if (batch.entries == 0) return batch;
  reach(FaultPoint::batch_committed);
  note_seen(batch.checkpoint, batch.note);
  return batch;
}

std::uint64_t Sequencer::run_once() { return run_batch().entries; }

std::uint64_t Sequencer::run_to_end() {
  std::uint64_t entries = 0;
  while (const std::uint64_t batch = run_once()) entries += batch;
  release_lease();
  return entries;
}

void Sequencer::release_lease() {
  database_.in_transaction([&](Transaction& transaction) {
    transaction.connection().execute(
        "UPDATE lease SET expires_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND "
        "WHERE name = 'sequencer' AND holder = ?",
        {holder_});
  });
  reach(FaultPoint::lease_released);
}

void Sequencer::run_until(const std::atomic<bool>& stop, std::chrono::milliseconds pause,
                          const std::function<void(std::string_view)>& on_trouble) {
  std::string told;  // once, not at each try
  std::string told_of_looking;
  const auto outlive = [&](std::string& told_before, const std::function<void()>& work) {
    try {
      work();
      told_before.clear();
    } catch (const LogContradiction&) {
      throw;
    } catch (const std::exception& error) {
      if (on_trouble && told_before != error.what())
        on_trouble(std::string("the log waits: ") + error.what());
      told_before = error.what();
    }
  };
  auto next_look = std::chrono::steady_clock::now();
  while (!stop) {
    const auto next = std::chrono::steady_clock::now() + pause;
    bool more_waits = false;
    outlive(told, [&] { more_waits = run_batch().is_full; });
    if (told.empty() && std::chrono::steady_clock::now() >= next_look) {
      outlive(told_of_looking, [&] { look_at_last_checkpoint(); });
      next_look = std::chrono::steady_clock::now() + look_round;
    }
    while (!more_waits && !stop && std::chrono::steady_clock::now() < next) {
      std::this_thread::sleep_for(std::min<std::chrono::milliseconds>(longest_sleep, pause));
    }
  }
  outlive(told, [&] { run_to_end(); });
}

}  // namespace assize::registry
