#include "registry/log/batch.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "audit/entry/entry.h"
#include "audit/note/checkpoint.h"
#include "audit/tree/tile.h"
#include "registry/database/stored_instant.h"
#include "registry/log/fault_point.h"
#include "registry/log/keys/key_history.h"
#include "registry/log/sequencer.h"
#include "registry/log/stored_tree.h"
#include "registry/log/tile_store.h"

namespace assize::registry {
namespace {

constexpr std::int64_t batch_limit_entries = 8'192;
constexpr std::int64_t batch_limit_bytes = std::int64_t{32} << 20;

struct Pending {
  bool is_full = false;
  std::vector<std::int64_t> ids;
  std::vector<std::string> entries;
  std::vector<std::string> leaves;
};

// While it lives, the server ends this connection, and with it the transaction and its locks, if
// nothing is heard for some seconds: a process that is stopped in the middle of a batch would
// otherwise keep the lease's row from every other.
class ShortPatience {
 public:
  explicit ShortPatience(Connection& connection) : connection_(connection) {
    connection_.execute("SET SESSION idle_transaction_timeout = 4");
  }
  ~ShortPatience() {
    try {
      connection_.execute("SET SESSION idle_transaction_timeout = DEFAULT");
    } catch (const DatabaseError&) {
      // Then the connection is lost, and never lent again.
    }
  }
  ShortPatience(const ShortPatience&) = delete;
  ShortPatience& operator=(const ShortPatience&) = delete;

