#include "registry/log/seen_checkpoint.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>
#include <thread>

#include "registry/database/data_folder.h"
#include "registry/log/fault_point.h"
#include "registry/log/sequencer.h"

namespace assize::registry {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view beside_suffix = ".new-";
constexpr auto lock_patience = std::chrono::seconds(5);
constexpr auto lock_pause = std::chrono::milliseconds(2);
// Nobody takes so long from writing a file to renaming it.
constexpr auto leftover_age = std::chrono::hours(1);

audit::Checked<audit::Checkpoint> checkpoint_in(const std::string& text) {
  const auto note = audit::parse_note(text);
  if (!note) return audit::Refusal{note.reason()};
  return audit::parse_checkpoint(note->text);
}

[[noreturn]] void cannot_keep(const std::string& path, const std::string& why) {
  throw std::runtime_error("the last checkpoint cannot be kept in " + path + ": " + why);
}

// A process that is stopped while it holds the lock must not stop the others for good.
FileLock locked(const std::string& path) {
  try {
    FileLock lock(path + ".lock");
    const auto end = std::chrono::steady_clock::now() + lock_patience;
    while (!lock.try_exclusive()) {
      if (std::chrono::steady_clock::now() >= end) {
        cannot_keep(path, "another process has held " + path + ".lock for too long");
      }
      std::this_thread::sleep_for(lock_pause);
    }
    return lock;
  } catch (const std::system_error& error) {
    cannot_keep(path, error.what());
  }
}

}  // namespace

std::optional<audit::Checkpoint> SeenCheckpoint::read() const {
  if (path_.empty()) return std::nullopt;
  std::ifstream file(path_, std::ios::binary);
  if (!file) return std::nullopt;
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const auto checkpoint = checkpoint_in(text);
  if (checkpoint) return *checkpoint;
  throw LogContradiction("The file " + path_ +
                         " should hold the last checkpoint that this node saw, "
                         "but does not (" +
                         checkpoint.reason() +
                         "). Put it back from its backup; or, if the log is known to be whole "
                         "(assize log verify), take the file away.");
}

// Under a name that no other process or thread uses; gives that name.
std::string SeenCheckpoint::write_beside(const std::string& note) const {
  std::string beside = path_ + std::string(beside_suffix) + "XXXXXX";
  const int file = ::mkostemp(beside.data(), O_CLOEXEC);  // readable by its owner alone
  if (file < 0) cannot_keep(path_, std::strerror(errno));
  const bool written =
      ::write(file, note.data(), note.size()) == static_cast<ssize_t>(note.size()) &&
      ::fsync(file) == 0;
  const int error = errno;
  ::close(file);
  if (written) return beside;
  ::unlink(beside.c_str());
  cannot_keep(path_, std::strerror(error));
}

// What processes left behind that died between writing and renaming; once a process.
void SeenCheckpoint::sweep() {
  if (is_swept_) return;
  is_swept_ = true;
  const fs::path place(path_);
  const std::string prefix = place.filename().string() + std::string(beside_suffix);
  std::error_code ignored;  // what cannot be taken away does no harm
  for (const auto& each : fs::directory_iterator(
           place.has_parent_path() ? place.parent_path() : fs::path("."), ignored)) {
    if (!each.path().filename().string().starts_with(prefix)) continue;
    const auto written = each.last_write_time(ignored);
    if (!ignored && fs::file_time_type::clock::now() - written > leftover_age) {
      fs::remove(each.path(), ignored);
    }
  }
}

void SeenCheckpoint::keep(const std::string& note) {
  if (path_.empty()) return;
  const auto checkpoint = checkpoint_in(note);
  if (!checkpoint) cannot_keep(path_, checkpoint.reason());
  const std::string beside = write_beside(note);
  reach(FaultPoint::seen_written);
  struct Removed {
    const std::string& path;
    ~Removed() { ::unlink(path.c_str()); }  // in vain, once it is renamed
  } const removed{beside};
  {
    const FileLock lock = locked(path_);
    const auto held = read();
    if (held && held->size >= checkpoint->size) return;
    if (::rename(beside.c_str(), path_.c_str()) != 0) cannot_keep(path_, std::strerror(errno));
  }
  reach(FaultPoint::seen_kept);
  sweep();
}

}  // namespace assize::registry
