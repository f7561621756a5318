// One line on the terminal that tells the step a long command is at; nothing where nobody watches.
// Safe to report to from any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

namespace assize::api {

class StepProgress {
 public:
  StepProgress();
  ~StepProgress() { clear(); }
  StepProgress(const StepProgress&) = delete;
  StepProgress& operator=(const StepProgress&) = delete;

  // Takes the step, how much of it is done, and how much there is (0: not known).
  std::function<void(std::string_view, std::uint64_t, std::uint64_t)> reporter();
  void clear();

 private:
  void show(std::string_view step, std::uint64_t done, std::uint64_t total);

  const bool is_shown_;
  std::mutex mutex_;
  std::string line_;
};

}  // namespace assize::api
