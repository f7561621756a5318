#include "api/command_line/step_progress.h"

#include <unistd.h>

#include <iostream>

namespace assize::api {

StepProgress::StepProgress() : is_shown_(::isatty(STDERR_FILENO) == 1) {}

std::function<void(std::string_view, std::uint64_t, std::uint64_t)> StepProgress::reporter() {
  if (!is_shown_) return {};
  return [this](std::string_view step, std::uint64_t done, std::uint64_t total) {
    show(step, done, total);
  };
}

void StepProgress::show(std::string_view step, std::uint64_t done, std::uint64_t total) {
  const std::lock_guard lock(mutex_);
  std::string line(step);
  if (total > 0) line += ": " + std::to_string(done * 100 / total) + "%";
  if (line == line_) return;
  line_ = line;
  std::cerr << "\r\x1b[K" << line_ << std::flush;
}

void StepProgress::clear() {
  const std::lock_guard lock(mutex_);
  if (line_.empty()) return;
  line_.clear();
  std::cerr << "\r\x1b[K" << std::flush;
}

}  // namespace assize::api
