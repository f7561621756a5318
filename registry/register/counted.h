// A count in a note, with its words in the singular or the plural. Pure; thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace assize::registry {

// (1, "link is kept", "links are kept") -> "1 link is kept".
inline std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

}  // namespace assize::registry
