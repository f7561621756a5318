#include "tests/api/support/program.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace assize::api::testing {
namespace {

using namespace std::chrono_literals;

// Starts the program with its input and outputs in files.
pid_t start(const std::vector<std::string>& arguments, const std::string& in,
            const std::string& out, const std::string& err,
            const std::vector<std::string>& environment = {}) {
  const pid_t child = ::fork();
  if (child != 0) return child;
  ::dup2(::open(in.c_str(), O_RDONLY), 0);
  ::dup2(::open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), 1);
  ::dup2(::open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), 2);
  std::vector<char*> argv{const_cast<char*>(ASSIZE_PROGRAM)};
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  ::unsetenv("ASSIZE_DATA_DIR");
  ::unsetenv("ASSIZE_DATABASE");
  for (const std::string& each : environment) ::putenv(const_cast<char*>(each.c_str()));
  ::execv(ASSIZE_PROGRAM, argv.data());
  ::_exit(127);
}

int exit_status(int status) {
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "assize-test-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string TemporaryFolder::path(std::string_view name) const {
  return name.empty() ? path_.string() : (path_ / name).string();
}

std::string TemporaryFolder::file(std::string_view name, std::string_view bytes) const {
  std::ofstream stream(path(name), std::ios::binary);
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return path(name);
}

std::string read_file(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

Outcome run(const std::vector<std::string>& arguments, std::string_view input,
            const std::vector<std::string>& environment) {
  const TemporaryFolder folder;
  const pid_t child = start(arguments, folder.file("in", input), folder.path("out"),
                            folder.path("err"), environment);
  int status = 0;
  ::waitpid(child, &status, 0);
  return {exit_status(status), read_file(folder.path("out")), read_file(folder.path("err"))};
}

Server::Server(const std::string& data_dir, std::vector<std::string> more,
               const std::vector<std::string>& environment) {
  std::vector<std::string> arguments{"serve", "--port", "0", "--data-dir", data_dir};
  arguments.insert(arguments.end(), more.begin(), more.end());
  process_ = start(arguments, folder_.file("in", ""), folder_.path("out"), folder_.path("err"),
                   environment);
  const auto deadline = std::chrono::steady_clock::now() + 60s;
  for (;;) {
    const std::string out = read_file(folder_.path("out"));
    if (out.ends_with("\n")) {
      port_ = static_cast<std::uint16_t>(std::stoi(out.substr(out.rfind(':') + 1)));
      return;
    }
    int status = 0;
    if (::waitpid(process_, &status, WNOHANG) == process_) {
      process_ = -1;
      throw std::runtime_error("serve ended: " + log());
    }
    if (std::chrono::steady_clock::now() > deadline) throw std::runtime_error("serve is not ready");
    std::this_thread::sleep_for(20ms);
  }
}

Server::~Server() { stop(SIGTERM); }

int Server::stop(int signal) {
  if (process_ < 0) return -1;
  ::kill(process_, signal);
  ::kill(process_, SIGCONT);  // if it is stopped
  int status = 0;
  ::waitpid(process_, &status, 0);
  process_ = -1;
  return exit_status(status);
}

void Server::send(int signal) const { ::kill(process_, signal); }

bool Server::is_stopped_within(std::chrono::milliseconds patience) const {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (std::chrono::steady_clock::now() < deadline) {
    int status = 0;
    if (::waitpid(process_, &status, WNOHANG | WUNTRACED) == process_) return WIFSTOPPED(status);
    std::this_thread::sleep_for(5ms);
  }
  return false;
}

int Server::wait_for_end(std::chrono::milliseconds patience) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (process_ >= 0 && std::chrono::steady_clock::now() < deadline) {
    int status = 0;
    if (::waitpid(process_, &status, WNOHANG) == process_) {
      process_ = -1;
      return exit_status(status);
    }
    std::this_thread::sleep_for(5ms);
  }
  return -1;
}

std::string Server::log() const { return read_file(folder_.path("err")); }

}  // namespace assize::api::testing
