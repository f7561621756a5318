#include "audit/verify/proof_file.h"

#include <algorithm>
#include <stdexcept>

#include "audit/text/decimal.h"
#include "audit/tree/proof.h"

namespace assize::audit {
namespace {

constexpr std::string_view first_line = "c2sp.org/tlog-proof@v1";
constexpr std::string_view extra_start = "extra ";
constexpr std::string_view index_start = "index ";
constexpr std::size_t hashes_limit = 64;

// The lines of a text one by one; each must end with a newline.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {}
  std::optional<std::string_view> next() {
    const std::size_t end = rest_.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    return line;
  }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

Checked<std::vector<Hash>> parse_hashes(Lines& lines) {
  std::vector<Hash> hashes;
  while (const auto line = lines.next()) {
    if (line->empty()) return hashes;
    if (hashes.size() == hashes_limit) return Refusal{"a proof has at most 64 hashes"};
    const auto bytes = from_base64(*line);
    if (!bytes || bytes->size() != sizeof(Hash)) {
      return Refusal{"hash " + std::to_string(hashes.size() + 1) +
                     " of the proof is not 32 bytes in base64"};
    }
    std::copy(bytes->begin(), bytes->end(), hashes.emplace_back().begin());
  }
  return Refusal{"a proof file has an empty line between its hashes and the checkpoint"};
}

// Other logs put other things in `extra`: what is no list of rotations says nothing of keys.
Checked<KeyChain> chain_in(const ProofFile& file, const VerifierKey& key) {
  if (!file.extra || !file.extra->starts_with(R"({"rotations":)")) return KeyChain(key);
  const auto rotations = parse_rotations(*file.extra);
  if (!rotations) return Refusal{rotations.reason()};
  std::vector<PlacedRotation> placed;
  for (const KeyRotation& rotation : *rotations) placed.push_back({placed.size(), rotation});
  return KeyChain::of(key, placed);
}

// Where the rotations stand in the log is not shown, so any of the keys may have signed.
Checked<Checkpoint> open_by_any(std::string_view note, const KeyChain& chain,
                                const VerifierKey& key) {
  for (const ChainKey& one : chain.keys()) {
    auto opened = open_checkpoint(note, one.key);
    if (opened) return opened;
  }
  return open_checkpoint(note, key);
}

}  // namespace

std::string proof_file_text(const ProofFile& file) {
  if (file.proof.size() > hashes_limit) throw std::length_error("a proof has at most 64 hashes");
  std::string text(first_line);
  text += '\n';
  if (file.extra) text.append(extra_start).append(base64(*file.extra)).append("\n");
  text.append(index_start).append(std::to_string(file.index)).append("\n");
  for (const Hash& hash : file.proof) text.append(base64(bytes_of(hash))).append("\n");
  return text.append("\n").append(file.checkpoint);
}

Checked<ProofFile> parse_proof_file(std::string_view text) {
  Lines lines(text);
  if (lines.next() != first_line) {
    return Refusal{"a proof file's first line is \"c2sp.org/tlog-proof@v1\""};
  }
  ProofFile file;
  auto line = lines.next();
  if (line && line->starts_with(extra_start)) {
    auto extra = from_base64(line->substr(extra_start.size()));
    if (!extra) return Refusal{"a proof file's extra line: " + extra.reason()};
    file.extra = std::move(extra).value();
    line = lines.next();
  }
  if (!line || !line->starts_with(index_start)) {
    return Refusal{"a proof file has a line \"index \" and the entry's index"};
  }
  const auto index = parse_decimal(line->substr(index_start.size()));
  if (!index) return Refusal{"a proof file's index: " + index.reason()};
  file.index = *index;
  auto proof = parse_hashes(lines);
  if (!proof) return Refusal{proof.reason()};
  file.proof = std::move(proof).value();
  file.checkpoint = lines.rest();
  return file;
}

Checked<ProvenEntry> verify_proof_file(std::string_view text, const Hash& leaf,
                                       const VerifierKey& key) {
  const auto file = parse_proof_file(text);
  if (!file) return Refusal{file.reason()};
  const auto chain = chain_in(*file, key);
  if (!chain) return Refusal{chain.reason()};
  const auto checkpoint = open_by_any(file->checkpoint, *chain, key);
  if (!checkpoint) return Refusal{checkpoint.reason()};
  const auto included =
      check_inclusion(leaf, file->index, checkpoint->size, file->proof, checkpoint->root);
  if (!included) {
    return Refusal{"the entry is not shown to be in the log: " + included.reason()};
  }
  return ProvenEntry{file->index, *checkpoint, file->checkpoint, *chain};
}

}  // namespace assize::audit
