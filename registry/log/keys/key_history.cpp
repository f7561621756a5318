#include "registry/log/keys/key_history.h"

#include <limits>
#include <stdexcept>

#include "audit/note/key_name.h"
#include "registry/database/stored_instant.h"
#include "registry/log/sequencer.h"

namespace assize::registry {
namespace {

// Where a rotation counts that has no place yet: after all that have one.
constexpr std::uint64_t no_place_yet = std::numeric_limits<std::int64_t>::max();

audit::SigningKey must_find(const LogKeys& keys, const audit::VerifierKey& key) {
  const auto found = keys.find(key);
  if (found) return *found;
  const std::string file = keys.path().empty() ? "ASSIZE_LOG_KEY" : keys.path();
  throw std::runtime_error("the log's key was rotated, and this node does not have the key " +
                           audit::key_id_text(key.key_id()) + " that signs now; bring it to " +
                           file);
}

}  // namespace

std::vector<StoredRotation> stored_rotations(Connection& connection) {
  std::vector<StoredRotation> rotations;
  connection.query_each(
      "SELECT statement, (SELECT MIN(log_index) FROM log_entry AS e "
      "WHERE e.leaf_hash = r.leaf_hash), rotated_at "
      "FROM log_key_rotation AS r ORDER BY rotation_order",
      {}, [&](const Row& row) {
        const auto value = audit::parse_canonical(row.text(0));
        const auto rotation =
            value ? audit::parse_rotation(*value)
                  : audit::Checked<audit::KeyRotation>(audit::Refusal{value.reason()});
        if (!rotation) {
          throw LogContradiction("A stored rotation of the log's key is not what it was: " +
                                 rotation.reason() + ". Restore the database from its backup.");
        }
        std::optional<std::uint64_t> index;
        if (!row.is_null(1)) index = static_cast<std::uint64_t>(row.integer(1));
        rotations.push_back({*rotation, index, instant_from_database(row.text(2))});
      });
  return rotations;
}

audit::Checked<audit::KeyChain> stored_chain(Connection& connection,
                                             const audit::VerifierKey& known) {
  std::vector<audit::PlacedRotation> placed;
  for (const StoredRotation& stored : stored_rotations(connection)) {
    placed.push_back({stored.index.value_or(no_place_yet), stored.rotation});
  }
  return audit::KeyChain::of(known, placed);
}

std::vector<audit::SigningKey> checkpoint_signers(Connection& connection, LogKeys& keys,
                                                  std::uint64_t old_size, std::uint64_t size) {
  const audit::SigningKey held = keys.current();
  const auto chain = stored_chain(connection, held.verifier());
  if (!chain) {
    throw std::runtime_error("the key that this node signs the log with is not the log's: " +
                             chain.reason());
  }
  const audit::VerifierKey& before = chain->key_at(old_size);
  std::vector<audit::SigningKey> signers{must_find(keys, before)};
  for (const audit::ChainKey& key : chain->keys()) {
    if (key.from_size > old_size && key.from_size <= size) {
      signers.push_back(must_find(keys, key.key));
    }
  }
  if (signers.back().verifier() != held.verifier()) keys.use(signers.back());
  return signers;
}

}  // namespace assize::registry
