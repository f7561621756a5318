#include "registry/log/mentions.h"

#include <algorithm>

#include "registry/filings/filing_id.h"

namespace assize::registry {
namespace {

constexpr std::size_t urn_digits = 6;
constexpr std::size_t subject_limit_bytes = 80;  // no entry has a longer one, so none is sought

bool is_urn(const std::string& text) {
  return text.size() == urn_digits &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void add_schools(const audit::CanonicalValue& value, std::set<std::string>& mentions) {
  if (value.string() != nullptr && is_urn(*value.string())) {
    mentions.insert("school/" + *value.string());
  } else if (value.array() != nullptr) {
    for (const audit::CanonicalValue& urn : *value.array()) add_schools(urn, mentions);
  }
}

// At any depth, so that an entry of a new kind is found without a change here.
void add_named(const audit::CanonicalValue& value, std::set<std::string>& mentions) {
  if (value.array() != nullptr) {
    for (const audit::CanonicalValue& element : *value.array()) add_named(element, mentions);
  }
  if (value.object() == nullptr) return;
  for (const auto& [name, member] : *value.object()) {
    if (name == "urn" || name == "urns") {
      add_schools(member, mentions);
    } else if (name == "filing" && member.string() != nullptr && is_filing_id(*member.string())) {
      mentions.insert("filing/" + *member.string());
    } else {
      add_named(member, mentions);
    }
  }
}

const std::string* text_of(const audit::CanonicalValue& value, std::string_view name) {
  const audit::CanonicalValue* const member = value.find(name);
  return member == nullptr ? nullptr : member->string();
}

}  // namespace

std::set<std::string> mentions_in(const audit::CanonicalValue& public_part) {
  std::set<std::string> mentions;
  add_named(public_part, mentions);
  const std::string* const framework = text_of(public_part, "framework");
  const std::string* const lot = text_of(public_part, "lot");
  if (framework != nullptr) {
    mentions.insert("framework/" + *framework);
    if (lot != nullptr) mentions.insert("lot/" + *framework + "/" + *lot);
  }
  std::erase_if(mentions,
                [](const std::string& each) { return each.size() > subject_limit_bytes; });
  return mentions;
}

}  // namespace assize::registry