 private:
  Connection& connection_;
};

// The fencing number under which this holder may go on; none if another leads. The lease's row
// stays locked until the transaction ends, so that there is only ever one. Times are the
// database's. A lease that ends later than any can was given before its clock was set back, and
// does not count.
std::optional<std::int64_t> take_lease(Connection& connection, const std::string& holder) {
  const auto row = connection.query_one(
      "SELECT holder, fencing, expires_at BETWEEN UTC_TIMESTAMP(6) AND "
      "UTC_TIMESTAMP(6) + INTERVAL 6 SECOND FROM lease WHERE name = 'sequencer' FOR UPDATE");
  if (!row) throw LogContradiction("The sequencer's row in the table lease is missing.");
  const bool ours = row->text(0) == holder;
  if (!ours && row->integer(2) != 0) return std::nullopt;
  const std::int64_t fencing = row->integer(1) + (ours ? 0 : 1);
  connection.execute(
      "UPDATE lease SET holder = ?, fencing = ?, expires_at = UTC_TIMESTAMP(6) + INTERVAL 5 SECOND "
      "WHERE name = 'sequencer'",
      {holder, fencing});
  return fencing;
}

// The oldest that wait, up to a number of entries and of bytes, in one reading.
Pending read_pending(Connection& connection) {
  Pending pending;
  std::int64_t bytes = 0;
  connection.query_each("SELECT id, entry, leaf_hash FROM log_pending ORDER BY id LIMIT ?",
                        {batch_limit_entries}, [&](const Row& row) {
                          bytes += std::ssize(row.text(1));
                          if (!pending.ids.empty() && bytes > batch_limit_bytes) return;
                          pending.ids.push_back(row.integer(0));
                          pending.entries.push_back(row.text(1));
                          pending.leaves.push_back(row.text(2));
                        });
  pending.is_full = bytes > batch_limit_bytes || std::ssize(pending.ids) == batch_limit_entries;
  return pending;
}

void store_places(Connection& connection, const Pending& pending, std::uint64_t first) {
  std::vector<Values> rows;
  for (std::size_t i = 0; i < pending.entries.size(); ++i) {
    const auto entry = audit::parse_entry(pending.entries[i]);
    const audit::Hash leaf = audit::leaf_hash(pending.entries[i]);
    if (!entry || audit::bytes_of(leaf) != pending.leaves[i]) {
      throw LogContradiction(
          "The pending entry with id " + std::to_string(pending.ids[i]) +
          " is not what was accepted: " + (entry ? "its hash is another" : entry.reason()) + ".");
    }
    rows.push_back({static_cast<std::int64_t>(first + i), pending.leaves[i], entry->subject,
                    entry->action, instant_to_database(audit::instant_text(entry->at))});
  }
  connection.insert_many("INSERT INTO log_entry (log_index, leaf_hash, subject, action, at) VALUES",
                         rows);
}

void store_tiles(Connection& connection, const audit::Growth& growth) {
  std::vector<Values> rows;
  for (const auto& [id, body] : growth.tiles) {
    rows.push_back({std::int64_t{id.level}, static_cast<std::int64_t>(id.index),
                    std::int64_t{id.width}, body});
  }
  connection.insert_many("INSERT INTO log_tile (level, tile_index, width, body) VALUES", rows,
                         "ON DUPLICATE KEY UPDATE width = VALUES(width), body = VALUES(body)");
}

// Exactly the ids that were read: ones between them may belong to transactions not yet committed.
// Each is looked up by itself, since a range of ids would wait for those transactions to end.
void delete_pending(Connection& connection, const std::vector<std::int64_t>& ids) {
  std::string list = "[";
  for (const std::int64_t id : ids) {
    if (list.size() > 1) list += ',';
    list += std::to_string(id);
  }
  list += ']';
  const std::uint64_t deleted = connection.execute(
      "DELETE pending FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) AS sequenced "
      "STRAIGHT_JOIN log_pending AS pending ON pending.id = sequenced.id",
      {list});
  if (deleted != ids.size()) {
    throw LogContradiction("A pending entry vanished while it was sequenced.");
  }
}

void store_checkpoint(Connection& connection, const Batch& batch, std::int64_t fencing) {
  connection.execute(
      "INSERT INTO log_checkpoint (size, root, note, fencing, signed_at) "
      "VALUES (?, ?, ?, ?, UTC_TIMESTAMP(6))",
      {static_cast<std::int64_t>(batch.checkpoint.size),
       std::string(audit::bytes_of(batch.checkpoint.root)), batch.note, fencing});
}

void check_before_signing(const StoredCheckpoint& last, std::int64_t fencing,
                          const std::optional<audit::Checkpoint>& seen,
                          const audit::TileReader& read) {
  if (last.fencing > static_cast<std::uint64_t>(fencing)) {
    throw LogContradiction("The last checkpoint was signed under a later lease than this one.");
  }
  if (seen) check_extends(last, *seen, "", read);
  check_root(last, read);
}

}  // namespace

Batch sequence_batch(Transaction& transaction, LogKeys& keys, const std::string& holder,
                     const std::optional<audit::Checkpoint>& seen) {
  Connection& connection = transaction.connection();
  reach(FaultPoint::batch_begun);
  const ShortPatience patience(connection);
  const auto fencing = take_lease(connection, holder);
  if (!fencing) return {};
  reach(FaultPoint::lease_taken);
  const Pending pending = read_pending(connection);
  if (pending.ids.empty()) return {};
  reach(FaultPoint::pending_read);
  const StoredCheckpoint last = last_checkpoint(connection);
  const audit::TileReader read = tile_reader(connection);
  check_before_signing(last, *fencing, seen, read);
  reach(FaultPoint::tree_checked);

  const audit::Growth growth = audit::grow(last.size, pending.entries, read);
  store_places(connection, pending, last.size);
  reach(FaultPoint::places_stored);
  store_tiles(connection, growth);
  reach(FaultPoint::tiles_stored);
  Batch batch;
  batch.entries = pending.ids.size();
  batch.is_full = pending.is_full;
  const std::vector<audit::SigningKey> signers =
      checkpoint_signers(connection, keys, last.size, growth.size);
  batch.checkpoint = {signers.front().name(), growth.size, growth.root};
  batch.note = audit::sign_checkpoint(batch.checkpoint, signers);
  store_checkpoint(connection, batch, *fencing);
  reach(FaultPoint::checkpoint_stored);
  delete_pending(connection, pending.ids);
  reach(FaultPoint::pending_deleted);
  return batch;
}

}  // namespace assize::registry
