#include "registry/catalogue/search/cursor.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "audit/tree/hash.h"

namespace assize::registry {
namespace {

constexpr std::size_t cursor_limit_bytes = 2048;
constexpr std::size_t digest_digits = 12;

// base64 with the alphabet that needs no escaping in an address (RFC 4648 section 5), unpadded.
std::string to_address_text(std::string_view bytes) {
  std::string text = audit::base64(bytes);
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  while (!text.empty() && text.back() == '=') text.pop_back();
  return text;
}

std::optional<std::string> from_address_text(std::string_view cursor) {
  if (cursor.find_first_of("+/=") != std::string_view::npos) return std::nullopt;
  std::string text(cursor);
  std::replace(text.begin(), text.end(), '-', '+');
  std::replace(text.begin(), text.end(), '_', '/');
  while (text.size() % 4 != 0) text.push_back('=');
  auto bytes = audit::from_base64(text);
  if (!bytes) return std::nullopt;
  return *bytes;
}

template <typename T>
std::string number_or_none(const std::optional<T>& value) {
  return value ? std::to_string(static_cast<std::int64_t>(*value)) : "-";
}

std::string pounds_or_none(const std::optional<pricing::Pounds>& value) {
  return value ? value->text() : "-";
}

}  // namespace

std::string search_digest(const SchoolFilter& filter, SchoolOrder order) {
  std::string text;
  for (const std::string& part :
       {std::to_string(static_cast<int>(order)), number_or_none(filter.need),
        number_or_none(filter.provision), number_or_none(filter.age),
        filter.la ? filter.la->text() : "-", number_or_none(filter.type),
        number_or_none(filter.section41), number_or_none(filter.has_fees),
        number_or_none(filter.vacancy), filter.inspection, filter.region,
        pounds_or_none(filter.price_from), pounds_or_none(filter.price_to), filter.lot, filter.near,
        filter.within ? filter.within->text() : "-", filter.text}) {
    text += part + '\n';
  }
  return audit::sha256_hex(text).substr(0, digest_digits);
}

std::string write_cursor(const std::string& digest, const SearchPlace& place) {
  return to_address_text(digest + std::to_string(place.urn) + ' ' + place.key);
}

std::optional<SearchPlace> read_cursor(const std::string& digest, std::string_view cursor) {
  if (cursor.size() > cursor_limit_bytes) return std::nullopt;
  const auto text = from_address_text(cursor);
  if (!text || !text->starts_with(digest)) return std::nullopt;
  SearchPlace place;
  const char* const begin = text->data() + digest.size();
  const char* const end = text->data() + text->size();
  const auto [after, problem] = std::from_chars(begin, end, place.urn);
  if (problem != std::errc() || after == end || *after != ' ') return std::nullopt;
  place.key.assign(after + 1, end);
  return place;
}

std::string cursor_key(std::int64_t number) { return std::to_string(number); }

std::int64_t key_of_cursor(std::string_view key) {
  if (key.empty()) return 0;  // by URN
  std::int64_t number = 0;
  const char* const end = key.data() + key.size();
  const auto [after, problem] = std::from_chars(key.data(), end, number);
  if (problem != std::errc() || after != end) return std::numeric_limits<std::int64_t>::max();
  return number;
}

}  // namespace assize::registry
