#include "audit/verify/log_files.h"

#include <algorithm>

#include "audit/tree/bundle.h"

namespace assize::audit {
namespace {

struct Found {
  std::string path;
  std::string bytes;
  bool is_fuller;  // than was asked for
};

Checked<Found> read_either(const LogSource& source, const TileId& id) {
  std::string path = tile_path(id);
  auto exact = source(path);
  if (exact) return Found{std::move(path), std::move(exact).value(), false};
  if (id.width < tile_width) {
    std::string full_path = tile_path({id.level, id.index, tile_width});
    auto full = source(full_path);
    if (full) return Found{std::move(full_path), std::move(full).value(), true};
  }
  return Refusal{path + " cannot be read: " + exact.reason()};
}

}  // namespace

TileId tile_of(std::uint64_t size, int level, std::uint64_t index) {
  const int shift = std::max(level, 0) * tile_height;
  const std::uint64_t count = shift >= 64 ? 0 : size >> shift;
  const std::uint64_t first = index * tile_width;
  const std::uint64_t width = count > first ? std::min(tile_width, count - first) : 0;
  return {level, index, static_cast<std::uint32_t>(width)};
}

Checked<std::string> read_hash_tile(const LogSource& source, const TileId& id) {
  auto found = read_either(source, id);
  if (!found) return Refusal{found.reason()};
  Found file = std::move(found).value();
  const std::size_t held = file.is_fuller ? tile_width : id.width;
  if (file.bytes.size() != held * sizeof(Hash)) {
    return Refusal{file.path + " has " + std::to_string(file.bytes.size()) + " bytes, where " +
                   std::to_string(held) + " hashes take " + std::to_string(held * sizeof(Hash)) +
                   ": it was cut short, extended or replaced"};
  }
  file.bytes.resize(id.width * sizeof(Hash));
  return std::move(file.bytes);
}

std::optional<Refusal> read_bundle(const LogSource& source, const TileId& id, Bundle& into) {
  auto found = read_either(source, id);
  if (!found) return Refusal{found.reason()};
  Found file = std::move(found).value();
  into.bytes = std::move(file.bytes);
  const auto entries = split_bundle(into.bytes);
  if (!entries) return Refusal{file.path + ": " + entries.reason()};
  const std::size_t held = file.is_fuller ? tile_width : id.width;
  if (entries->size() != held) {
    return Refusal{file.path + " has " + std::to_string(entries->size()) + " entries in place of " +
                   std::to_string(held)};
  }
  into.entries.assign(entries->begin(), entries->begin() + id.width);
  return std::nullopt;
}

}  // namespace assize::audit
