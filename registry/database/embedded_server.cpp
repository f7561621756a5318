#include "registry/database/embedded_server.h"

#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "audit/tree/hash.h"
#include "registry/database/data_folder.h"
#include "registry/database/mariadbd.h"

namespace assize::registry {
namespace {

namespace fs = std::filesystem;
using Time = std::chrono::steady_clock;

constexpr const char* server_user = "assize";
constexpr auto poll_pause = std::chrono::milliseconds(20);
constexpr auto longest_start = std::chrono::minutes(5);  // recovery after a crash takes its time
constexpr auto longest_join = std::chrono::minutes(2);
constexpr auto longest_wait_for_command = std::chrono::seconds(10);
constexpr auto longest_wait_for_joined = std::chrono::seconds(20);
constexpr auto longest_wait_for_orphan = std::chrono::minutes(2);

enum class Purpose { service, command };

Fault folder_fault(const std::string& message) { return {"data folder", message}; }

// One file in the database's own folder, so that it appears together with the database.
std::string password_path(const std::string& database_folder) {
  return database_folder + "/assize.password";
}

std::string read_password(const std::string& database_folder) {
  std::ifstream file(password_path(database_folder));
  std::string password;
  std::getline(file, password);
  return password;
}

bool write_private_file(const std::string& path, const std::string& text) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return false;
  const bool written = write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  const bool synced = fsync(file) == 0;
  const bool closed = close(file) == 0;
  return written && synced && closed;
}

void sync_folder(const std::string& folder) {
  const int opened = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (opened < 0) return;
  fsync(opened);
  close(opened);
}

// A new database is made beside its place and then renamed, so that a crash leaves all or nothing.
std::optional<Fault> make_if_missing(const std::string& folder, const std::string& program,
                                     const EmbeddedSettings& settings) {
  const std::string place = folder + "/database";
  if (fs::exists(place)) return std::nullopt;
  if (auto full = check_room(folder)) return full;
  const std::string beside = place + ".new";
  std::error_code error;
  fs::remove_all(beside, error);
  fs::create_directory(beside, error);
  if (error) return folder_fault(beside + " cannot be made: " + error.message() + ".");
  fs::permissions(beside, fs::perms::owner_all, error);
  const std::string raw = audit::random_bytes(32);
  const std::string password = audit::sha256_hex(raw);
  if (auto fault = make_database_files(program, beside, server_user, password, settings)) {
    return fault;
  }
  if (!write_private_file(password_path(beside), password + "\n")) {
    return folder_fault(password_path(beside) + " cannot be written. Is the disk full?");
  }
  sync_folder(beside);
  fs::rename(beside, place, error);
  if (error) return folder_fault(beside + " cannot be renamed: " + error.message() + ".");
  sync_folder(folder);
  return std::nullopt;
}

DatabaseAddress address_of(const std::string& folder, const std::string& socket_path) {
  DatabaseAddress address;
  address.socket_path = socket_path;
  address.user = server_user;
  address.password = read_password(folder + "/database");
  return address;
}

bool answers(DatabaseAddress address) {
  if (address.socket_path.empty() || !fs::exists(address.socket_path)) return false;
  address.name.clear();
  try {
    Database(address, 1).with_connection([](Connection& c) { c.query("SELECT 1"); });
    return true;
  } catch (const DatabaseError&) {
    return false;
  }
}

// "PROCESS service" or "PROCESS command", as the holder of the folder wrote it.
struct Holder {
  std::string process = "unknown";
  Purpose purpose = Purpose::command;
};

Holder read_holder(const FileLock& lock) {
  const std::string text = lock.read_text();
  const std::size_t space = text.find(' ');
  if (space == std::string::npos) return {};
  return {text.substr(0, space),
          text.substr(space + 1).starts_with("service") ? Purpose::service : Purpose::command};
}

Fault in_use(const std::string& folder, const Holder& holder) {
  const std::string who = holder.purpose == Purpose::service ? "service" : "command";
  return folder_fault("The data folder " + folder + " is in use by another Assize " + who +
                      " (process " + holder.process +
                      "). Stop that one first, or give another data folder.");
}

}  // namespace

// Three locks: assize.lock is held by the process that runs the server; joined.lock is shared by
// those that joined it; server.lock is held by mariadbd itself, through its inherited descriptor.
struct EmbeddedServer::State {
  State(std::string data_folder, Purpose why, const EmbeddedSettings& how)
      : folder(std::move(data_folder)),
        purpose(why),
        settings(how),
        owner(folder + "/assize.lock"),
        joined(folder + "/joined.lock") {}

  ~State() {
    if (!owns) return;
    wait_for_joined();
    process.reset();
    forget_socket_path(folder);
  }

  void wait_for_joined() {
    if (process == nullptr || !process->is_running()) return;
    const auto patience = Time::now() + longest_wait_for_joined;
    while (!joined.try_exclusive()) {
      if (purpose == Purpose::service && Time::now() > patience) return;
      std::this_thread::sleep_for(poll_pause);
    }
  }

  std::optional<Fault> start();
  std::optional<Fault> launch(const std::string& program, const FileLock& server);
  std::optional<Fault> wait_until_it_answers();
  bool try_join();

