#include "audit/verify/verify_log.h"

#include "audit/tree/proof.h"
#include "audit/tree/tile.h"
#include "audit/verify/log_check.h"
#include "audit/verify/log_files.h"

namespace assize::audit {
namespace {

// A signed checkpoint, read and not yet trusted.
struct Claim {
  SignedNote note;
  Checkpoint checkpoint;
};

// Refused, too, if the note names the key and its signature is bad: it need not be looked at again.
Checked<Claim> read_claim(std::string_view text, const VerifierKey& key) {
  auto note = parse_note(text);
  if (!note) return Refusal{"the checkpoint is not a signed note: " + note.reason()};
  if (signature_by(*note, key) == SignatureBy::bad) {
    return Refusal{open_checkpoint(text, key).reason()};
  }
  auto checkpoint = parse_checkpoint(note->text);
  if (!checkpoint) return Refusal{checkpoint.reason()};
  if (checkpoint->origin != key.name()) {
    return Refusal{"the checkpoint is of the log " + checkpoint->origin + ", not of " + key.name()};
  }
  return Claim{std::move(note).value(), std::move(checkpoint).value()};
}

Refusal root_refusal(const Checkpoint& checkpoint) {
  return Refusal{"the entries do not make the root that the checkpoint of size " +
                 std::to_string(checkpoint.size) +
                 " signs, though entries and tiles agree: entries "
                 "and tiles were changed together, or the checkpoint is of another log"};
}

Refusal extension_refusal(const Checkpoint& old) {
  return Refusal{"inconsistent: the log's first " + std::to_string(old.size) +
                 " entries do not make the root of the earlier checkpoint; keep that checkpoint "
                 "and the log's own, they prove that the log was changed"};
}

// What the two checkpoints say by themselves.
std::optional<Refusal> compare_checkpoints(const Checkpoint& old, const Checkpoint& now) {
  if (old.size > now.size) {
    return Refusal{"inconsistent: the earlier checkpoint has size " + std::to_string(old.size) +
                   " and the log's own only " + std::to_string(now.size) +
                   ": entries were removed, or the log was restored from an old copy"};
  }
  if (old.size == now.size && old.root != now.root) {
    return Refusal{"inconsistent: two checkpoints of size " + std::to_string(old.size) +
                   " are signed with different roots; keep both, they prove that the log forked"};
  }
  return std::nullopt;
}

Checked<KeyChain> chain_of(const VerifierKey& key, const LogCheck& check) {
  std::vector<PlacedRotation> rotations;
  for (const auto& [index, entry] : check.rotations()) {
    auto rotation = rotation_of_entry(entry);
    if (!rotation) {
      return Refusal{"entry " + std::to_string(index) +
                     " rotates the log's key without the right to: " + rotation.reason()};
    }
    rotations.push_back({index, std::move(rotation).value()});
  }
  return KeyChain::of(key, rotations);
}

// That the checkpoint is signed by the key of its time.
std::optional<Refusal> check_signature(const Claim& claim, const KeyChain& chain) {
  const VerifierKey& key = chain.key_at(claim.checkpoint.size);
  const auto opened = open_checkpoint(note_text(claim.note), key);
  if (opened) return std::nullopt;
  for (const ChainKey& one : chain.keys()) {
    if (one.key == key && one.from_size > 0) {
      return Refusal{opened.reason() + ", the key in force since entry " +
                     std::to_string(one.from_size - 1)};
    }
  }
  return Refusal{opened.reason()};
}

// That a log whose files have all been checked extends a smaller one of that root.
std::optional<Refusal> check_extension(const LogSource& source, const Checkpoint& old,
                                       const Checkpoint& now) {
  const TileReader read = [&](const TileId& id) {
    auto bytes = read_hash_tile(source, tile_of(now.size, id.level, id.index));
    if (!bytes) throw std::runtime_error(bytes.reason());
    return std::move(bytes).value();
  };
  try {
    const bool is_empty = old.size == 0 && old.root == empty_root();
    if (is_empty || check_consistency(old.size, now.size, old.root, now.root,
                                      consistency_proof(old.size, now.size, read))) {
      return std::nullopt;
    }
  } catch (const std::runtime_error& error) {
    return Refusal{error.what()};
  }
  return extension_refusal(old);
}

}  // namespace

Checked<LogVerification> verify_log(
    const LogSource& source, const VerifierKey& key, std::optional<std::string_view> since,
    int jobs, const std::function<void(std::uint64_t, std::uint64_t)>& on_progress) {
  const auto text = source("checkpoint");
  if (!text) return Refusal{"checkpoint cannot be read: " + text.reason()};
  const auto now = read_claim(*text, key);
  if (!now) return Refusal{"checkpoint: " + now.reason()};
  std::optional<Claim> old;
  if (since) {
    auto earlier = read_claim(*since, key);
    if (!earlier) return Refusal{"the earlier checkpoint: " + earlier.reason()};
    old = std::move(earlier).value();
    if (auto refusal = compare_checkpoints(old->checkpoint, now->checkpoint)) return *refusal;
  }
  // Where the key given is not the one that signed the earlier checkpoint, the rotations between
  // the two may be anywhere in the log.
  const bool growth_alone = old && is_signed_by(old->note, key);
  const std::uint64_t first = growth_alone ? old->checkpoint.size : 0;

  LogCheck check(source, first, now->checkpoint.size, jobs, on_progress);
  if (auto refusal = check.run()) return std::move(*refusal);
  if (growth_alone && check.old_root() != old->checkpoint.root) {
    return extension_refusal(old->checkpoint);
  }
  if (check.root() != now->checkpoint.root) return root_refusal(now->checkpoint);
  auto chain = chain_of(key, check);
  if (!chain) return Refusal{chain.reason()};
  if (auto refusal = check_signature(*now, *chain)) {
    return Refusal{"checkpoint: " + refusal->reason};
  }
  if (old && !growth_alone) {
    if (auto refusal = check_signature(*old, *chain)) {
      return Refusal{"the earlier checkpoint: " + refusal->reason};
    }
    if (auto refusal = check_extension(source, old->checkpoint, now->checkpoint)) return *refusal;
  }
  return LogVerification{now->checkpoint.size,  now->checkpoint.root, check.entries_checked(),
                         check.tiles_checked(), note_text(now->note), std::move(chain).value()};
}

}  // namespace assize::audit
