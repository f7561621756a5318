// What the service counts of itself, in the text form that Prometheus reads. It knows routes and
// numbers alone: no address, no caller, nothing of what was asked. Thread-safe.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace assize::api {

// What is looked up at the moment of asking; none where it cannot be told now.
struct ServiceState {
  std::optional<std::chrono::milliseconds> snapshot_age;
  std::optional<std::uint64_t> log_entries;
  std::optional<std::uint64_t> pending_entries;
};

class Metrics {
 public:
  Metrics();
  ~Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  // One request that is over. `route` is its pattern, so that there are never many; empty if it met
  // none. `status` is 0 where the client went away before the reply.
  void count(std::string_view method, std::string_view route, int status,
             std::chrono::microseconds took);
  std::string text(const ServiceState& state) const;

 private:
  struct Families;
  std::unique_ptr<Families> families_;
};

}  // namespace assize::api
