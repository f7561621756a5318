// Canonical JSON of any bytes is refused or is the one text of its value.
// links: audit
#include <cstdlib>

#include "audit/entry/canonical_json.h"
#include "audit/entry/entry.h"

using namespace assize::audit;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto value = parse_canonical(text);
  if (value && canonical_text(*value) != text) std::abort();
  const auto entry = parse_entry(text);
  if (entry && entry_text(*entry) != text) std::abort();
  const auto receipt = parse_receipt(text);
  if (receipt) {
    const auto again = parse_receipt(receipt_json(*receipt));
    if (!again || receipt_json(*again) != receipt_json(*receipt)) std::abort();
  }
  return 0;
}
