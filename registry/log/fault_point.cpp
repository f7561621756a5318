#include "registry/log/fault_point.h"

#ifdef ASSIZE_FAULT_POINTS
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <string>

namespace assize::registry {
namespace {

constexpr std::string_view stop_suffix = ":stop";

struct Wanted {
  std::string name;
  int signal = SIGKILL;
};

Wanted read_environment() {
  const char* const given = std::getenv("ASSIZE_FAULT_POINT");
  Wanted wanted{given == nullptr ? "" : given, SIGKILL};
  if (wanted.name.ends_with(stop_suffix)) {
    wanted.name.resize(wanted.name.size() - stop_suffix.size());
    wanted.signal = SIGSTOP;
  }
  return wanted;
}

}  // namespace

void reach(FaultPoint point) {
  static const Wanted wanted = read_environment();
  static std::atomic<bool> done{false};
  if (wanted.name != fault_point_names[static_cast<std::size_t>(point)] || done.exchange(true)) {
    return;
  }
  ::kill(::getpid(), wanted.signal);
}

}  // namespace assize::registry
#endif
