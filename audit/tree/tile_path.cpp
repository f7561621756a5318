// The names of tiles in C2SP tlog-tiles: "tile/<level>/<index>[.p/<width>]".
#include <charconv>

#include "audit/tree/tile.h"

namespace assize::audit {
namespace {

// A tree of 2^64 leaves has no more tiles than this at level 0.
constexpr std::uint64_t most_tiles = std::uint64_t{1} << 56;
constexpr int highest_level = 63;

// Groups of three digits from the right; all but the last begin with an "x".
std::string index_path(std::uint64_t index) {
  std::vector<std::uint64_t> groups{index % 1000};
  while ((index /= 1000) > 0) groups.push_back(index % 1000);
  std::string path;
  for (std::size_t left = groups.size(); left-- > 0;) {
    const std::string group = std::to_string(1000 + groups[left]);
    if (left > 0) path += 'x';
    path.append(group, 1);
    if (left > 0) path += '/';
  }
  return path;
}

// Decimal digits alone; the caller compares the whole path, so leading zeroes are caught there.
template <typename Integer>
bool take_number(std::string_view& text, Integer& number) {
  if (text.empty() || text.front() < '0' || text.front() > '9') return false;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return error == std::errc();
}

bool take(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

bool take_index(std::string_view& text, std::uint64_t& index) {
  index = 0;
  while (true) {
    const bool more = take(text, "x");
    std::uint64_t group = 0;
    if (!take_number(text, group) || group > 999 || index > most_tiles / 1000) return false;
    index = index * 1000 + group;
    if (!more) return true;
    if (!take(text, "/")) return false;
  }
}

}  // namespace

std::string tile_path(const TileId& id) {
  std::string path = "tile/";
  path += id.level == entries_level ? std::string("entries") : std::to_string(id.level);
  path.append("/").append(index_path(id.index));
  if (id.width < tile_width) path += ".p/" + std::to_string(id.width);
  return path;
}

Checked<TileId> parse_tile_path(std::string_view path) {
  const Refusal refusal{
      "not the path of a tile: expected tile/LEVEL/INDEX or tile/entries/INDEX, the index as "
      "x001/x234/067, with .p/WIDTH after a partial one"};
  TileId id;
  std::string_view rest = path;
  if (!take(rest, "tile/")) return refusal;
  if (take(rest, "entries")) {
    id.level = entries_level;
  } else if (!take_number(rest, id.level) || id.level > highest_level) {
    return refusal;
  }
  if (!take(rest, "/") || !take_index(rest, id.index)) return refusal;
  if (!rest.empty()) {
    if (!take(rest, ".p/") || !take_number(rest, id.width)) return refusal;
    if (id.width == 0 || id.width >= tile_width) return refusal;
  }
  if (!rest.empty() || id.index >= most_tiles || tile_path(id) != path) return refusal;
  return id;
}

}  // namespace assize::audit
