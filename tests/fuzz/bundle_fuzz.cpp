// A bundle of any bytes is refused or read whole; so is each of its entries, and a log of it all.
// links: audit
#include <cstdlib>

#include "audit/entry/entry.h"
#include "audit/tree/bundle.h"
#include "audit/tree/tile.h"
#include "audit/verify/verify_log.h"

using namespace assize::audit;

namespace {

// A log of three entries whose bundle and tile are both what the fuzzer says.
void verify_log_of(std::string_view bytes) {
  static const SigningKey key = SigningKey::generate("fuzz");
  static const std::string checkpoint = sign_checkpoint({"fuzz", 3, empty_root()}, key);
  const LogSource source = [&](std::string_view path) -> Checked<std::string> {
    if (path == "checkpoint") return checkpoint;
    return std::string(bytes);
  };
  if (verify_log(source, key.verifier(), std::nullopt, 1, {})) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto entries = parse_bundle(bytes);
  if (entries) {
    if (bundle_bytes(*entries) != bytes) std::abort();
    if (bundle_prefix_bytes(bytes, entries->size()) != size) std::abort();
    for (const std::string& text : *entries) {
      const auto entry = parse_entry(text);
      if (entry && entry_text(*entry) != text) std::abort();
    }
  }
  verify_log_of(bytes);
  return 0;
}
