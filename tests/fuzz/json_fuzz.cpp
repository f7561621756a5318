// Any bytes are read as JSON or refused with a fault, and what is written of a string is read back.
// links: pricing
#include <cstdint>
#include <cstdlib>

#include "pricing/text/json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace assize::pricing;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  (void)parse_json(text);

  std::string written;
  append_json_string(written, text);
  const auto read = parse_json(written);
  if (!read.ok() || read->string() == nullptr) std::abort();
  std::string again;
  append_json_string(again, *read->string());
  if (again != written) std::abort();
  return 0;
}
