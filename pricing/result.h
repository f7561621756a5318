// A value, or every fault that kept it from being made. Bad input travels this way; broken
// machinery throws. Values only; safe to use from any thread.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace assize {

// One thing wrong with an input: where it is (a column, a JSON path, a line) and a sentence that
// says what is wrong and how to put it right.
struct Fault {
  std::string place;
  std::string message;

  bool operator==(const Fault&) const = default;
};

using Faults = std::vector<Fault>;

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}  // NOLINT(*-explicit-*)
  Result(Fault fault) : held_(std::in_place_index<1>, Faults{std::move(fault)}) {}  // NOLINT
  Result(Faults faults) : held_(std::in_place_index<1>, std::move(faults)) {        // NOLINT
    if (std::get<1>(held_).empty()) throw std::logic_error("a failed Result needs a fault");
  }

  bool ok() const { return held_.index() == 0; }
  explicit operator bool() const { return ok(); }

  // The value. Throws std::logic_error, with the first fault's message, if there is none.
  const T& value() const& {
    require_value();
    return std::get<0>(held_);
  }
  T&& value() && {
    require_value();
    return std::get<0>(std::move(held_));
  }
  const T& operator*() const& { return value(); }
  const T* operator->() const { return &value(); }

  // The faults; empty if there is a value. Those of a temporary are handed over whole, so that a
  // loop over them does not outlive them.
  const Faults& faults() const& {
    static const Faults none;
    return ok() ? none : std::get<1>(held_);
  }
  Faults faults() && { return ok() ? Faults() : std::get<1>(std::move(held_)); }

 private:
  void require_value() const {
    if (!ok()) throw std::logic_error("value of a failed Result: " + std::get<1>(held_)[0].message);
  }

  std::variant<T, Faults> held_;
};

}  // namespace assize
