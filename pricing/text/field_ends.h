// The commas, quotes and line ends of a text, one after another, found 64 bytes at a time: a CSV
// reader that looks at each byte by itself spends most of its time doing so. Its slow twin is in
// the tests. Used by one thread.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace assize::pricing {

// Of 64 bytes, the lowest bit being the first: those that end a CSV field, which of those are
// commas, and whether any byte might be a space (it is one, or is beyond ASCII).
struct BlockMarks {
  std::uint64_t ends = 0;
  std::uint64_t commas = 0;
  bool spaced = false;
};

inline constexpr std::size_t block_bytes = 64;

// The same for any processor.
inline BlockMarks marks_by_bytes(const char* block) {
  BlockMarks marks;
  for (std::size_t i = 0; i < block_bytes; ++i) {
    const char c = block[i];
    const bool comma = c == ',';
    const bool ends = comma || c == '"' || c == '\n' || c == '\r';
    marks.ends |= static_cast<std::uint64_t>(ends) << i;
    marks.commas |= static_cast<std::uint64_t>(comma) << i;
    marks.spaced |= c == ' ' || (static_cast<unsigned char>(c) & 0x80) != 0;
  }
  return marks;
}

#if defined(__SSE2__)  // which every x86-64 processor has
inline BlockMarks marks_of(const char* block) {
  BlockMarks marks;
  __m128i spaced = _mm_setzero_si128();
  for (unsigned part = 0; part < 4; ++part) {
    const __m128i bytes =
        _mm_loadu_si128(reinterpret_cast<const __m128i*>(block + std::size_t{16} * part));
    const auto equal = [bytes](char c) { return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c)); };
    const auto bits = [part](__m128i sixteen) {
      return static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm_movemask_epi8(sixteen)))
             << (16 * part);
    };
    const __m128i commas = equal(',');
    marks.commas |= bits(commas);
    marks.ends |= bits(
        _mm_or_si128(_mm_or_si128(commas, equal('"')), _mm_or_si128(equal('\n'), equal('\r'))));
    spaced = _mm_or_si128(spaced, _mm_or_si128(bytes, equal(' ')));
  }
  marks.spaced = _mm_movemask_epi8(spaced) != 0;
  return marks;
}
#else
inline BlockMarks marks_of(const char* block) { return marks_by_bytes(block); }
#endif

class FieldEnds {
 public:
  FieldEnds(const char* begin, const char* end) : end_(end) { seek(begin); }

  // The first at or after `from`, or the end of the text. `from` is never before the last one
  // asked for, but after a seek() to it or to what is before it.
  const char* next(const char* from) {
    for (;;) {
      while (marks_ == 0) {
        if (is_last_block()) return end_;
        next_block();
      }
      const char* const at = block_ + std::countr_zero(marks_);
      marks_ &= marks_ - 1;
      if (at >= from) return at;
    }
  }

  // Block by block, for rows that are plain: goes to the block of `from`, and forgets what is
  // before it.
  void skip_to(const char* from) {
    const auto ahead = static_cast<std::size_t>(from - block_);
    if (ahead >= block_bytes) {
      block_ += ahead / block_bytes * block_bytes;
      load();
    }
    marks_ &= ~std::uint64_t{0} << (ahead % block_bytes);
  }
  // Takes the commas of the block that nothing but commas is before. Writes the fields that they
  // end, of which the first starts at `start`, one after another to `out`, where there is room for
  // block_bytes of them, and returns where the field after them starts.
  const char* take_commas(const char* start, std::string_view*& out) {
    const std::uint64_t others = marks_ & ~commas_;
    std::uint64_t commas = marks_ & ~others & (others - 1);
    marks_ ^= commas;
    for (; commas != 0; commas &= commas - 1) {
      const char* const at = block_ + std::countr_zero(commas);
      *out++ = std::string_view(start, static_cast<std::size_t>(at - start));
      start = at + 1;
    }
    return start;
  }
  bool has_marks() const { return marks_ != 0; }
  bool is_last_block() const { return end_ - block_ <= static_cast<std::ptrdiff_t>(block_bytes); }
  const char* block_end() const { return block_ + block_bytes; }
  void next_block() {
    block_ += block_bytes;
    load();
  }

  void seek(const char* at) {
    block_ = at;
    spaced_ = false;
    load();
  }

  // Whether there may be spaces from the last forget_spaces() to the last mark.
  bool spaced() const { return spaced_; }
  void forget_spaces() { spaced_ = block_spaced_; }

 private:
  void load() {
    BlockMarks marks;
    if (end_ - block_ >= static_cast<std::ptrdiff_t>(block_bytes)) {
      marks = marks_of(block_);
    } else {
      char rest[block_bytes] = {};
      if (end_ != block_) std::memcpy(rest, block_, static_cast<std::size_t>(end_ - block_));
      marks = marks_of(rest);
    }
    marks_ = marks.ends;
    commas_ = marks.commas;
    block_spaced_ = marks.spaced;
    spaced_ = spaced_ || marks.spaced;
  }

  const char* block_ = nullptr;
  const char* end_;
  std::uint64_t marks_ = 0;   // not yet passed
  std::uint64_t commas_ = 0;  // of the whole block
  bool block_spaced_ = false;
  bool spaced_ = false;
};

}  // namespace assize::pricing
