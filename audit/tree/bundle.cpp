#include "audit/tree/bundle.h"

#include <stdexcept>

#include "audit/tree/tile.h"

namespace assize::audit {
namespace {

constexpr std::size_t length_bytes = 2;
constexpr std::size_t longest_entry_bytes = 65'535;

std::size_t length_at(std::string_view bytes, std::size_t at) {
  return static_cast<std::size_t>(static_cast<unsigned char>(bytes[at])) * 256 +
         static_cast<unsigned char>(bytes[at + 1]);
}

}  // namespace

Checked<std::vector<std::string_view>> split_bundle(std::string_view bytes) {
  std::vector<std::string_view> entries;
  entries.reserve(tile_width);
  for (std::size_t at = 0; at < bytes.size();) {
    if (entries.size() == tile_width) return Refusal{"a bundle holds at most 256 entries"};
    const bool has_length = bytes.size() - at >= length_bytes;
    if (!has_length || bytes.size() - at - length_bytes < length_at(bytes, at)) {
      return Refusal{"the bundle ends within its entry " + std::to_string(entries.size()) +
                     ", at byte " + std::to_string(bytes.size())};
    }
    entries.push_back(bytes.substr(at + length_bytes, length_at(bytes, at)));
    at += length_bytes + entries.back().size();
  }
  return entries;
}

std::size_t bundle_prefix_bytes(std::string_view bundle, std::size_t width) {
  std::size_t at = 0;
  for (std::size_t entry = 0; entry < width; ++entry) {
    if (bundle.size() - at < length_bytes ||
        bundle.size() - at - length_bytes < length_at(bundle, at)) {
      throw std::runtime_error("a stored bundle should hold " + std::to_string(width) +
                               " entries and has " + std::to_string(entry));
    }
    at += length_bytes + length_at(bundle, at);
  }
  return at;
}

std::string bundle_bytes(const std::vector<std::string>& entries) {
  if (entries.size() > tile_width) throw std::length_error("a bundle holds at most 256 entries");
  std::string bytes;
  for (const std::string& entry : entries) {
    if (entry.size() > longest_entry_bytes) {
      throw std::length_error("an entry has at most 65,535 bytes");
    }
    bytes += static_cast<char>(entry.size() >> 8);
    bytes += static_cast<char>(entry.size() & 0xff);
    bytes += entry;
  }
  return bytes;
}

Checked<std::vector<std::string>> parse_bundle(std::string_view bytes) {
  const auto views = split_bundle(bytes);
  if (!views) return Refusal{views.reason()};
  return std::vector<std::string>(views->begin(), views->end());
}

}  // namespace assize::audit
