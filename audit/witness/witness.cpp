#include "audit/witness/witness.h"

#include <algorithm>

#include "audit/text/decimal.h"
#include "audit/tree/proof.h"
#include "audit/witness/add_checkpoint.h"

namespace assize::audit {
namespace {

constexpr std::string_view first_line = "Assize witness state, version 1\n";
constexpr std::string_view key_start = "key ";
constexpr std::string_view time_start = "time ";

// The line up to the next newline, which is taken off as well; none if there is none.
std::optional<std::string_view> take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

std::optional<Refusal> read_head(std::string_view& rest, WitnessState& state) {
  bool has_time = false;
  while (const auto line = take_line(rest)) {
    if (line->empty()) {
      if (!state.keys.empty() && has_time) return std::nullopt;
      break;
    }
    if (line->starts_with(key_start)) {
      auto key = VerifierKey::parse(line->substr(key_start.size()));
      if (!key) return Refusal{key.reason()};
      if (!state.keys.empty() && key->name() != state.origin()) {
        return Refusal{"it has keys of two logs"};
      }
      state.keys.push_back(std::move(key).value());
    } else if (line->starts_with(time_start) && !has_time) {
      const auto time = parse_decimal(line->substr(time_start.size()));
      if (!time) return Refusal{"its time: " + time.reason()};
      state.cosigned_at = *time;
      has_time = true;
    } else {
      return Refusal{"it has a line that is neither a key nor the time"};
    }
  }
  return Refusal{"it ends before it has a key, a time and an empty line"};
}

bool is_signed_by_any(const SignedNote& note, const std::vector<VerifierKey>& keys) {
  bool found = false;
  for (const VerifierKey& key : keys) {
    const SignatureBy signature = signature_by(note, key);
    if (signature == SignatureBy::bad) return false;
    found = found || signature == SignatureBy::good;
  }
  return found;
}

WitnessAnswer refuse(int status, const std::string& reason) {
  return {status, reason + "\n", std::nullopt};
}

}  // namespace

WitnessState new_witness_state(const VerifierKey& key) {
  return {{key}, 0, "", {key.name(), 0, empty_root()}};
}

std::string witness_state_text(const WitnessState& state) {
  std::string text(first_line);
  for (const VerifierKey& key : state.keys) text.append(key_start).append(key.text()).append("\n");
  text.append(time_start).append(std::to_string(state.cosigned_at)).append("\n");
  return text.append("\n").append(state.note);
}

Checked<WitnessState> parse_witness_state(std::string_view text) {
  if (!text.starts_with(first_line)) {
    return Refusal{"its first line is not \"Assize witness state, version 1\""};
  }
  std::string_view rest = text.substr(first_line.size());
  WitnessState state;
  if (auto refusal = read_head(rest, state)) return std::move(*refusal);
  state.checkpoint = {state.origin(), 0, empty_root()};
  if (rest.empty()) return state;
  state.note = rest;
  const auto note = parse_note(rest);
  if (!note) return Refusal{"its checkpoint: " + note.reason()};
  if (!is_signed_by_any(*note, state.keys)) {
    return Refusal{"its checkpoint is not signed by any of its keys: the file was changed"};
  }
  auto checkpoint = parse_checkpoint(note->text);
  if (!checkpoint) return Refusal{"its checkpoint: " + checkpoint.reason()};
  state.checkpoint = std::move(checkpoint).value();
  if (state.checkpoint.origin != state.origin()) {
    return Refusal{"its checkpoint is of another log"};
  }
  return state;
}

Cosigned cosign_next(const WitnessState& state, const SigningKey& key, std::string note,
                     const Checkpoint& checkpoint, PosixSeconds now) {
  Cosigned cosigned{state, {}};
  cosigned.state.cosigned_at = std::max(now, state.cosigned_at);
  const SignedNote parsed = parse_note(note).value();
  cosigned.line = signature_line(cosign(parsed.text, key, cosigned.state.cosigned_at));
  cosigned.state.note = std::move(note);
  cosigned.state.checkpoint = checkpoint;
  return cosigned;
}

// The checks in the order that the standard gives them.
WitnessAnswer answer_add_checkpoint(std::string_view text, const WitnessState& state,
                                    const SigningKey& key, PosixSeconds now) {
  const auto request = parse_add_checkpoint(text);
  if (!request) return refuse(400, request.reason());
  const auto note = parse_note(request->note);
  if (!note) return refuse(400, "the checkpoint: " + note.reason());
  const auto checkpoint = parse_checkpoint(note->text);
  if (!checkpoint) return refuse(400, checkpoint.reason());
  if (checkpoint->origin != state.origin()) {
    return refuse(404, "this witness does not watch the log " + checkpoint->origin);
  }
  if (!is_signed_by_any(*note, state.keys)) {
    return refuse(403, "the checkpoint has no good signature by a key that this witness trusts");
  }
  if (request->old_size > checkpoint->size) {
    return refuse(400, "the old size is above the checkpoint's");
  }
  const Checkpoint& seen = state.checkpoint;
  const bool other_root = request->old_size == checkpoint->size && checkpoint->root != seen.root;
  if (request->old_size != seen.size || other_root) {
    return refuse(409, std::to_string(seen.size));
  }
  if (seen.size == 0 && checkpoint->size > 0) {
    if (!request->proof.empty()) return refuse(422, "a proof from the empty log is empty");
  } else {
    const auto consistent =
        check_consistency(seen.size, checkpoint->size, seen.root, checkpoint->root, request->proof);
    if (!consistent) return refuse(422, consistent.reason());
  }
  Cosigned cosigned = cosign_next(state, key, request->note, *checkpoint, now);
  return {200, std::move(cosigned.line), std::move(cosigned.state)};
}

}  // namespace assize::audit
