// A request to a witness is refused or written back as it was read; without the log's signature it
// never changes what the witness knows. A witness's state, likewise, is refused or read back.
// links: audit
#include <cstdlib>

#include "audit/witness/add_checkpoint.h"
#include "audit/witness/witness.h"

using namespace assize::audit;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  static const SigningKey log = SigningKey::generate("fuzz");
  static const SigningKey witness = SigningKey::generate("witness");
  static const WitnessState state = new_witness_state(log.verifier());
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto request = parse_add_checkpoint(text);
  if (request && add_checkpoint_text(*request) != text) std::abort();
  const WitnessAnswer answer = answer_add_checkpoint(text, state, witness, 1);
  if (answer.state || answer.status == 200 || answer.body.empty()) std::abort();
  const auto kept = parse_witness_state(text);
  if (kept && !parse_witness_state(witness_state_text(*kept))) std::abort();
  return 0;
}
