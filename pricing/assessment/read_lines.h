// Pass one: a fee file read in chunks, its lines judged one by one and kept small for their
// schools. Chunks are read by several threads and joined in the file's order, so that the number of
// threads changes nothing.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "pricing/fee_file/chunks.h"
#include "pricing/fee_file/opening.h"
#include "pricing/rules/finding.h"
#include "pricing/rules/line_rules.h"

namespace assize::pricing {

// Lines of one school that stand together.
struct Run {
  std::uint32_t urn;
  std::uint32_t offset;  // in its chunk's `compact`
  std::uint32_t count;
  std::uint32_t first_line;  // of its chunk
};

struct ChunkLines {
  std::uint64_t number = 0;
  std::uint64_t physical_lines = 0;
  std::uint64_t rows = 0;
  std::uint64_t unreadable_rows = 0;  // with a field not of its form, or of the wrong number
  std::string compact;
  std::vector<Run> runs;
  Findings findings;
  std::uint64_t first_line = 0;  // of the file; known once all chunks are read
};

struct FileLines {
  std::vector<ChunkLines> chunks;  // in the file's order
  std::uint64_t rows = 0;
  std::uint64_t unreadable_rows = 0;
  bool windows_1252 = false;
  bool has_control = false;  // it is not text: nothing else here is to be used
  std::uint64_t control_line = 0;
  unsigned control_byte = 0;
};

struct ReadOptions {
  ChunkSizes sizes;
  int jobs = 1;
  bool keep_findings = true;
  // One for each thread; null where lines are only read, not judged.
  std::function<std::unique_ptr<LineRules>()> make_rules;
  std::function<void(std::uint64_t)> on_read;  // bytes of one chunk
};

// Reads the lines of a file that could be opened.
FileLines read_lines(const ReadAt& read, const Opening& opening, const ItemCodes& items,
                     const ReadOptions& options);

}  // namespace assize::pricing
