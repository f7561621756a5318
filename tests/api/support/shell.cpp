#include "tests/api/support/shell.h"

#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <memory>

#include "tests/api/support/program.h"

namespace assize::api::testing {

ShellOutcome shell(const std::string& command, int seconds) {
  const TemporaryFolder folder;
  const std::string script = folder.file("command.sh", command);
  const std::string line =
      "PATH=$PATH:/usr/sbin timeout " + std::to_string(seconds) + " bash " + script + " 2>&1";
  ShellOutcome outcome;
  FILE* pipe = ::popen(line.c_str(), "r");
  if (pipe == nullptr) return outcome;
  std::array<char, 4096> piece;
  while (const std::size_t count = std::fread(piece.data(), 1, piece.size(), pipe)) {
    outcome.text.append(piece.data(), count);
  }
  const int status = ::pclose(pipe);
  outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return outcome;
}

bool has_program(const std::string& name) { return shell("command -v " + name).status == 0; }

}  // namespace assize::api::testing
