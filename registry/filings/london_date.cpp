#include "registry/filings/london_date.h"

#include <chrono>

namespace assize::registry {
namespace {

using Microseconds = std::chrono::sys_time<std::chrono::microseconds>;

bool is_summer_time(Microseconds at) {
  using namespace std::chrono;
  const year in_year = year_month_day(floor<days>(at)).year();
  const sys_days begins = in_year / March / Sunday[last];
  const sys_days ends = in_year / October / Sunday[last];
  return at >= begins + hours(1) && at < ends + hours(1);
}

std::chrono::microseconds ahead_of_utc(Microseconds at) {
  return is_summer_time(at) ? std::chrono::hours(1) : std::chrono::hours(0);
}

Microseconds moment(audit::Instant at) { return Microseconds(std::chrono::microseconds(at)); }

}  // namespace

pricing::Date london_date(audit::Instant at) {
  const Microseconds utc = moment(at);
  const auto day = std::chrono::floor<std::chrono::days>(utc + ahead_of_utc(utc));
  return pricing::Date::from_days(static_cast<std::int32_t>(day.time_since_epoch().count()));
}

audit::Instant next_london_midnight(audit::Instant at) {
  using namespace std::chrono;
  // The clocks change at 01:00 UTC, so at that midnight the hour ahead is what it is just before.
  const Microseconds midnight = sys_days(days(london_date(at).days() + 1));
  const Microseconds an_hour_early = midnight - hours(1);
  const Microseconds answer = is_summer_time(an_hour_early) ? an_hour_early : midnight;
  return answer.time_since_epoch().count();
}

}  // namespace assize::registry
