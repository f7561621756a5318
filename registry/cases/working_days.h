// Working days in England: Monday to Friday but bank holidays, which are data
// (data/bank_holidays.csv). After the last year that is listed only weekends are left out.
// Thread-safe.
#pragma once

#include <vector>

#include "pricing/exact/date.h"

namespace assize::registry {

// Ascending.
const std::vector<pricing::Date>& bank_holidays();

bool is_working_day(pricing::Date day);
// The working day so many after `from`, which itself does not count; `from` for none.
pricing::Date working_days_after(pricing::Date from, int count);

}  // namespace assize::registry
