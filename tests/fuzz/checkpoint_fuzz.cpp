// A checkpoint of any bytes is refused or read; without extension lines it is written back alike.
// links: audit
#include <cstdlib>

#include "audit/entry/entry.h"
#include "audit/note/checkpoint.h"
#include "audit/tree/tile.h"

using namespace assize::audit;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto checkpoint = parse_checkpoint(text);
  if (checkpoint && !text.starts_with(checkpoint_text(*checkpoint))) std::abort();
  const auto id = parse_tile_path(text);
  if (id && tile_path(*id) != text) std::abort();
  const auto at = parse_instant(text);
  if (at && instant_text(*at) != text) std::abort();
  return 0;
}
