#include "audit/verify/key_chain.h"

#include <algorithm>

#include "audit/note/key_name.h"

namespace assize::audit {

Checked<KeyChain> KeyChain::of(const VerifierKey& known,
                               const std::vector<PlacedRotation>& rotations) {
  if (rotations.empty()) return KeyChain(known);
  KeyChain chain(rotations.front().rotation.from);
  for (const PlacedRotation& placed : rotations) {
    const VerifierKey& before = chain.keys_.back().key;
    if (placed.rotation.from != before) {
      return Refusal{"entry " + std::to_string(placed.index) + " rotates the log's key from " +
                     key_id_text(placed.rotation.from.key_id()) +
                     ", which was not in force: " + key_id_text(before.key_id()) + " was"};
    }
    if (chain.find(key_id_text(placed.rotation.to.key_id())) != nullptr) {
      return Refusal{"entry " + std::to_string(placed.index) +
                     " rotates the log's key to one that the log has had before"};
    }
    chain.keys_.push_back({placed.rotation.to, placed.index + 1});
  }
  const VerifierKey* const found = chain.find(key_id_text(known.key_id()));
  if (found == nullptr || *found != known) {
    return Refusal{"the key " + key_id_text(known.key_id()) + " of " + known.name() +
                   " is not one that this log has had"};
  }
  return chain;
}

const VerifierKey& KeyChain::key_at(std::uint64_t size) const {
  auto at = keys_.end() - 1;
  while (at != keys_.begin() && at->from_size > size) --at;
  return at->key;
}

const VerifierKey* KeyChain::find(std::string_view key_id) const {
  const auto found = std::find_if(keys_.begin(), keys_.end(), [&](const ChainKey& one) {
    return key_id_text(one.key.key_id()) == key_id;
  });
  return found == keys_.end() ? nullptr : &found->key;
}

Checked<Checkpoint> open_checkpoint(std::string_view note, const KeyChain& chain) {
  const auto parsed = parse_note(note);
  if (!parsed) return Refusal{"the checkpoint is not a signed note: " + parsed.reason()};
  const auto checkpoint = parse_checkpoint(parsed->text);
  if (!checkpoint) return checkpoint;
  return open_checkpoint(note, chain.key_at(checkpoint->size));
}

bool verify_receipt(const KeyChain& chain, const Receipt& receipt) {
  const VerifierKey* const key = chain.find(receipt.key_id);
  return key != nullptr && verify_receipt(*key, receipt);
}

}  // namespace assize::audit
