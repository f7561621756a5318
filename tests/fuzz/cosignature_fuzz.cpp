// A witness's key is refused or written back as it was read; no bytes are taken for a cosignature.
// links: audit
#include <cstdlib>

#include "audit/note/cosignature.h"

using namespace assize::audit;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  static const WitnessKey witness = WitnessKey::of(SigningKey::generate("fuzz"));
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto key = WitnessKey::parse(text);
  if (key && key->text() != text) std::abort();
  if (witness.verify("log\n0\n\n", text)) std::abort();
  const auto note = parse_note(text);
  if (note && cosigned_at(*note, witness)) std::abort();
  return 0;
}
