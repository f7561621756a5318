// A rotation of any bytes is refused or stands by its signatures; rotations are written back as
// read. links: audit
#include <cstdlib>

#include "audit/entry/key_rotation.h"

using namespace assize::audit;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto rotations = parse_rotations(text);
  if (rotations && !parse_rotations(rotations_text(*rotations))) std::abort();
  const auto rotation = rotation_of_entry(text);
  if (rotation && !rotation->to.verify(rotation_message(rotation->from, rotation->to),
                                       rotation->countersignature)) {
    std::abort();
  }
  return 0;
}
