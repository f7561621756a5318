// System time: when something became known. What one command writes to the register becomes known
// at one moment, and moments never repeat or go back. Not thread-safe, as a connection is not.
#pragma once

#include <optional>
#include <string>

#include "registry/database/database.h"

namespace assize::registry {

// Reads as of a moment, or what is known now.
class KnownAt {
 public:
  KnownAt() = default;
  // A moment in UTC, such as "2026-03-31T09:15:02.123456Z"; now, if none.
  explicit KnownAt(const std::optional<std::string>& instant_text);
  // What follows a system-versioned table's name in a statement; it has a "?" for `bind` to fill.
  std::string_view clause() const;
  void bind(Values& values) const;

 private:
  std::optional<std::string> at_;
};

// Held while a transaction writes to the register: other writers wait, and every row that it writes
// has the same system time.
class RegisterMoment {
 public:
  explicit RegisterMoment(Transaction& transaction);
  ~RegisterMoment();
  RegisterMoment(const RegisterMoment&) = delete;
  RegisterMoment& operator=(const RegisterMoment&) = delete;
  const std::string& in_database() const { return at_; }  // as a DATETIME(6) column holds it

 private:
  Connection& connection_;
  std::string at_;
};

}  // namespace assize::registry
