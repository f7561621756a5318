// A value, or one sentence that says why there is none. The log's own, since `audit` knows nothing
// of `pricing`. Values only; thread-safe.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace assize::audit {

struct Refusal {
  std::string reason;
};

template <typename T>
class [[nodiscard]] Checked {
 public:
  Checked(T value) : value_(std::move(value)) {}                    // NOLINT(*-explicit-*)
  Checked(Refusal refusal) : reason_(std::move(refusal.reason)) {}  // NOLINT(*-explicit-*)

  bool ok() const { return value_.has_value(); }
  explicit operator bool() const { return ok(); }
  // Throws std::logic_error if there is no value.
  const T& value() const& {
    if (!value_) throw std::logic_error("value of a refusal: " + reason_);
    return *value_;
  }
  T&& value() && {
    if (!value_) throw std::logic_error("value of a refusal: " + reason_);
    return std::move(*value_);
  }
  const T& operator*() const& { return value(); }
  const T* operator->() const { return &value(); }
  const std::string& reason() const { return reason_; }

 private:
  std::optional<T> value_;
  std::string reason_;
};

}  // namespace assize::audit
