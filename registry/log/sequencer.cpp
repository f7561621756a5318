#include "registry/log/sequencer.h"

#include <algorithm>
#include <thread>

#include "audit/note/checkpoint.h"
#include "audit/tree/tile.h"
#include "registry/log/batch.h"
#include "registry/log/tile_store.h"

namespace assize::registry {
namespace {

constexpr auto longest_sleep = std::chrono::milliseconds(10);

void check_against_seen(const StoredCheckpoint& last, const audit::Checkpoint& seen,
                        const std::string& path, const audit::TileReader& read) {
  const std::string both = "The log in the database has " + std::to_string(last.size) +
                           " entries, and this node has already seen a signed checkpoint of " +
                           std::to_string(seen.size) + " (" + path + "). ";
  if (seen.size > last.size) {
    throw LogContradiction(
        both +
        "The database was put back to an earlier state. Restore a later backup; signing on "
        "from here would contradict what was published.");
  }
  if (audit::root_of(seen.size, read) != seen.root) {
    throw LogContradiction(both +
                           "The two do not agree: this is another log, or it was changed. "
                           "Restore the database that the checkpoint belongs to.");
  }
}

}  // namespace

Sequencer::Sequencer(Database& database, const Journal& journal, std::string holder,
                     std::string seen_path)
    : database_(database),
      journal_(journal),
      holder_(std::move(holder)),
      seen_(std::move(seen_path)) {}

void Sequencer::check_stored_tree() {
  const auto seen = seen_.read();
  // One transaction, so that what is read belongs together.
  database_.in_transaction([&](Transaction& transaction) {
    Connection& connection = transaction.connection();
    const StoredCheckpoint last = last_checkpoint(connection);
    const audit::TileReader read = tile_reader(connection);
    if (seen) check_against_seen(last, *seen, seen_.path(), read);
    const auto entries = connection.query_one("SELECT MAX(log_index) + 1 FROM log_entry");
    if (static_cast<std::uint64_t>(entries->integer_or_none(0).value_or(0)) != last.size) {
      throw LogContradiction(
          "The log's entries and its last checkpoint differ in number. Restore "
          "the database from its backup.");
    }
    if (last.size == 0) return;
    const auto opened = audit::open_checkpoint(last.note, journal_.key().verifier());
    if (!opened) {
      throw LogContradiction("The log's last checkpoint was not signed by this log key (" +
                             opened.reason() + "). Put back the key that the log was made with.");
    }
    if (opened->size != last.size || opened->root != last.root ||
        audit::root_of(last.size, read) != last.root) {
      throw LogContradiction(
          "The log's stored tiles do not give the root of its last checkpoint (size " +
          std::to_string(last.size) + "). Restore the database from its backup.");
    }
  });
}

std::uint64_t Sequencer::run_once() {
  const std::lock_guard lock(mutex_);
  const bool work = database_.with_connection([](Connection& connection) {
    return connection.query_one("SELECT id FROM log_pending LIMIT 1").has_value();
  });
  if (!work) return 0;
  const Batch batch = database_.in_transaction([&](Transaction& transaction) {
    return sequence_batch(transaction, journal_.key(), holder_);
  });
  if (batch.entries > 0) seen_.keep(batch.note);
  return batch.entries;
}

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
}

void Sequencer::run_until(const std::atomic<bool>& stop, std::chrono::milliseconds pause,
                          const std::function<void(std::string_view)>& on_trouble) {
  std::string told;  // once, not at each try
  const auto outlive = [&](const std::function<std::uint64_t()>& work) {
    try {
      work();
      told.clear();
    } catch (const LogContradiction&) {
      throw;
    } catch (const std::exception& error) {
      if (on_trouble && told != error.what())
        on_trouble(std::string("the log waits: ") + error.what());
      told = error.what();
    }
  };
  while (!stop) {
    const auto next = std::chrono::steady_clock::now() + pause;
    outlive([&] { return run_once(); });
    while (!stop && std::chrono::steady_clock::now() < next) {
      std::this_thread::sleep_for(std::min<std::chrono::milliseconds>(longest_sleep, pause));
    }
  }
  outlive([&] { return run_to_end(); });
}

}  // namespace assize::registry
