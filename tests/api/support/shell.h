// Runs a command of the system's shell, for tests that set Assize against other programs. Every run
// ends: by itself or by its time. For tests only.
#pragma once

#include <string>

namespace assize::api::testing {

struct ShellOutcome {
  int status = -1;   // 124: its time was over
  std::string text;  // what it wrote, errors among it
};
ShellOutcome shell(const std::string& command, int seconds = 60);

bool has_program(const std::string& name);

}  // namespace assize::api::testing
