// A signed note of any bytes is refused or read whole: what is written back is what was read.
// links: audit
#include <cstdlib>

#include "audit/note/checkpoint.h"
#include "audit/verify/proof_file.h"

using namespace assize::audit;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto note = parse_note(text);
  if (note && note_text(*note) != text) std::abort();
  const auto vkey = VerifierKey::parse(text);
  if (vkey && vkey->text() != text) std::abort();
  const auto skey = SigningKey::parse(text);
  if (skey && skey->private_text() != text) std::abort();
  const auto file = parse_proof_file(text);
  if (file && proof_file_text(*file) != text) std::abort();
  return 0;
}
