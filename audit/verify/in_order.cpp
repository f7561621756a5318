#include "audit/verify/in_order.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace assize::audit {
namespace {

class Order {
 public:
  using Work = std::function<std::optional<Refusal>(std::uint64_t)>;
  Order(std::uint64_t count, const Work& work) : work_(work), lowest_(count) {}

  // Indexes are taken in rising order, so every one below a failure has been taken already and runs
  // to its end: the lowest failure is found whatever the timing.
  void run() {
    for (std::uint64_t index = next_++; index < lowest_; index = next_++) {
      std::optional<Refusal> refusal;
      std::exception_ptr thrown;
      try {
        refusal = work_(index);
      } catch (...) {
        thrown = std::current_exception();
      }
      if (refusal || thrown) fail(index, std::move(refusal), thrown);
    }
  }

  std::optional<Refusal> outcome() {
    if (thrown_) std::rethrow_exception(thrown_);
    return std::move(refusal_);
  }

 private:
  void fail(std::uint64_t index, std::optional<Refusal> refusal, std::exception_ptr thrown) {
    const std::lock_guard lock(mutex_);
    if (index >= lowest_) return;
    lowest_ = index;
    refusal_ = std::move(refusal);
    thrown_ = std::move(thrown);
  }

  const Work& work_;
  std::atomic<std::uint64_t> next_ = 0;
  std::atomic<std::uint64_t> lowest_;
  std::mutex mutex_;
  std::optional<Refusal> refusal_;
  std::exception_ptr thrown_;
};

}  // namespace

std::optional<Refusal> do_in_order(
    std::uint64_t count, int jobs,
    const std::function<std::optional<Refusal>(std::uint64_t)>& work) {
  Order order(count, work);
  const auto wanted = static_cast<std::uint64_t>(std::clamp(jobs, 1, 256));
  const std::uint64_t threads = std::min(count, wanted);
  {
    std::vector<std::jthread> helpers;
    for (std::uint64_t helper = 1; helper < threads; ++helper) {
      helpers.emplace_back([&order] { order.run(); });
    }
    order.run();
  }
  return order.outcome();
}

}  // namespace assize::audit
