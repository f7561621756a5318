#include "registry/database/data_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace assize::registry {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t socket_path_limit_bytes = sizeof(sockaddr_un::sun_path) - 1;
constexpr std::uint64_t room_needed_mebibytes = 400;
constexpr std::string_view private_folder_prefix = "assize-";

std::string record_path(const std::string& folder) { return folder + "/database.socket-path"; }

std::string why() { return std::strerror(errno); }

// A private folder outside the data folder, for a socket alone.
std::string make_private_folder() {
  const char* runtime = std::getenv("XDG_RUNTIME_DIR");
  for (const std::string& parent : {std::string(runtime != nullptr ? runtime : ""),
                                    std::string("/tmp"), fs::temp_directory_path().string()}) {
    if (parent.empty() || parent.size() > 60) continue;
    std::string path = parent + "/" + std::string(private_folder_prefix) + "XXXXXX";
    if (mkdtemp(path.data()) != nullptr) return path;
  }
  throw std::system_error(errno, std::generic_category(),
                          "no folder could be made for the database's socket");
}

}  // namespace

FileLock::FileLock(const std::string& path)
    : descriptor_(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
  if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), path);
}

FileLock::FileLock(FileLock&& other) noexcept : descriptor_(other.descriptor_) {
  other.descriptor_ = -1;
}

FileLock::~FileLock() {
  if (descriptor_ >= 0) close(descriptor_);
}

bool FileLock::try_exclusive() { return flock(descriptor_, LOCK_EX | LOCK_NB) == 0; }
bool FileLock::try_shared() { return flock(descriptor_, LOCK_SH | LOCK_NB) == 0; }
void FileLock::release() { flock(descriptor_, LOCK_UN); }

void FileLock::write_text(const std::string& text) {
  if (ftruncate(descriptor_, 0) != 0 ||
      pwrite(descriptor_, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size())) {
    throw std::system_error(errno, std::generic_category(), "the lock file cannot be written");
  }
}

std::string FileLock::read_text() const {
  char text[256];
  const ssize_t count = pread(descriptor_, text, sizeof(text), 0);
  return count > 0 ? std::string(text, static_cast<std::size_t>(count)) : std::string();
}

Result<std::string> prepare_data_folder(const std::string& data_dir) {
  std::error_code error;
  const fs::path path = fs::absolute(data_dir, error).lexically_normal();
  std::string folder = path.string();
  while (folder.size() > 1 && folder.back() == '/') folder.pop_back();
  if (data_dir.empty()) return Fault{"data folder", "The data folder's name is empty."};
  if (fs::exists(folder, error) && !fs::is_directory(folder, error)) {
    return Fault{"data folder", folder + " is a file, not a folder. Give another data folder."};
  }
  const bool missing = !fs::exists(folder, error);
  fs::create_directories(folder, error);
  if (error) {
    return Fault{"data folder", "The data folder " + folder + " cannot be made: " +
                                    error.message() + ". Give another, or change who may write."};
  }
  if (missing) chmod(folder.c_str(), 0700);
  // Others could put links of theirs where our files go.
  struct stat status {};
  if (stat(folder.c_str(), &status) == 0 && (status.st_mode & S_IWOTH) != 0) {
    return Fault{"data folder", "The data folder " + folder +
                                    " can be written by every user of this machine. Take that "
                                    "right away (chmod 700 " +
                                    folder + "), or give another folder."};
  }
  if (access(folder.c_str(), R_OK | W_OK | X_OK) != 0) {
    return Fault{"data folder", "The data folder " + folder + " cannot be written by this user: " +
                                    why() + ". Give another, or change who may write."};
  }
  return folder;
}

std::optional<Fault> check_room(const std::string& folder) {
  struct statvfs disk {};
  if (statvfs(folder.c_str(), &disk) != 0) return std::nullopt;
  const std::uint64_t free_mebibytes = std::uint64_t{disk.f_bavail} * disk.f_frsize >> 20;
  if (free_mebibytes >= room_needed_mebibytes) return std::nullopt;
  return Fault{"data folder", "The disk of " + folder + " is too full for a new database: " +
                                  std::to_string(free_mebibytes) + " MiB are free and " +
                                  std::to_string(room_needed_mebibytes) +
                                  " MiB are needed. Make room, or give a folder elsewhere."};
}

std::string recorded_socket_path(const std::string& folder) {
  std::ifstream file(record_path(folder));
  std::string path;
  std::getline(file, path);
  return path;
}

void forget_socket_path(const std::string& folder) {
  std::error_code ignored;
  const fs::path socket = recorded_socket_path(folder);
  fs::remove(record_path(folder), ignored);
  if (socket.empty()) return;
  fs::remove(socket, ignored);
  const fs::path parent = socket.parent_path();
  // Only a folder that was made for the socket, and only if nothing else is in it.
  if (parent != fs::path(folder) && parent.filename().string().starts_with(private_folder_prefix)) {
    rmdir(parent.c_str());
  }
}

std::string choose_socket_path(const std::string& folder) {
  forget_socket_path(folder);
  std::string path = folder + "/database.socket";
  if (path.size() > socket_path_limit_bytes) path = make_private_folder() + "/database.socket";
  std::ofstream file(record_path(folder), std::ios::trunc);
  file << path << '\n';
  if (!file.flush()) {
    throw std::system_error(ENOSPC, std::generic_category(), record_path(folder));
  }
  return path;
}

}  // namespace assize::registry
