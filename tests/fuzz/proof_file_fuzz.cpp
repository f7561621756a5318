// A proof file of any bytes is refused or written back as it was read; none shows a stranger's
// leaf. links: audit
#include <cstdlib>

#include "audit/verify/proof_file.h"

using namespace assize::audit;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  static const VerifierKey key = SigningKey::generate("fuzz").verifier();
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto file = parse_proof_file(text);
  if (file && proof_file_text(*file) != text) std::abort();
  if (verify_proof_file(text, empty_root(), key)) std::abort();
  return 0;
}
