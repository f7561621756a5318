#include "registry/register/history/value_over_time.h"

#include <algorithm>

namespace assize::registry {

using pricing::Date;

const ValueOverTime::Text& ValueOverTime::on(Date day) const {
  const auto found =
      std::ranges::upper_bound(earlier_, day, {}, [](const Earlier& each) { return each.until; });
  return found == earlier_.end() ? latest_ : found->value;
}

std::optional<Date> ValueOverTime::latest_from() const {
  return earlier_.empty() ? std::nullopt : std::optional(earlier_.back().until);
}

void ValueOverTime::set(std::optional<Date> from, std::optional<Date> until, Text value) {
  if (from && until && *until <= *from) return;
  std::vector<Earlier> after;
  const auto add = [&](Date day, Text held) {
    // A boundary between equal values is none.
    if (!after.empty() && after.back().value == held) after.pop_back();
    after.push_back({day, std::move(held)});
  };
  if (from) {
    for (const Earlier& each : earlier_) {
      if (each.until < *from) add(each.until, each.value);
    }
    add(*from, on(from->plus_days(-1)));
  }
  if (until) {
    add(*until, std::move(value));
    for (const Earlier& each : earlier_) {
      if (each.until > *until) add(each.until, each.value);
    }
  } else {
    latest_ = std::move(value);
  }
  if (!after.empty() && after.back().value == latest_) after.pop_back();
  earlier_ = std::move(after);
}

}  // namespace assize::registry
