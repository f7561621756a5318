// How many requests a token, an address, and an address that tries to sign in may make: a bucket
// for each, which fills again over time. Bounded in memory: of very many, those forgotten first are
// those with nothing to hold against them. Thread-safe.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "api/http/clients/address.h"

namespace assize::api {

// So many at once, and one more each `interval`. No burst: no limit.
struct Rate {
  std::uint32_t burst = 0;
  std::chrono::nanoseconds interval{0};
};

class RateBuckets {
 public:
  using Instant = std::chrono::steady_clock::time_point;
  explicit RateBuckets(Rate rate, std::size_t most = 65'536) : rate_(rate), most_(most) {}

  // None: it may go on. Otherwise how long it must wait; a refusal costs nothing.
  std::optional<std::chrono::nanoseconds> take(const std::string& key, Instant now);
  std::size_t size() const;

 private:
  void make_room(Instant now);

  const Rate rate_;
  const std::size_t most_;
  mutable std::mutex mutex_;
  std::map<std::string, Instant> full_at_;  // when each bucket will be full again
  Instant looked_through_{};
};

struct RateSettings {
  Rate token;
  Rate address;
  Rate sign_in;
  bool limits_this_machine = false;  // or 127.0.0.0/8 and ::1 go free
};

class RateLimiter {
 public:
  using Instant = RateBuckets::Instant;
  explicit RateLimiter(const RateSettings& settings);

  // Counts one request, by an account (empty: by anyone, so that it counts for the address) that
  // may be trying to sign in. None: it may go on. Otherwise the whole seconds to wait.
  std::optional<std::chrono::seconds> admit(const std::string& account_id,
                                            const std::optional<Address>& address, bool signs_in,
                                            Instant now);

 private:
  const bool limits_this_machine_;
  RateBuckets tokens_;
  RateBuckets addresses_;
  RateBuckets sign_ins_;
};

}  // namespace assize::api
