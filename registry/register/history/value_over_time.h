// What one value was, day by day: earlier values, each until a day, and the latest. Values only;
// thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pricing/exact/date.h"

namespace assize::registry {

class ValueOverTime {
 public:
  using Text = std::optional<std::string>;
  struct Earlier {
    pricing::Date until;  // the first day on which it no longer held
    Text value;
    bool operator==(const Earlier&) const = default;
  };

  // `earlier` in the order of its days, each day once.
  explicit ValueOverTime(Text latest, std::vector<Earlier> earlier = {})
      : earlier_(std::move(earlier)), latest_(std::move(latest)) {}

  const Text& on(pricing::Date day) const;
  const Text& latest() const { return latest_; }
  // The first day of the latest; none if it has held ever since.
  std::optional<pricing::Date> latest_from() const;
  // In the order of their days; of two that follow each other none are equal.
  const std::vector<Earlier>& earlier() const { return earlier_; }

  // Puts the value in place of what was from `from` (ever since, if none) until before `until` (for
  // good, if none).
  void set(std::optional<pricing::Date> from, std::optional<pricing::Date> until, Text value);

 private:
  std::vector<Earlier> earlier_;
  Text latest_;
};

}  // namespace assize::registry
