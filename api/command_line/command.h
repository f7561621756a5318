// What the commands of the program share: how each joins it, the exit statuses, and the one way to
// say that a command could not run.
#pragma once

#include <functional>
#include <stdexcept>

namespace CLI {
class App;
}

namespace assize::api {

// Exit statuses, the same for every command.
inline constexpr int all_well = 0;
inline constexpr int something_found =
    1;  // at error or hold; refused rows; a log that does not verify
inline constexpr int could_not_run = 2;

// What the chosen command does once the command line has been read; returns the exit status.
using Work = std::function<int()>;
// Adds a command with its options; sets `chosen` if the command line names it.
using AddCommand = void (*)(CLI::App& program, Work& chosen);

// The command could not run. Its text is one plain sentence for the person at the terminal.
class CannotRun : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace assize::api
