#include "pricing/rules/parameter_days.h"

namespace assize::pricing {

void ParameterCalendar::look_up(Date day, DayParameters& slot) const {
  const auto in_force = [&](Parameter parameter) -> const ParameterValue* {
    const ParameterValue* value = book_.parameter(parameter, day);
    return value != nullptr && value->in_force() ? value : nullptr;
  };
  slot = DayParameters();
  slot.day = day;
  slot.known = true;
  slot.notice_days = in_force(Parameter::notice_days);
  slot.basket = in_force(Parameter::basket);
  slot.price_spread_limit = in_force(Parameter::price_spread_limit);
  slot.vat_rates = in_force(Parameter::vat_rates);
  slot.residential_days_limit = in_force(Parameter::residential_days_limit);

  IncreaseLimit& limit = slot.limit;
  limit.index = in_force(Parameter::increase_index);
  if (limit.index != nullptr) {
    limit.flex = in_force(Parameter::increase_flex);
    limit.ratio = *limit.index->ratio;
    if (limit.flex != nullptr) limit.ratio = limit.ratio + *limit.flex->ratio;
  } else {
    limit.cap = in_force(Parameter::increase_cap);
    if (limit.cap != nullptr) limit.ratio = *limit.cap->ratio;
  }

  const auto switch_off = [&slot](bool off, Rule rule) {
    if (off) slot.off |= std::uint64_t{1} << static_cast<unsigned>(rule);
  };
  switch_off(slot.residential_days_limit == nullptr, Rule::fv_12);
  switch_off(slot.vat_rates == nullptr, Rule::fv_13);
  switch_off(slot.notice_days == nullptr, Rule::uni_02);
  switch_off(!limit.in_force(), Rule::uni_04);
  switch_off(slot.basket == nullptr, Rule::uni_06);
  switch_off(!limit.in_force(), Rule::uni_08);
}

}  // namespace assize::pricing
