#include "registry/log/keys/log_key.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <stdexcept>

namespace assize::registry {
namespace {

constexpr std::string_view key_start = "PRIVATE+KEY+";
constexpr std::size_t key_file_limit_bytes = 4'096;

Fault key_fault(const std::string& message) { return {"log key", message}; }

Result<audit::SigningKey> parse_key(std::string text, const std::string& where) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  auto key = audit::SigningKey::parse(text);
  if (key) return *key;
  return key_fault(where + " holds no log key (" + key.reason() +
                   "). Put back the key file that the log was made with, from its backup.");
}

Result<audit::SigningKey> read_key(int file, const std::string& path) {
  struct stat status {};
  if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) {
    return key_fault("The log key " + path + " is not a file.");
  }
  if ((status.st_mode & 077) != 0) {
    return key_fault("The log key " + path +
                     " can be read by other users, so it may have been copied. If it was not, take "
                     "their right away: chmod 600 " +
                     path);
  }
  std::string text(key_file_limit_bytes, '\0');
  const ssize_t count = read(file, text.data(), text.size());
  if (count < 0) return key_fault("The log key " + path + " cannot be read: " + strerror(errno));
  text.resize(static_cast<std::size_t>(count));
  return parse_key(std::move(text), path);
}

// Faults with ENOENT's words only if `must_exist`.
Result<std::optional<audit::SigningKey>> read_if_there(const std::string& path, bool must_exist) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (file < 0) {
    if (errno == ENOENT && !must_exist) return std::optional<audit::SigningKey>();
    return key_fault("The log key " + path + " cannot be read: " + strerror(errno) + ".");
  }
  Result<audit::SigningKey> key = read_key(file, path);
  close(file);
  if (!key) return key.faults();
  return std::optional(*key);
}

bool write_whole(int file, const std::string& text) {
  return write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
         fsync(file) == 0;
}

}  // namespace

Result<std::optional<audit::SigningKey>> read_log_key(const std::string& path) {
  return read_if_there(path, false);
}

// Written beside its place and then linked, so that it is never seen half-written and never
// replaces the key that another process made at the same moment.
std::optional<Fault> store_log_key(const std::string& path, const audit::SigningKey& key) {
  std::string beside = path + ".XXXXXX";
  const int file = mkostemp(beside.data(), O_CLOEXEC);  // mode 0600
  if (file < 0) {
    return key_fault("The log key " + path + " cannot be made: " + strerror(errno) + ".");
  }
  const bool written = write_whole(file, key.private_text() + "\n");
  close(file);
  const bool linked = written && (link(beside.c_str(), path.c_str()) == 0 || errno == EEXIST);
  const std::string reason = strerror(errno);
  unlink(beside.c_str());
  if (!linked) return key_fault("The log key " + path + " cannot be written: " + reason + ".");
  return std::nullopt;
}

Result<audit::SigningKey> open_log_key(const std::string& path, const std::string& name) {
  auto there = read_if_there(path, false);
  if (!there) return there.faults();
  if (*there) return **there;
  try {
    if (auto fault = store_log_key(path, audit::SigningKey::generate(name))) return *fault;
  } catch (const std::invalid_argument& wrong_name) {
    return key_fault("A log cannot have the name \"" + name + "\": " + wrong_name.what());
  }
  auto made = read_if_there(path, true);
  if (!made) return made.faults();
  return **made;
}

Result<audit::SigningKey> log_key_of_environment(const std::string& path, const std::string& name) {
  const char* given = std::getenv("ASSIZE_LOG_KEY");
  if (given == nullptr || *given == '\0') return open_log_key(path, name);
  const std::string text = given;
  if (text.starts_with(key_start)) return parse_key(text, "ASSIZE_LOG_KEY");
  auto there = read_if_there(text, true);
  if (!there) return there.faults();
  return **there;
}

}  // namespace assize::registry
