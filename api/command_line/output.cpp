#include "api/command_line/output.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "api/command_line/command.h"

namespace assize::api {
namespace {

constexpr std::size_t piece_bytes = 256 * 1024;

}  // namespace

Output::~Output() {
  try {
    flush();
  } catch (const CannotRun&) {  // on the way out of a command that has failed already
  }
}

void Output::write(std::string_view text) {
  held_.append(text);
  if (held_.size() >= piece_bytes) flush();
}

void Output::flush() {
  std::string_view left = held_;
  while (!left.empty() && !reader_is_gone_) {
    const ssize_t written = ::write(descriptor_, left.data(), left.size());
    if (written >= 0) {
      left.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EPIPE) {
      reader_is_gone_ = true;
    } else if (errno != EINTR) {
      held_.clear();
      throw CannotRun(std::string("cannot write the output: ") + std::strerror(errno) + ".");
    }
  }
  held_.clear();
}

}  // namespace assize::api
