// What bringing the register up to a file did. Values only; thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace assize::registry {

struct StoreCounts {
  std::uint64_t added = 0;
  std::uint64_t changed = 0;
  std::uint64_t closed = 0;
  std::uint64_t unchanged = 0;
  std::vector<std::string> notes;
  bool wrote() const { return added + changed > 0; }
};

}  // namespace assize::registry
