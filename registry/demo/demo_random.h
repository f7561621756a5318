// Numbers that look random and are the same on every machine: SplitMix64, integers only. A value
// type; one owner at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace assize::registry {

class DemoRandom {
 public:
  explicit DemoRandom(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
    return mixed ^ (mixed >> 31U);
  }
  // From `least` to `most`, both included.
  std::int64_t between(std::int64_t least, std::int64_t most) {
    const auto span = static_cast<std::uint64_t>(most - least) + 1;
    return least + static_cast<std::int64_t>(next() % span);
  }
  // True so many times in a thousand.
  bool chance(int per_thousand) { return between(0, 999) < per_thousand; }
  template <typename T>
  const T& pick(std::span<const T> choices) {
    return choices[static_cast<std::size_t>(
        between(0, static_cast<std::int64_t>(choices.size()) - 1))];
  }
  // A stream of its own, so that one school's numbers do not shift those of the next.
  DemoRandom fork() { return DemoRandom(next()); }

 private:
  std::uint64_t state_;
};

}  // namespace assize::registry
