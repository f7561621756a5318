#include "pricing/text/text_kinds.h"

#include <cstddef>

#include "pricing/text/encoding.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace assize::pricing {
namespace {

constexpr std::size_t block_bytes = 64;

struct BlockKinds {
  bool control = false;
  bool beyond_ascii = false;
};

#if defined(__SSE2__)  // which every x86-64 processor has
// Whether all bytes are ASCII that prints, LF or CR, as in nearly every block: with 1 added, as
// signed bytes, controls, DEL and all beyond ASCII are below the rest.
bool is_plain(const char* block) {
  __m128i other = _mm_setzero_si128();
  for (std::size_t part = 0; part < block_bytes; part += sizeof(__m128i)) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block + part));
    const __m128i low = _mm_cmplt_epi8(_mm_add_epi8(bytes, _mm_set1_epi8(1)), _mm_set1_epi8(0x21));
    const __m128i line_ends = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n')),
                                           _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\r')));
    other = _mm_or_si128(other, _mm_andnot_si128(line_ends, low));
  }
  return _mm_movemask_epi8(other) == 0;
}

BlockKinds kinds_of_block(const char* block) {
  __m128i control = _mm_setzero_si128();
  __m128i all = _mm_setzero_si128();
  for (std::size_t part = 0; part < block_bytes; part += sizeof(__m128i)) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block + part));
    const auto equal = [bytes](char c) { return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c)); };
    const __m128i below_space = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1F)), bytes);
    const __m128i allowed = _mm_or_si128(_mm_or_si128(equal('\t'), equal('\n')), equal('\r'));
    control = _mm_or_si128(control, _mm_andnot_si128(allowed, below_space));
    control = _mm_or_si128(control, equal(0x7F));
    all = _mm_or_si128(all, bytes);
  }
  return {_mm_movemask_epi8(control) != 0, _mm_movemask_epi8(all) != 0};
}
#else
bool is_plain(const char*) { return false; }

BlockKinds kinds_of_block(const char* block) {
  BlockKinds kinds;
  for (std::size_t i = 0; i < block_bytes; ++i) {
    kinds.control |= is_control(block[i]);
    kinds.beyond_ascii |= (static_cast<unsigned char>(block[i]) & 0x80) != 0;
  }
  return kinds;
}
#endif

}  // namespace

TextKinds kinds_of_text(std::string_view bytes) {
  TextKinds kinds;
  while (bytes.size() >= block_bytes) {
    if (is_plain(bytes.data())) {
      bytes.remove_prefix(block_bytes);
      continue;
    }
    const BlockKinds block = kinds_of_block(bytes.data());
    kinds.control |= block.control;
    std::size_t length = block_bytes;
    if (block.beyond_ascii && kinds.utf8) {
      // A sequence may go on into the next block; what of it does is beyond ASCII, and no control.
      const auto sequences = utf8_length(bytes, block_bytes);
      kinds.utf8 = sequences.has_value();
      length = sequences.value_or(block_bytes);
    }
    bytes.remove_prefix(length);
  }
  kinds.control |= find_control(bytes).has_value();
  kinds.utf8 = kinds.utf8 && is_utf8(bytes);
  return kinds;
}

}  // namespace assize::pricing
