// What bringing the register up to a file did. Values only; thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace assize::registry {

struct ChangedValue {
  std::string column;
  std::optional<std::string> before, after;
  bool operator==(const ChangedValue&) const = default;
};

// One thing that a file adds or changes.
struct ImportChange {
  enum class Kind { added, changed, closed };
  Kind kind = Kind::added;
  std::string subject;  // "900001 Alder Rise School"
  std::vector<ChangedValue> values;
};
// Hears of each as it is done; may be empty.
using OnChange = std::function<void(ImportChange)>;

struct StoreCounts {
  std::uint64_t added = 0;
  std::uint64_t changed = 0;
  std::uint64_t closed = 0;
  std::uint64_t unchanged = 0;
  std::uint64_t open_before = 0;        // schools; of a GIAS extract alone
  std::uint64_t corrections_ended = 0;  // which the file has overtaken
  std::vector<std::string> notes;
  bool wrote() const { return added + changed + corrections_ended > 0; }
};

}  // namespace assize::registry
