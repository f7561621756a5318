// A few threads that do one thing together; the caller is one of them.
#pragma once

#include <algorithm>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace assize::pricing {

inline int threads_for(int jobs) {
  // Asked once, since the answer is read from a file.
  static const int processors = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  return jobs > 0 ? jobs : processors;
}

// Calls work(0) to work(count - 1), each in a thread of its own, the first in the caller's; returns
// when all have. The first exception of any is thrown on.
template <typename Work>
void run_workers(int count, const Work& work) {
  std::mutex mutex;
  std::exception_ptr failure;
  const auto run = [&](int number) {
    try {
      work(number);
    } catch (...) {
      const std::lock_guard lock(mutex);
      if (!failure) failure = std::current_exception();
    }
  };
  std::vector<std::jthread> threads;
  for (int number = 1; number < count; ++number) threads.emplace_back(run, number);
  run(0);
  threads.clear();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace assize::pricing
