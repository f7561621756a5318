// Lines kept small until their school is judged: about 25 bytes each, so that millions fit. Lines
// are written in runs of one school; within a run, what repeats from line to line is left out.
//
// A line is: a byte of flags; the columns of their form, if not all are; how many physical lines
// below the line before it; the codes, packed; units, unit price and, where it is not the product
// of the two, annual price in pennies; the dates, if not those of the line before; the included
// items, if any; the name; and the evidence of new provision, if any. Numbers are in groups of
// seven bits, the lowest first, the top bit set on all but the last.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "pricing/exact/date.h"
#include "pricing/fee_file/offer.h"

namespace assize::pricing {

// What a line is written beside: the line before it in its run.
struct CompactBefore {
  std::uint64_t line = 0;
  Date effective_from;
  Date effective_to;
  Date notice_given;
  bool has_notice = false;
};

class CompactWriter {
 public:
  // Starts a run: what follows refers to nothing before it.
  void start_run(std::uint64_t first_line);
  void add(const Offer& offer);

  std::size_t size() const { return size_; }
  std::string take() { return bytes_.substr(0, size_); }  // of just the size needed
  void clear() { size_ = 0; }

 private:
  std::string bytes_;  // grown ahead of what is written, and used again for chunk after chunk
  std::size_t size_ = 0;
  CompactBefore before_;
};

// Reads back the lines of one run. Texts of the offers point into the bytes.
class CompactReader {
 public:
  CompactReader(std::string_view bytes, std::uint32_t urn, std::uint64_t first_line);
  // Sets every member of the offer.
  void next(Offer& offer);

 private:
  const char* at_;
  const std::uint32_t urn_;
  CompactBefore before_;
};

}  // namespace assize::pricing
