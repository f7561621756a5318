#include "registry/log/keys/rotate_log_key.h"

#include <stdexcept>

#include "audit/note/key_name.h"
#include "registry/database/stored_instant.h"
#include "registry/log/keys/key_history.h"

namespace assize::registry {
namespace {

void enter(Transaction& transaction, const Journal& journal, const Caller& caller,
           const audit::KeyRotation& rotation) {
  NewEntry entry;
  entry.action = audit::rotation_action;
  entry.actor = caller.account_id;
  entry.subject = audit::rotation_subject;
  entry.public_part = audit::rotation_value(rotation);
  const audit::Receipt receipt = journal.append(transaction, entry);
  transaction.connection().execute(
      "INSERT INTO log_key_rotation (leaf_hash, from_key_id, statement, rotated_at) "
      "VALUES (?, ?, ?, ?)",
      {std::string(audit::bytes_of(receipt.leaf)), audit::key_id_text(rotation.from.key_id()),
       audit::canonical_text(audit::rotation_value(rotation)),
       instant_to_database(audit::instant_text(receipt.at))});
}

}  // namespace

Result<audit::KeyRotation> rotate_log_key(Database& database, const Journal& journal,
                                          const Caller& caller) {
  if (caller.role != Role::administrator) {
    return Fault{"forbidden", "Only an administrator may rotate the log's key."};
  }
  const audit::SigningKey from = journal.key();
  const auto next = journal.keys().prepare_next();
  if (!next) return next.faults();
  return database.in_transaction([&](Transaction& transaction) -> Result<audit::KeyRotation> {
    const auto rotations = stored_rotations(transaction.connection());
    if (!rotations.empty() && !rotations.back().index) return rotations.back().rotation;
    if (!rotations.empty() && rotations.back().rotation.to != from.verifier()) {
      return Fault{"log key", "The log's key was rotated to " +
                                  audit::key_id_text(rotations.back().rotation.to.key_id()) +
                                  ", which this node does not have. Rotate on a node that has it."};
    }
    audit::KeyRotation rotation = audit::rotate_key(from, *next);
    enter(transaction, journal, caller, rotation);
    return rotation;
  });
}

bool settle_log_key(Database& database, LogKeys& keys) {
  const auto rotations =
      database.with_connection([](Connection& connection) { return stored_rotations(connection); });
  if (rotations.empty()) return true;
  if (!rotations.back().index) return false;
  if (const auto fault = keys.settle(rotations.back().rotation.to)) {
    throw std::runtime_error(fault->message);
  }
  return true;
}

}  // namespace assize::registry
