#include "audit/note/checkpoint.h"

#include <algorithm>

#include "audit/note/key_name.h"
#include "audit/text/decimal.h"

namespace assize::audit {
namespace {

// The text up to the next newline, which is taken off as well; empty if there is none.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return {};
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

}  // namespace

std::string checkpoint_text(const Checkpoint& checkpoint) {
  return checkpoint.origin + "\n" + std::to_string(checkpoint.size) + "\n" +
         base64(bytes_of(checkpoint.root)) + "\n";
}

Checked<Checkpoint> parse_checkpoint(std::string_view note_text) {
  std::string_view rest = note_text;
  Checkpoint checkpoint;
  checkpoint.origin = take_line(rest);
  if (checkpoint.origin.empty()) return Refusal{"a checkpoint's first line is the log's name"};
  const auto size = parse_decimal(take_line(rest));
  if (!size) return Refusal{"a checkpoint's second line is the log's size: " + size.reason()};
  checkpoint.size = *size;
  const auto root = from_base64(take_line(rest));
  if (!root || root->size() != checkpoint.root.size()) {
    return Refusal{"a checkpoint's third line is the root, 32 bytes in base64"};
  }
  std::copy(root->begin(), root->end(), checkpoint.root.begin());
  while (!rest.empty()) {
    if (take_line(rest).empty()) {
      return Refusal{"a checkpoint's further lines are not empty and end with a newline"};
    }
  }
  return checkpoint;
}

std::string sign_checkpoint(const Checkpoint& checkpoint, const SigningKey& key) {
  return sign_checkpoint(checkpoint, std::vector<SigningKey>{key});
}

std::string sign_checkpoint(const Checkpoint& checkpoint, const std::vector<SigningKey>& keys) {
  SignedNote note{checkpoint_text(checkpoint), {}};
  for (const SigningKey& key : keys) sign_note(note, key);
  return note_text(note);
}

Checked<Checkpoint> open_checkpoint(std::string_view note, const VerifierKey& key) {
  const auto parsed = parse_note(note);
  if (!parsed) return Refusal{"the checkpoint is not a signed note: " + parsed.reason()};
  if (!is_signed_by(*parsed, key)) {
    return Refusal{"the checkpoint has no good signature by " + key.name() + " with key id " +
                   key_id_text(key.key_id())};
  }
  auto checkpoint = parse_checkpoint(parsed->text);
  if (checkpoint && checkpoint->origin != key.name()) {
    return Refusal{"the checkpoint is of the log " + checkpoint->origin + ", not of " + key.name()};
  }
  return checkpoint;
}

}  // namespace assize::audit
