// The keys that a log has had, one after the other, each vouched for by the one before. Values
// only; thread-safe.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "audit/entry/key_rotation.h"
#include "audit/note/checkpoint.h"
#include "audit/result.h"

namespace assize::audit {

// A rotation and the index of its entry in the log.
struct PlacedRotation {
  std::uint64_t index = 0;
  KeyRotation rotation;
};

struct ChainKey {
  VerifierKey key;
  std::uint64_t from_size =
      0;  // of the first checkpoint that it signs alone or with the one before
};

class KeyChain {
 public:
  // One key alone.
  explicit KeyChain(VerifierKey only) : keys_{{std::move(only), 0}} {}
  // The rotations in the order of the log. Refused unless each begins with the key where the one
  // before ended, no key comes twice, and `known`, which the reader trusts, is among them.
  static Checked<KeyChain> of(const VerifierKey& known,
                              const std::vector<PlacedRotation>& rotations);

  // The key that signs a checkpoint of that size: the one that the last rotation among its entries
  // names.
  const VerifierKey& key_at(std::uint64_t size) const;
  const std::vector<ChainKey>& keys() const { return keys_; }
  // By key id, as 8 hexadecimal digits; null if the chain has none.
  const VerifierKey* find(std::string_view key_id) const;

 private:
  std::vector<ChainKey> keys_;  // never empty
};

// The checkpoint in that note, if it is signed by the key of its time.
Checked<Checkpoint> open_checkpoint(std::string_view note, const KeyChain& chain);

// The receipt is good if it is signed by any key of the chain.
bool verify_receipt(const KeyChain& chain, const Receipt& receipt);

}  // namespace assize::audit
