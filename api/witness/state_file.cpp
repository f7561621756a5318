#include "api/witness/state_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "api/command_line/command.h"
#include "api/command_line/input_file.h"
#include "api/command_line/options.h"
#include "registry/log/keys/log_key.h"

namespace assize::api {
namespace {

constexpr std::uint64_t state_limit_bytes = 2 << 20;

registry::FileLock open_lock(const std::string& path) {
  try {
    return registry::FileLock(path + ".lock");
  } catch (const std::system_error& error) {
    throw CannotRun("cannot make the lock " + path + ".lock: " + error.code().message() + ".");
  }
}

bool write_whole(int file, const std::string& text) {
  std::string_view left = text;
  while (!left.empty()) {
    const ssize_t written = ::write(file, left.data(), left.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    left.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::fsync(file) == 0;
}

// A rename is on the disk once its folder is.
bool keep_folder(const std::string& path) {
  const std::string parent = std::filesystem::path(path).parent_path().string();
  const int folder = ::open(parent.empty() ? "." : parent.c_str(), O_RDONLY | O_DIRECTORY);
  if (folder < 0) return false;
  const bool kept = ::fsync(folder) == 0;
  ::close(folder);
  return kept;
}

void replace_file(const std::string& path, const std::string& text) {
  const std::string beside = path + ".new";
  const int flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW;
  const int file = ::open(beside.c_str(), flags, 0600);
  bool kept = file >= 0 && write_whole(file, text);
  if (file >= 0) kept = ::close(file) == 0 && kept;
  if (!kept || std::rename(beside.c_str(), path.c_str()) != 0 || !keep_folder(path)) {
    throw CannotRun("cannot keep " + path + ": " + std::strerror(errno) +
                    ". Nothing was cosigned.");
  }
}

audit::SigningKey key_of(const WitnessSetting& setting) {
  return value_or_cannot_run(registry::open_log_key(setting.key_path, setting.name),
                             "cannot use the witness's key");
}

// The keys named on the command line are trusted beside those that the state has learnt.
void add_keys(audit::WitnessState& state, const WitnessSetting& setting) {
  for (const audit::VerifierKey& key : setting.log_keys) {
    if (key.name() != state.origin()) {
      throw CannotRun("the state " + setting.state_path + " is of the log " + state.origin() +
                      ", not of " + key.name() + ". Each log has a state of its own.");
    }
    if (std::find(state.keys.begin(), state.keys.end(), key) == state.keys.end()) {
      state.keys.push_back(key);
    }
  }
}

}  // namespace

WitnessStateFile::WitnessStateFile(std::string path)
    : path_(std::move(path)), lock_(open_lock(path_)) {
  if (!lock_.try_exclusive()) {
    throw CannotRun("another witness is at work with the state " + path_ +
                    ". Two at once could contradict each other.");
  }
}

std::optional<audit::WitnessState> WitnessStateFile::read() const {
  if (!std::filesystem::exists(path_)) return std::nullopt;
  auto state =
      audit::parse_witness_state(read_whole_file(path_, "the witness's state", state_limit_bytes));
  if (!state.ok()) {
    throw CannotRun("the file " + path_ + " is not a witness's state: " + state.reason() +
                    ". Put it back from its backup; with an older one, this witness could "
                    "contradict itself.");
  }
  return std::move(state).value();
}

void WitnessStateFile::keep(const audit::WitnessState& state) const {
  replace_file(path_, audit::witness_state_text(state));
}

std::string WitnessStateFile::keep_evidence(const std::string& note) const {
  const std::string path = path_ + ".conflict";
  replace_file(path, note);
  return path;
}

OpenedWitness open_witness(const WitnessSetting& setting) {
  WitnessStateFile file(setting.state_path);
  auto state = file.read();
  if (!state) {
    if (std::filesystem::exists(setting.key_path) && !setting.begin) {
      throw CannotRun("there is a witness's key " + setting.key_path + " and no state " +
                      setting.state_path +
                      ". The key may have cosigned what that state would tell: put the state back. "
                      "If this key has never cosigned this log, say --begin.");
    }
    state = audit::new_witness_state(setting.log_keys.front());
    add_keys(*state, setting);
    file.keep(*state);  // before the key, so that a key without a state tells of a loss
  } else {
    add_keys(*state, setting);
  }
  audit::SigningKey key = key_of(setting);
  return {std::move(file), std::move(key), std::move(*state)};
}

}  // namespace assize::api
