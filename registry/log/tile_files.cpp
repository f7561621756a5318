#include "registry/log/tile_files.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "audit/tree/bundle.h"
#include "registry/log/fault_point.h"

namespace assize::registry {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t full_tile_bytes = audit::tile_width * sizeof(audit::Hash);

std::optional<std::string> read_whole(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string{std::istreambuf_iterator<char>(file), {}};
}

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

// Written beside its place and renamed, so that nobody ever reads a part. Forced to the disk first:
// after a loss of power the name must not be there without the bytes.
bool write_whole(const fs::path& path, std::string_view bytes) {
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  std::string beside = path.string() + ".XXXXXX";
  const int file = ::mkostemp(beside.data(), O_CLOEXEC);
  if (file < 0) return false;
  bool written = write_all(file, bytes);
  written = ::fdatasync(file) == 0 && written;
  ::close(file);
  reach(FaultPoint::tile_file_written);
  if (written) written = ::rename(beside.c_str(), path.c_str()) == 0;
  if (!written) ::unlink(beside.c_str());
  return written;
}

bool is_whole(const audit::TileId& id, const std::string& body) {
  if (id.level != audit::entries_level) return body.size() == full_tile_bytes;
  const auto entries = audit::split_bundle(body);
  return entries && entries->size() == audit::tile_width;
}

}  // namespace

void TileFiles::open(const Extends& extends) {
  const std::lock_guard lock(mutex_);
  if (is_open_ || folder_.empty()) return;
  const auto note_text = read_whole(fs::path(folder_) / "checkpoint");
  const auto note = audit::parse_note(note_text.value_or(""));
  const auto kept = note ? audit::parse_checkpoint(note->text)
                         : audit::Checked<audit::Checkpoint>(audit::Refusal{note.reason()});
  if (kept && extends(*kept)) {
    covered_ = kept->size;
  } else {
    std::error_code ignored;
    fs::remove_all(fs::path(folder_) / "tile", ignored);
  }
  is_open_ = true;
}

std::optional<std::string> TileFiles::read(const audit::TileId& id) const {
  if (folder_.empty()) return std::nullopt;
  auto body = read_whole(fs::path(folder_) / audit::tile_path(id));
  if (!body || !is_whole(id, *body)) return std::nullopt;
  return body;
}

void TileFiles::keep(const audit::TileId& id, const std::string& body, std::uint64_t size,
                     const std::string& note) {
  if (folder_.empty()) return;
  {
    // Before any file that it covers, so that files are never there without it.
    const std::lock_guard lock(mutex_);
    if (size > covered_) {
      if (!write_whole(fs::path(folder_) / "checkpoint", note)) return;
      covered_ = size;
    }
  }
  write_whole(fs::path(folder_) / audit::tile_path(id), body);
}

}  // namespace assize::registry
