// Where a page of a search ended, as opaque text: which search it was, and the place of the last
// school shown in its order. Pure; thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "registry/catalogue/search/search.h"

namespace assize::registry {

// Schools of one search stand by key and then by URN.
struct SearchPlace {
  std::string key;  // the name in lower case, or cursor_key; empty when the order is by URN
  std::uint32_t urn = 0;
  auto operator<=>(const SearchPlace&) const = default;
};

// Names the filter and the order, so that a cursor is not taken for another search's.
std::string search_digest(const SchoolFilter& filter, SchoolOrder order);

std::string write_cursor(const std::string& digest, const SearchPlace& place);
// None if it is not a cursor of the search of that digest.
std::optional<SearchPlace> read_cursor(const std::string& digest, std::string_view cursor);

// A price or a distance as a key, and back; the greatest number, which stands for none, is what
// comes back of a key that is none.
std::string cursor_key(std::int64_t number);
std::int64_t key_of_cursor(std::string_view key);

}  // namespace assize::registry
