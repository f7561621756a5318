// Signed notes: their text form, signing them and checking a signature.
#include <algorithm>

#include "audit/note/checkpoint.h"
#include "audit/note/key_name.h"
#include "audit/text/utf8.h"

namespace assize::audit {
namespace {

constexpr std::size_t note_limit_bytes = 1'000'000;
constexpr std::size_t signatures_limit = 100;
constexpr std::size_t key_id_bytes = 4;
constexpr std::string_view signature_start = "\xE2\x80\x94 ";  // an em dash and a space

std::string key_id_octets(std::uint32_t key_id) {
  return {static_cast<char>(key_id >> 24), static_cast<char>(key_id >> 16),
          static_cast<char>(key_id >> 8), static_cast<char>(key_id)};
}

bool has_control_characters(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char byte) {
    return static_cast<unsigned char>(byte) < 0x20 && byte != '\n';
  });
}

Checked<NoteSignature> parse_signature(std::string_view line) {
  if (!line.starts_with(signature_start)) {
    return Refusal{"a signature line starts with an em dash and a space"};
  }
  line.remove_prefix(signature_start.size());
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos || !is_key_name(line.substr(0, space))) {
    return Refusal{"a signature line has the key's name, a space and the signature"};
  }
  const auto bytes = from_base64(line.substr(space + 1));
  if (!bytes || bytes->size() <= key_id_bytes) {
    return Refusal{"a signature is base64 of a key id of 4 bytes and what was signed"};
  }
  NoteSignature signature{std::string(line.substr(0, space)), 0, bytes->substr(key_id_bytes)};
  for (std::size_t at = 0; at < key_id_bytes; ++at) {
    signature.key_id = signature.key_id << 8 | static_cast<unsigned char>((*bytes)[at]);
  }
  return signature;
}

}  // namespace

std::string signature_line(const NoteSignature& signature) {
  return std::string(signature_start) + signature.name + " " +
         base64(key_id_octets(signature.key_id) + signature.bytes) + "\n";
}

std::string note_text(const SignedNote& note) {
  std::string text = note.text + "\n";
  for (const NoteSignature& signature : note.signatures) text += signature_line(signature);
  return text;
}

Checked<SignedNote> parse_note(std::string_view note) {
  if (note.size() > note_limit_bytes) return Refusal{"a note has at most 1,000,000 bytes"};
  if (!is_utf8(note)) return Refusal{"a note is UTF-8, and this is not"};
  if (has_control_characters(note)) {
    return Refusal{"a note has no control characters but newlines"};
  }
  const std::size_t blank = note.rfind("\n\n");
  if (blank == std::string_view::npos || blank + 2 == note.size() || note.back() != '\n') {
    return Refusal{"a note is a text, a blank line and signature lines, each with a newline"};
  }
  SignedNote parsed{std::string(note.substr(0, blank + 1)), {}};
  for (std::string_view rest = note.substr(blank + 2); !rest.empty();) {
    const std::size_t end = rest.find('\n');
    auto signature = parse_signature(rest.substr(0, end));
    if (!signature) return Refusal{signature.reason()};
    if (parsed.signatures.size() == signatures_limit) {
      return Refusal{"a note has at most 100 signatures"};
    }
    parsed.signatures.push_back(std::move(signature).value());
    rest.remove_prefix(end + 1);
  }
  return parsed;
}

void sign_note(SignedNote& note, const SigningKey& key) {
  note.signatures.push_back({key.name(), key.verifier().key_id(), key.sign(note.text)});
}

SignatureBy signature_by(const SignedNote& note, const VerifierKey& key) {
  SignatureBy found = SignatureBy::nobody;
  for (const NoteSignature& signature : note.signatures) {
    if (signature.name != key.name() || signature.key_id != key.key_id()) continue;
    if (!key.verify(note.text, signature.bytes)) return SignatureBy::bad;
    found = SignatureBy::good;
  }
  return found;
}

bool is_signed_by(const SignedNote& note, const VerifierKey& key) {
  return signature_by(note, key) == SignatureBy::good;
}

}  // namespace assize::audit
