// The parameters of a rule book as they stand on one day, looked up once a day rather than once a
// line. A calendar is used by one thread.
#pragma once

#include <array>
#include <cstdint>

#include "pricing/exact/date.h"
#include "pricing/rule_book/rule_book.h"
#include "pricing/rules/rule_table.h"

namespace assize::pricing {

// UNI-04's limit: index and flex where an index is in force, else the cap. Flex alone may be
// absent.
struct IncreaseLimit {
  const ParameterValue* index = nullptr;
  const ParameterValue* flex = nullptr;
  const ParameterValue* cap = nullptr;
  Ratio ratio;
  bool in_force() const { return index != nullptr || cap != nullptr; }
};

struct DayParameters {
  Date day;
  bool known = false;
  IncreaseLimit limit;
  const ParameterValue* notice_days = nullptr;
  const ParameterValue* basket = nullptr;
  const ParameterValue* price_spread_limit = nullptr;
  const ParameterValue* vat_rates = nullptr;
  const ParameterValue* residential_days_limit = nullptr;
  // The rules that are not switched on, one bit each, of those that judge lines.
  std::uint64_t off = 0;
  bool basket_without_limit() const { return basket != nullptr && !limit.in_force(); }
  bool is_off(Rule rule) const { return (off >> static_cast<unsigned>(rule)) & 1U; }
};

class ParameterCalendar {
 public:
  explicit ParameterCalendar(const RuleBook& book) : book_(book) {}
  // Good until the next call.
  const DayParameters& on(Date day) {
    DayParameters& slot = slots_[static_cast<std::uint32_t>(day.days()) % slots_.size()];
    if (!slot.known || slot.day != day) look_up(day, slot);
    return slot;
  }

 private:
  void look_up(Date day, DayParameters& slot) const;

  const RuleBook& book_;
  std::array<DayParameters, 32> slots_{};
};

}  // namespace assize::pricing
