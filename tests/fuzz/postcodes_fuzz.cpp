// Any bytes at all, read as a file of postcodes: an answer or a fault, never a crash.
// links: registry
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "registry/register/files/postcodes_file.h"

// Each postcode comes once, in the order of its code.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace assize::registry;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto file = read_postcodes_file(bytes);
  if (!file.ok()) return 0;
  if (file->postcodes.size() + file->reading.refused.size() > file->reading.rows) std::abort();
  const auto is_not_before = [](const auto& left, const auto& right) {
    return left.first >= right.first;
  };
  const auto found =
      std::adjacent_find(file->postcodes.begin(), file->postcodes.end(), is_not_before);
  if (found != file->postcodes.end()) std::abort();
  return 0;
}
