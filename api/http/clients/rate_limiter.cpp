#include "api/http/clients/rate_limiter.h"

#include <algorithm>

namespace assize::api {
namespace {

constexpr std::chrono::seconds pause_between_looks{1};

}  // namespace

std::optional<std::chrono::nanoseconds> RateBuckets::take(const std::string& key, Instant now) {
  if (rate_.burst == 0) return std::nullopt;
  const std::lock_guard lock(mutex_);
  auto found = full_at_.find(key);
  if (found == full_at_.end()) {
    if (full_at_.size() >= most_) make_room(now);
    found = full_at_.emplace(key, now).first;
  }
  const Instant next = std::max(found->second, now) + rate_.interval;
  const auto over = (next - now) - rate_.burst * rate_.interval;
  if (over.count() > 0) return over;
  found->second = next;
  return std::nullopt;
}

// Full buckets need not be remembered. Where none is full, one of the others is forgiven.
void RateBuckets::make_room(Instant now) {
  if (now - looked_through_ >= pause_between_looks) {
    looked_through_ = now;
    std::erase_if(full_at_, [now](const auto& bucket) { return bucket.second <= now; });
  }
  if (full_at_.size() >= most_) full_at_.erase(full_at_.begin());
}

std::size_t RateBuckets::size() const {
  const std::lock_guard lock(mutex_);
  return full_at_.size();
}

RateLimiter::RateLimiter(const RateSettings& settings)
    : limits_this_machine_(settings.limits_this_machine),
      tokens_(settings.token),
      addresses_(settings.address),
      sign_ins_(settings.sign_in) {}

std::optional<std::chrono::seconds> RateLimiter::admit(const std::string& account_id,
                                                       const std::optional<Address>& address,
                                                       bool signs_in, Instant now) {
  if (!limits_this_machine_ && address && address->is_this_machine()) return std::nullopt;
  const std::string network = address ? address->network() : "";
  std::optional<std::chrono::nanoseconds> wait;
  if (signs_in) wait = sign_ins_.take(network, now);
  if (!wait) {
    wait = account_id.empty() ? addresses_.take(network, now) : tokens_.take(account_id, now);
  }
  if (!wait) return std::nullopt;
  return std::chrono::ceil<std::chrono::seconds>(*wait);
}

}  // namespace assize::api
