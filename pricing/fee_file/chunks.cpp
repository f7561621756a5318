#include "pricing/fee_file/chunks.h"

#include <algorithm>
#include <cstring>

namespace assize::pricing {
namespace {

// Past the last line end before `end`, or `from` if there is none. A carriage return at the very
// end of the bytes may yet be followed by a line feed, and so does not count.
std::size_t past_last_line_end(std::string_view bytes, std::size_t from, std::size_t end) {
  for (std::size_t at = end; at > from; --at) {
    if (bytes[at - 1] == '\n') return at;
    if (bytes[at - 1] == '\r' && at < bytes.size()) return bytes[at] == '\n' ? at + 1 : at;
  }
  return from;
}

}  // namespace

std::size_t read_fully(const ReadAt& read, std::uint64_t offset, std::span<char> into) {
  std::size_t size = 0;
  while (size < into.size()) {
    const std::size_t got = read(offset + size, into.subspan(size));
    if (got == 0) break;
    size += got;
  }
  return size;
}

std::span<char> ChunkBuffer::grow(std::size_t size, std::size_t kept) {
  if (size > capacity_) {
    auto larger = std::make_unique_for_overwrite<char[]>(size);
    if (kept > 0) std::memcpy(larger.get(), bytes_.get(), kept);
    bytes_ = std::move(larger);
    capacity_ = size;
  }
  return {bytes_.get(), size};
}

std::size_t whole_rows(std::string_view bytes, std::size_t limit_bytes) {
  // Only rows with quotes in them need to be read; between those, every line end ends a row.
  std::size_t at = 0;
  for (;;) {
    const auto* const quote =
        static_cast<const char*>(std::memchr(bytes.data() + at, '"', bytes.size() - at));
    if (quote == nullptr) return past_last_line_end(bytes, at, bytes.size());
    const auto quote_at = static_cast<std::size_t>(quote - bytes.data());
    const std::size_t row = past_last_line_end(bytes, at, quote_at);
    CsvRowReader reader(bytes.substr(row), 1, false, limit_bytes);
    if (reader.next() != CsvRowReader::Next::row) return row;
    at = row + reader.position();
  }
}

ChunkSource::ChunkSource(const ReadAt& read, std::uint64_t offset, ChunkSizes sizes)
    : read_(read), sizes_(sizes), offset_(offset) {}

void ChunkSource::stop() {
  const std::lock_guard lock(mutex_);
  ended_ = true;
}

bool ChunkSource::ended() {
  const std::lock_guard lock(mutex_);
  return ended_;
}

bool ChunkSource::next(ChunkBuffer& buffer, Chunk& chunk) {
  const std::lock_guard lock(mutex_);
  if (ended_) return false;
  chunk = Chunk();
  chunk.offset = offset_;
  // Two bytes more than a row may have, to see what follows it.
  const std::size_t most = std::max(sizes_.chunk_bytes, sizes_.row_limit_bytes + 2);
  std::size_t size = 0;
  for (std::size_t wanted = sizes_.chunk_bytes;; wanted = most) {
    const std::span<char> into = buffer.grow(wanted, size);
    size += read_fully(read_, offset_ + size, into.subspan(size));
    const std::string_view bytes(into.data(), size);
    const bool last = size < wanted;
    if (last && size == 0) return false;
    const std::size_t whole = last ? size : whole_rows(bytes, sizes_.row_limit_bytes);
    if (whole == 0 && wanted == most) {
      CsvRowReader reader(bytes, 1, false, sizes_.row_limit_bytes);
      reader.next();
      return take_oversize_row(into, reader, chunk);
    }
    if (whole > 0) {
      ended_ = last;
      chunk.number = next_number_++;
      chunk.bytes = bytes.substr(0, whole);
      chunk.size = whole;
      offset_ += whole;
      return true;
    }
  }
}

// The row at the front of the buffer is longer than the limit: it is passed over to the end of its
// physical line, in pieces, looking only at whether it is text.
bool ChunkSource::take_oversize_row(std::span<char> buffer, CsvRowReader& reader, Chunk& chunk) {
  const bool known = reader.problem() != RowProblem::none;
  chunk.oversize = known ? reader.problem() : RowProblem::too_long;
  chunk.oversize_field = known ? reader.problem_field() : 1;

  std::uint64_t at = offset_;
  std::size_t carried = 0;  // a UTF-8 sequence cut short by the last piece
  std::size_t size = buffer.size();
  // The buffer has no line end that ends the row, save perhaps a carriage return as its last byte.
  std::size_t search_from = size - 1;
  chunk.oversize_lines = count_line_ends({buffer.data(), size - 1});
  bool ends = false;
  while (!ends && size > 0) {
    const std::string_view piece(buffer.data(), size);
    const std::size_t end = std::min(piece.find_first_of("\r\n", search_from), size);
    ends = end < size;
    const std::string_view text = piece.substr(0, end);
    carried = ends ? 0 : cut_short(text);
    chunk.oversize_control |= find_control(text).has_value();
    chunk.oversize_not_utf8 |= !is_utf8(text.substr(0, text.size() - carried));
    at += text.size() - carried;
    if (!ends) {
      size = read_fully(read_, at, buffer);
      if (size == carried) {  // the file ends here
        chunk.oversize_not_utf8 |= carried > 0;
        at += carried;
        size = 0;
      }
      search_from = 0;
    }
  }
  ended_ = !ends;
  if (ends) {
    char line_end[2] = {};
    const std::size_t got = read_fully(read_, at, line_end);
    at += got == 2 && line_end[0] == '\r' && line_end[1] == '\n' ? 2 : 1;
    ++chunk.oversize_lines;
  }
  chunk.number = next_number_++;
  chunk.size = at - offset_;
  offset_ = at;
  return true;
}

}  // namespace assize::pricing