  std::string folder;
  Purpose purpose;
  EmbeddedSettings settings;
  FileLock owner;
  FileLock joined;
  bool owns = false;
  std::unique_ptr<ServerProcess> process;
  DatabaseAddress address;
};

std::optional<Fault> EmbeddedServer::State::start() {
  owner.write_text(std::to_string(getpid()) +
                   (purpose == Purpose::service ? " service\n" : " command\n"));
  const Result<std::string> program = find_mariadbd();
  if (!program) return program.faults().front();
  // A server whose Assize was killed is still on its way out.
  FileLock server(folder + "/server.lock");
  const auto patience = Time::now() + longest_wait_for_orphan;
  while (!server.try_exclusive()) {
    if (Time::now() > patience) {
      return folder_fault("The database in " + folder +
                          " is still being stopped after an earlier service ended. Wait until its "
                          "mariadbd has ended, then try again.");
    }
    std::this_thread::sleep_for(poll_pause);
  }
  if (auto fault = make_if_missing(folder, *program, settings)) return fault;
  if (address.socket_path.empty()) address = address_of(folder, choose_socket_path(folder));
  return launch(*program, server);
}

std::optional<Fault> EmbeddedServer::State::launch(const std::string& program,
                                                   const FileLock& server) {
  process.reset();
  process = std::make_unique<ServerProcess>(
      ServerPlan{program, folder + "/database", address.socket_path, folder + "/database.log",
                 server.descriptor(), settings});
  return wait_until_it_answers();
}

std::optional<Fault> EmbeddedServer::State::wait_until_it_answers() {
  const auto patience = Time::now() + longest_start;
  while (!answers(address)) {
    const std::string log = "The last lines of " + folder + "/database.log:";
    if (!process->is_running()) {
      return Fault{"database", "The database's server stopped while starting. " + log +
                                   last_lines(folder + "/database.log")};
    }
    if (Time::now() > patience) {
      return Fault{"database", "The database's server did not answer within five minutes. " + log +
                                   last_lines(folder + "/database.log")};
    }
    std::this_thread::sleep_for(poll_pause);
  }
  return std::nullopt;
}

bool EmbeddedServer::State::try_join() {
  if (!joined.try_shared()) return false;  // it is being stopped
  DatabaseAddress found = address_of(folder, recorded_socket_path(folder));
  if (answers(found)) {
    address = std::move(found);
    return true;
  }
  joined.release();
  return false;
}

Result<EmbeddedServer> EmbeddedServer::open(const std::string& data_dir,
                                            const EmbeddedSettings& settings) try {
  const Result<std::string> folder = prepare_data_folder(data_dir);
  if (!folder) return folder.faults();
  auto state = std::make_unique<State>(*folder, Purpose::command, settings);
  const auto patience = Time::now() + longest_join;
  while (!(state->owns = state->owner.try_exclusive()) && !state->try_join()) {
    if (Time::now() > patience) {
      return folder_fault("Another Assize process (" + read_holder(state->owner).process +
                          ") uses the data folder " + *folder +
                          ", but its database does not answer. Stop that process, then try again.");
    }
    std::this_thread::sleep_for(poll_pause);
  }
  if (state->owns) {
    if (auto fault = state->start()) return *fault;
  }
  return EmbeddedServer(std::move(state));
} catch (const std::exception& error) {
  return folder_fault("The data folder " + data_dir + " cannot be used: " + error.what() + ".");
}

Result<EmbeddedServer> EmbeddedServer::open_alone(const std::string& data_dir,
                                                  const EmbeddedSettings& settings) try {
  const Result<std::string> folder = prepare_data_folder(data_dir);
  if (!folder) return folder.faults();
  auto state = std::make_unique<State>(*folder, Purpose::service, settings);
  const auto patience = Time::now() + longest_wait_for_command;
  while (!state->owner.try_exclusive()) {
    const Holder holder = read_holder(state->owner);
    // A command is soon done; a service is not.
    if (holder.purpose == Purpose::service || Time::now() > patience)
      return in_use(*folder, holder);
    std::this_thread::sleep_for(poll_pause);
  }
  state->owns = true;
  if (auto fault = state->start()) return *fault;
  return EmbeddedServer(std::move(state));
} catch (const std::exception& error) {
  return folder_fault("The data folder " + data_dir + " cannot be used: " + error.what() + ".");
}

EmbeddedServer::EmbeddedServer(std::unique_ptr<State> state) : state_(std::move(state)) {}
EmbeddedServer::EmbeddedServer(EmbeddedServer&&) noexcept = default;
EmbeddedServer& EmbeddedServer::operator=(EmbeddedServer&&) noexcept = default;
EmbeddedServer::~EmbeddedServer() = default;

DatabaseAddress EmbeddedServer::address() const { return state_->address; }

bool EmbeddedServer::is_running() const {
  return state_->process ? state_->process->is_running() : answers(state_->address);
}

std::optional<Fault> EmbeddedServer::restart() {
  if (!state_->owns) {
    return Fault{"database", "The database's server in " + state_->folder +
                                 " is run by another Assize process, which has to start it again."};
  }
  return state_->start();
}

int EmbeddedServer::process_id() const {
  return state_->process ? state_->process->process_id() : 0;
}

}  // namespace assize::registry
