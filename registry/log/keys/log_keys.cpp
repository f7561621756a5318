#include "registry/log/keys/log_keys.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "registry/log/keys/log_key.h"

namespace assize::registry {
namespace {

// The file that the key is read from; empty if the environment gives the key itself.
std::string file_of_environment(const std::string& path) {
  const char* given = std::getenv("ASSIZE_LOG_KEY");
  if (given == nullptr || *given == '\0') return path;
  const std::string text = given;
  return text.starts_with("PRIVATE+KEY+") ? "" : text;
}

// So that a rename in it outlives a loss of power.
void keep_folder(const std::string& path) {
  const std::string parent = std::filesystem::path(path).parent_path().string();
  const int folder = ::open(parent.empty() ? "." : parent.c_str(), O_RDONLY | O_DIRECTORY);
  if (folder < 0) return;
  ::fsync(folder);
  ::close(folder);
}

}  // namespace

Result<std::shared_ptr<LogKeys>> LogKeys::open(const std::string& path, const std::string& name) {
  const auto key = log_key_of_environment(path, name);
  if (!key) return key.faults();
  auto keys = std::make_shared<LogKeys>(*key);
  keys->path_ = file_of_environment(path);
  return keys;
}

audit::SigningKey LogKeys::current() const {
  const std::lock_guard lock(mutex_);
  return current_;
}

std::optional<audit::SigningKey> LogKeys::find(const audit::VerifierKey& key) const {
  audit::SigningKey held = current();
  if (held.verifier() == key) return held;
  if (path_.empty()) return std::nullopt;
  for (const std::string& path : {next_path(), path_}) {
    const auto in_file = read_log_key(path);
    if (in_file && *in_file && (*in_file)->verifier() == key) return **in_file;
  }
  return std::nullopt;
}

void LogKeys::use(const audit::SigningKey& key) {
  const std::lock_guard lock(mutex_);
  current_ = key;
}

Result<audit::SigningKey> LogKeys::prepare_next() {
  if (path_.empty()) {
    return Fault{"log key",
                 "The log's key is given by the environment itself, so there is no file to put a "
                 "new one in. Write it to a file of mode 0600, name that file in ASSIZE_LOG_KEY, "
                 "and rotate then."};
  }
  return open_log_key(next_path(), current().name());
}

std::optional<Fault> LogKeys::settle(const audit::VerifierKey& next) {
  if (path_.empty()) return std::nullopt;
  const auto waiting = read_log_key(next_path());
  if (!waiting) return waiting.faults().front();
  if (!*waiting || (*waiting)->verifier() != next) return std::nullopt;
  if (std::rename(next_path().c_str(), path_.c_str()) != 0 && errno != ENOENT) {
    return Fault{"log key", "The log's new key is in force, but its file " + next_path() +
                                " cannot be put in the place of " + path_ + ": " +
                                std::strerror(errno) + ". Move it there."};
  }
  keep_folder(path_);
  use(**waiting);
  return std::nullopt;
}

}  // namespace assize::registry
