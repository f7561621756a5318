#include "registry/cases/working_days.h"

#include <algorithm>
#include <stdexcept>

#include "pricing/text/csv.h"
#include "registry/embedded.h"

namespace assize::registry {
namespace {

using pricing::Date;

std::vector<Date> read_embedded() {
  std::vector<Date> days;
  const auto table = pricing::read_csv(
      embedded_file("data/bank_holidays.csv"),
      [](const pricing::CsvTable&) { return Result<bool>(true); },
      [&](const pricing::CsvRow& row) { days.push_back(Date::parse(row.fields.at(0)).value()); });
  if (!table) throw std::logic_error("bank_holidays.csv: " + table.faults()[0].message);
  std::ranges::sort(days);
  return days;
}

// 1970-01-01 was a Thursday, the fourth day of a week that begins on Monday.
int weekday(Date day) { return static_cast<int>(((day.days() + 3) % 7 + 7) % 7); }

}  // namespace

const std::vector<Date>& bank_holidays() {
  static const std::vector<Date> days = read_embedded();
  return days;
}

bool is_working_day(Date day) {
  return weekday(day) < 5 && !std::ranges::binary_search(bank_holidays(), day);
}

Date working_days_after(Date from, int count) {
  Date day = from;
  while (count > 0) {
    day = day.plus_days(1);
    if (is_working_day(day)) --count;
  }
  return day;
}

}  // namespace assize::registry
