#include "api/routes/log_times.h"

#include <string>

#include "pricing/exact/date.h"

namespace assize::api {
namespace {

constexpr audit::Instant day_microseconds = audit::Instant{24} * 60 * 60 * 1'000'000;

Result<audit::Instant> parse(std::string_view text, audit::Instant after_day,
                             audit::Instant after_instant) {
  if (const auto day = pricing::Date::parse(text); day.ok()) {
    const auto start = audit::parse_instant(day->text() + "T00:00:00.000000Z");
    if (start.ok()) return *start + after_day;
  }
  const auto instant = audit::parse_instant(text);
  if (instant.ok()) return *instant + after_instant;
  return Fault{"", "A time is a day such as 2026-03-31, or 2026-03-31T09:15:02.123456Z."};
}

}  // namespace

Result<audit::Instant> parse_log_from(std::string_view text) { return parse(text, 0, 0); }
Result<audit::Instant> parse_log_to(std::string_view text) {
  return parse(text, day_microseconds, 1);
}

}  // namespace assize::api
