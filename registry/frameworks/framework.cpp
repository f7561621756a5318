#include "registry/frameworks/framework.h"

#include <algorithm>
#include <array>
#include <utility>

namespace assize::registry {
namespace {

using pricing::Date;

constexpr std::array<std::pair<const char*, Date FrameworkDates::*>, 4> named_dates{
    {{"opens", &FrameworkDates::opens},
     {"closes", &FrameworkDates::closes},
     {"begins", &FrameworkDates::begins},
     {"ends", &FrameworkDates::ends}}};

bool is_same_lot(const Lot& left, const Lot& right) {
  return left.need == right.need && left.provision == right.provision &&
         left.region == right.region && left.age_from == right.age_from &&
         left.age_to == right.age_to;
}

void check_dates(const Framework& before, const Framework& after, Date today, Faults& faults) {
  for (const auto& [name, date] : named_dates) {
    const Date old_day = before.dates.*date;
    const Date new_day = after.dates.*date;
    if (old_day == new_day || (old_day > today && new_day > today)) continue;
    faults.push_back({std::string("$.") + name,
                      "the framework is open, and a day that has come does not change: " +
                          old_day.text() + " may not become " + new_day.text() +
                          (old_day > today ? "; write a day after today" : "; leave it as it is")});
  }
}

}  // namespace

std::string_view code(FrameworkState state) {
  constexpr std::array<std::string_view, 5> codes{"coming", "open", "standstill", "live",
                                                  "expired"};
  return codes.at(static_cast<std::size_t>(state));
}

FrameworkState Framework::state_on(Date day) const {
  if (day < dates.opens) return FrameworkState::coming;
  if (day <= dates.closes) return FrameworkState::open;
  if (day < dates.begins) return FrameworkState::standstill;
  return day <= dates.ends ? FrameworkState::live : FrameworkState::expired;
}

const Lot* Framework::find_lot(std::string_view lot) const {
  const auto found =
      std::find_if(lots.begin(), lots.end(), [lot](const Lot& each) { return each.id == lot; });
  return found == lots.end() ? nullptr : &*found;
}

Faults refuse_correction(const Framework& before, const Framework& after, Date today) {
  Faults faults;
  check_dates(before, after, today, faults);
  for (const Lot& lot : before.lots) {
    const Lot* now = after.find_lot(lot.id);
    if (now == nullptr) {
      faults.push_back(
          {"$.lots", "lot " + lot.id + " is gone: schools may have applied to it, so put it back"});
    } else if (!is_same_lot(lot, *now)) {
      faults.push_back({"$.lots", "lot " + lot.id +
                                      " has another need, provision, region or ages: leave those "
                                      "as they are, and add a lot of another id"});
    }
  }
  return faults;
}

}  // namespace assize::registry
