// How the core is handed a file: by reading pieces of it at an offset. Values only.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

namespace assize::pricing {

// Reads up to into.size() bytes at an offset, and says how many; 0 only at the end. Called from
// several threads at once; throws if reading fails.
using ReadAt = std::function<std::size_t(std::uint64_t offset, std::span<char> into)>;
ReadAt read_from_memory(std::string_view bytes);  // bytes must outlive it

}  // namespace assize::pricing
