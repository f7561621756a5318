#include "pricing/text/read_at.h"

#include <algorithm>
#include <cstring>

namespace assize::pricing {

ReadAt read_from_memory(std::string_view bytes) {
  return [bytes](std::uint64_t offset, std::span<char> into) -> std::size_t {
    if (offset >= bytes.size()) return 0;
    const std::size_t size = std::min(into.size(), bytes.size() - static_cast<std::size_t>(offset));
    std::memcpy(into.data(), bytes.data() + offset, size);
    return size;
  };
}

}  // namespace assize::pricing
