// Runs the real program, and serves with it, for tests. Everything is in temporary folders and on
// ports that the system chooses. One thread.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace assize::api::testing {

// A folder that goes with its owner.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  std::string path(std::string_view name = "") const;
  // Writes a file of that name, and gives its path.
  std::string file(std::string_view name, std::string_view bytes) const;

 private:
  std::filesystem::path path_;
};

struct Outcome {
  int status = -1;  // the exit status; 128 and the signal if one ended it
  std::string out;
  std::string err;
};
// Runs `assize` with these arguments to its end.
// `environment` holds "NAME=VALUE" for the program alone.
Outcome run(const std::vector<std::string>& arguments, std::string_view input = "",
            const std::vector<std::string>& environment = {});

std::string read_file(const std::string& path);

// `assize serve --port 0`, from when it is ready.
class Server {
 public:
  // `environment` holds "NAME=VALUE" for the program alone.
  explicit Server(const std::string& data_dir, std::vector<std::string> more = {},
                  const std::vector<std::string>& environment = {});
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  std::uint16_t port() const { return port_; }
  // Sends the signal and waits for the end; gives the exit status.
  int stop(int signal);
  void send(int signal) const;
  bool is_stopped_within(std::chrono::milliseconds patience) const;  // by SIGSTOP
  // Waits for an end that something else brings; -1 if it does not come in that time.
  int wait_for_end(std::chrono::milliseconds patience);
  std::string log() const;  // what it has written on standard error

 private:
  pid_t process_ = -1;
  std::uint16_t port_ = 0;
  TemporaryFolder folder_;
};

}  // namespace assize::api::testing
