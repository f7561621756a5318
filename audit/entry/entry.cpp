#include "audit/entry/entry.h"

#include <set>
#include <stdexcept>

namespace assize::audit {
namespace {

constexpr std::int64_t entry_version = 1;
constexpr std::string_view rule_book_start = "sha256:";

// Why the fields cannot make an entry; empty if they can.
std::string trouble_with(const Entry& entry) {
  if (entry.action.empty()) return "an entry's action is empty";
  if (entry.actor.empty()) return "an entry's actor is empty";
  if (entry.subject.empty()) return "an entry's subject is empty";
  if (entry.body_sha256 && !hash_from_hex(*entry.body_sha256)) {
    return "an entry's body_sha256 is not 64 hexadecimal digits";
  }
  if (entry.rule_book &&
      (!entry.rule_book->starts_with(rule_book_start) ||
       !hash_from_hex(std::string_view(*entry.rule_book).substr(rule_book_start.size())))) {
    return "an entry's rule_book is not \"sha256:\" and 64 hexadecimal digits";
  }
  if (entry.public_part.object() == nullptr) return "an entry's public part is not an object";
  return {};
}

Checked<std::string> string_member(const CanonicalValue& value, std::string_view key) {
  const CanonicalValue* member = value.find(key);
  if (member == nullptr || member->string() == nullptr) {
    return Refusal{"an entry has no string \"" + std::string(key) + "\""};
  }
  return *member->string();
}

// Says why, in `trouble`, if a member is there and is no string.
std::optional<std::string> optional_member(const CanonicalValue& value, std::string_view key,
                                           std::string& trouble) {
  if (value.find(key) == nullptr) return std::nullopt;
  const auto member = string_member(value, key);
  if (!member) {
    trouble = member.reason();
    return std::nullopt;
  }
  return *member;
}

std::string unknown_member(const CanonicalValue& value) {
  static const std::set<std::string> known{"action", "actor",     "at",      "body_sha256",
                                           "public", "rule_book", "subject", "v"};
  for (const auto& [key, member] : *value.object()) {
    if (!known.contains(key)) return "an entry has no member \"" + key + "\"";
  }
  return {};
}

}  // namespace

std::string entry_text(const Entry& entry) {
  if (const std::string trouble = trouble_with(entry); !trouble.empty()) {
    throw std::invalid_argument(trouble);
  }
  CanonicalValue::Object object{{"action", entry.action},       {"actor", entry.actor},
                                {"at", instant_text(entry.at)}, {"subject", entry.subject},
                                {"public", entry.public_part},  {"v", entry_version}};
  if (entry.body_sha256) object["body_sha256"] = *entry.body_sha256;
  if (entry.rule_book) object["rule_book"] = *entry.rule_book;
  std::string text = canonical_text(std::move(object));
  if (text.size() > entry_limit_bytes) {
    throw std::length_error("an entry has at most 65,535 bytes, not " +
                            std::to_string(text.size()));
  }
  return text;
}

Checked<Entry> parse_entry(std::string_view text) {
  if (text.size() > entry_limit_bytes) return Refusal{"an entry has at most 65,535 bytes"};
  const auto value = parse_canonical(text);
  if (!value) return Refusal{"an entry is " + value.reason()};
  if (value->object() == nullptr) return Refusal{"an entry is a JSON object"};
  if (std::string trouble = unknown_member(*value); !trouble.empty()) {
    return Refusal{std::move(trouble)};
  }
  const CanonicalValue* version = value->find("v");
  if (version == nullptr || version->integer() == nullptr || *version->integer() != entry_version) {
    return Refusal{"an entry of another version than 1, or of none"};
  }
  Entry entry;
  const std::pair<const char*, std::string*> strings[] = {
      {"action", &entry.action}, {"actor", &entry.actor}, {"subject", &entry.subject}};
  for (const auto& [key, field] : strings) {
    const auto member = string_member(*value, key);
    if (!member) return Refusal{member.reason()};
    *field = *member;
  }
  const auto at_text = string_member(*value, "at");
  if (!at_text) return Refusal{at_text.reason()};
  const auto at = parse_instant(*at_text);
  if (!at) return Refusal{"an entry's \"at\": " + at.reason()};
  entry.at = *at;
  std::string trouble;
  entry.body_sha256 = optional_member(*value, "body_sha256", trouble);
  entry.rule_book = optional_member(*value, "rule_book", trouble);
  if (!trouble.empty()) return Refusal{std::move(trouble)};
  const CanonicalValue* public_part = value->find("public");
  if (public_part == nullptr) return Refusal{"an entry has no \"public\""};
  entry.public_part = *public_part;
  trouble = trouble_with(entry);
  if (!trouble.empty()) return Refusal{std::move(trouble)};
  return entry;
}

}  // namespace assize::audit
