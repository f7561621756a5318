#include "registry/log/seen_checkpoint.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "registry/log/fault_point.h"
#include "registry/log/sequencer.h"

namespace assize::registry {

std::optional<audit::Checkpoint> SeenCheckpoint::read() const {
  if (path_.empty()) return std::nullopt;
  std::ifstream file(path_, std::ios::binary);
  if (!file) return std::nullopt;
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const auto note = audit::parse_note(text);
  const auto checkpoint = note ? audit::parse_checkpoint(note->text)
                               : audit::Checked<audit::Checkpoint>(audit::Refusal{note.reason()});
  if (checkpoint) return *checkpoint;
  throw LogContradiction("The file " + path_ +
                         " should hold the last checkpoint that this node saw, "
                         "but does not (" +
                         checkpoint.reason() +
                         "). Put it back from its backup; or, if the log is known to be whole "
                         "(assize log verify), take the file away.");
}

void SeenCheckpoint::keep(const std::string& note) const {
  if (path_.empty()) return;
  const std::string beside = path_ + ".new";
  const int file =
      open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  bool kept =
      file >= 0 && write(file, note.data(), note.size()) == static_cast<ssize_t>(note.size());
  kept = file >= 0 && fdatasync(file) == 0 && kept;
  if (file >= 0) close(file);
  reach(FaultPoint::seen_written);
  if (!kept || rename(beside.c_str(), path_.c_str()) != 0) {
    throw std::runtime_error("the last checkpoint cannot be kept in " + path_ + ": " +
                             std::strerror(errno));
  }
  reach(FaultPoint::seen_kept);
}

}  // namespace assize::registry
