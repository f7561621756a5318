#include "api/command_line/input_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "api/command_line/command.h"

namespace assize::api {
namespace {

std::string reason() { return std::strerror(errno); }

void write_all(int descriptor, const char* bytes, std::size_t count, const std::string& name) {
  while (count > 0) {
    const ssize_t written = ::write(descriptor, bytes, count);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw CannotRun("cannot keep a copy of " + name + ": " + reason() + ".");
    bytes += written;
    count -= static_cast<std::size_t>(written);
  }
}

// Copies what cannot be read by offset into a file that has no name and goes when it is closed.
int spool(int from, const std::string& name, std::uint64_t limit_bytes) {
  const char* folder = std::getenv("TMPDIR");
  std::string path = std::string(folder != nullptr ? folder : "/tmp") + "/assize-XXXXXX";
  const int to = ::mkostemp(path.data(), O_CLOEXEC);
  if (to < 0) throw CannotRun("cannot make a temporary file for " + name + ": " + reason() + ".");
  ::unlink(path.c_str());
  std::array<char, 65536> buffer;
  std::uint64_t copied = 0;
  for (;;) {
    const ssize_t count = ::read(from, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      const std::string why = reason();
      ::close(to);
      throw CannotRun("cannot read " + name + ": " + why + ".");
    }
    // One byte over the limit is enough to know.
    if (count == 0 || copied > limit_bytes) return to;
    write_all(to, buffer.data(), static_cast<std::size_t>(count), name);
    copied += static_cast<std::uint64_t>(count);
  }
}

}  // namespace

InputFile::InputFile(const std::string& path, std::string_view what, std::uint64_t limit_bytes)
    : name_(std::string(what) + (path == "-" ? " on standard input" : " " + path)) {
  const bool is_standard_input = path == "-";
  descriptor_ =
      is_standard_input ? ::dup(STDIN_FILENO) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor_ < 0) throw CannotRun("cannot open " + name_ + ": " + reason() + ".");
  struct stat status {};
  if (::fstat(descriptor_, &status) != 0 || S_ISDIR(status.st_mode)) {
    const std::string why = S_ISDIR(status.st_mode) ? "it is a folder" : reason();
    ::close(descriptor_);
    throw CannotRun("cannot read " + name_ + ": " + why + ".");
  }
  if (is_standard_input || !S_ISREG(status.st_mode)) {
    const int original = descriptor_;
    descriptor_ = spool(original, name_, limit_bytes);
    ::close(original);
    ::fstat(descriptor_, &status);
  }
  size_bytes_ = static_cast<std::uint64_t>(status.st_size);
  if (size_bytes_ <= limit_bytes) return;
  ::close(descriptor_);
  throw CannotRun(name_ + " is longer than the " + std::to_string(limit_bytes) +
                  " bytes that can be read; give a shorter one.");
}

InputFile::~InputFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::size_t InputFile::read_some(std::uint64_t offset, char* into, std::size_t count) const {
  for (;;) {
    const ssize_t got = ::pread(descriptor_, into, count, static_cast<off_t>(offset));
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) throw CannotRun("cannot read " + name_ + ": " + reason() + ".");
  }
}

pricing::ReadAt InputFile::reader() const {
  return [this](std::uint64_t offset, std::span<char> into) {
    return read_some(offset, into.data(), into.size());
  };
}

std::string read_whole_file(const std::string& path, std::string_view what,
                            std::uint64_t limit_bytes) {
  const InputFile file(path, what, limit_bytes);
  std::string bytes(file.size_bytes(), '\0');
  const pricing::ReadAt read = file.reader();
  std::size_t filled = 0;
  while (filled < bytes.size()) {
    const std::size_t count = read(filled, std::span(bytes).subspan(filled));
    if (count == 0) break;
    filled += count;
  }
  bytes.resize(filled);
  return bytes;
}

std::string without_line_ends(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text;
}

}  // namespace assize::api
