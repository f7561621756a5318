// A file to be read, by offset and from several threads at once: the bytes of a path, or of
// standard input ("-"), which is first copied to a temporary file, as is anything else that cannot
// be read by offset. Thread-safe once made.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "pricing/assessment/assess.h"

namespace assize::api {

class InputFile {
 public:
  // `what` names the file's part in messages: "the fee file". Throws CannotRun, also if the file is
  // longer than the limit; no more than that of a stream is ever copied.
  InputFile(const std::string& path, std::string_view what,
            std::uint64_t limit_bytes = std::numeric_limits<std::uint64_t>::max());
  ~InputFile();
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;

  std::uint64_t size_bytes() const { return size_bytes_; }
  pricing::ReadAt reader() const;  // this must outlive it; throws CannotRun if reading fails

 private:
  std::size_t read_some(std::uint64_t offset, char* into, std::size_t count) const;

  std::string name_;
  int descriptor_ = -1;
  std::uint64_t size_bytes_ = 0;
};

// The whole of a file of at most `limit_bytes`. Throws CannotRun.
std::string read_whole_file(const std::string& path, std::string_view what,
                            std::uint64_t limit_bytes);

// The text without the line ends at its end, as editors leave them.
std::string without_line_ends(std::string text);

}  // namespace assize::api
