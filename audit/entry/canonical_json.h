// Canonical JSON: RFC 8785 restricted to objects, arrays, strings, integers of at most 2^53-1
// either way, true, false and null. Members sort by UTF-16 code units. Values only; thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "audit/result.h"

namespace assize::audit {

class CanonicalValue {
 public:
  using Array = std::vector<CanonicalValue>;
  using Object = std::map<std::string, CanonicalValue>;
  using Held = std::variant<std::nullptr_t, bool, std::int64_t, std::string, Array, Object>;

  // Out of line, all five: g++ 12 warns falsely of what it inlines of a variant's moves.
  CanonicalValue(const CanonicalValue& other);
  CanonicalValue(CanonicalValue&& other) noexcept;
  CanonicalValue& operator=(const CanonicalValue& other);
  CanonicalValue& operator=(CanonicalValue&& other) noexcept;
  ~CanonicalValue();

  CanonicalValue() = default;
  CanonicalValue(bool value) : held_(value) {}                      // NOLINT(*-explicit-*)
  CanonicalValue(std::int64_t value) : held_(value) {}              // NOLINT(*-explicit-*)
  CanonicalValue(int value) : held_(std::int64_t{value}) {}         // NOLINT(*-explicit-*)
  CanonicalValue(const char* value) : held_(std::string(value)) {}  // NOLINT(*-explicit-*)
  CanonicalValue(std::string value) : held_(std::move(value)) {}    // NOLINT(*-explicit-*)
  CanonicalValue(Array value) : held_(std::move(value)) {}          // NOLINT(*-explicit-*)
  CanonicalValue(Object value) : held_(std::move(value)) {}         // NOLINT(*-explicit-*)

  const Held& held() const { return held_; }
  const std::string* string() const { return std::get_if<std::string>(&held_); }
  const std::int64_t* integer() const { return std::get_if<std::int64_t>(&held_); }
  const Object* object() const { return std::get_if<Object>(&held_); }
  const Array* array() const { return std::get_if<Array>(&held_); }
  // The member of that key; null if this is no object or has none.
  const CanonicalValue* find(std::string_view key) const;

 private:
  Held held_ = nullptr;
};

// The one text of a value. Throws std::invalid_argument for an integer beyond 2^53-1 or a string
// that is not UTF-8.
std::string canonical_text(const CanonicalValue& value);

// Reads text that must already be canonical: any other spelling of the same value is refused.
Checked<CanonicalValue> parse_canonical(std::string_view text);

}  // namespace assize::audit
