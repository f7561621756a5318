// A file cut into chunks of whole rows, one after another, without ever holding more than a chunk.
// ChunkSource is safe to share: each next() takes the next chunk, and chunks are numbered in order.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string_view>

#include "pricing/text/csv_rows.h"
#include "pricing/text/encoding.h"
#include "pricing/text/read_at.h"

namespace assize::pricing {

// Reads until `into` is full or the file ends, and says how many bytes there were.
std::size_t read_fully(const ReadAt& read, std::uint64_t offset, std::span<char> into);

// How a file is cut. Tests make these small; the verdict must not change.
struct ChunkSizes {
  std::size_t chunk_bytes = std::size_t{1} << 20;
  std::size_t row_limit_bytes = pricing::row_limit_bytes;
};

// Memory for chunks, used again for one after another.
class ChunkBuffer {
 public:
  // At least `size` bytes, of which the first `kept` are as they were.
  std::span<char> grow(std::size_t size, std::size_t kept);

 private:
  std::unique_ptr<char[]> bytes_;
  std::size_t capacity_ = 0;
};

struct Chunk {
  std::uint64_t number = 0;                // 0 for the first
  std::uint64_t offset = 0;                // in the file
  std::uint64_t size = 0;                  // in the file
  std::string_view bytes;                  // whole rows; empty if this is one row over the limit
  RowProblem oversize = RowProblem::none;  // what is wrong with a row over the limit
  std::size_t oversize_field = 1;
  std::uint64_t oversize_lines = 0;  // its physical lines
  bool oversize_control = false;     // it has a byte that is not text
  bool oversize_not_utf8 = false;
};

class ChunkSource {
 public:
  // Starts at `offset`, where a row starts. `read` must outlive the source.
  ChunkSource(const ReadAt& read, std::uint64_t offset, ChunkSizes sizes);

  // False at the end of the file, or once stop() was called. The chunk's bytes are in `buffer`.
  bool next(ChunkBuffer& buffer, Chunk& chunk);
  void stop();
  bool ended();

 private:
  bool take_oversize_row(std::span<char> buffer, CsvRowReader& reader, Chunk& chunk);

  const ReadAt& read_;
  const ChunkSizes sizes_;
  std::mutex mutex_;
  std::uint64_t offset_;
  std::uint64_t next_number_ = 0;
  bool ended_ = false;
};

// How many bytes at the front are whole rows, if more may follow. The slow twin of this, which
// reads every row, is in the tests.
std::size_t whole_rows(std::string_view bytes, std::size_t limit_bytes);

}  // namespace assize::pricing
