#include "registry/log/mentions.h"

#include <algorithm>

#include "registry/filings/filing_id.h"

namespace assize::registry {
namespace {

constexpr std::size_t urn_digits = 6;

bool is_urn(const std::string& text) {
  return text.size() == urn_digits &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void add_school(const audit::CanonicalValue* value, std::set<std::string>& mentions) {
  if (value == nullptr) return;
  if (value->string() != nullptr && is_urn(*value->string())) {
    mentions.insert("school/" + *value->string());
  }
}

void add_schools(const audit::CanonicalValue* list, std::set<std::string>& mentions) {
  if (list == nullptr || list->array() == nullptr) return;
  for (const audit::CanonicalValue& urn : *list->array()) add_school(&urn, mentions);
}

}  // namespace

std::set<std::string> mentions_in(const audit::CanonicalValue& public_part) {
  std::set<std::string> mentions;
  add_school(public_part.find("urn"), mentions);
  add_schools(public_part.find("urns"), mentions);
  const audit::CanonicalValue* const published = public_part.find("published");
  if (published != nullptr) add_schools(published->find("urns"), mentions);
  const audit::CanonicalValue* const filing = public_part.find("filing");
  if (filing != nullptr && filing->string() != nullptr && is_filing_id(*filing->string())) {
    mentions.insert("filing/" + *filing->string());
  }
  return mentions;
}

}  // namespace assize::registry
