// What the columns of a school held before, as table `school_earlier_value` keeps it. Works in the
// caller's transaction; not thread-safe, as a connection is not.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "pricing/exact/date.h"
#include "registry/database/database.h"
#include "registry/register/files/school_record.h"
#include "registry/register/history/moment.h"
#include "registry/register/history/value_over_time.h"

namespace assize::registry {

// Whether the column says something of the school on a day. GIAS's own day of change does not: it
// speaks of the record.
constexpr bool holds_by_day(SchoolColumn column) { return column != SchoolColumn::gias_changed_on; }

// Values that an import found changed, with the day from which the new ones hold.
struct SchoolChange {
  std::uint32_t urn = 0;
  SchoolColumn column{};
  pricing::Date from;
  std::optional<std::string> before;
};
// Keeps what was before. A value that held on no day, since another change of its column has the
// same day or a later one, is kept in system time alone.
void keep_earlier_values(Connection& connection, const std::vector<SchoolChange>& changes);

// The column of one school, day by day.
ValueOverTime load_value_over_time(Connection& connection, std::uint32_t urn, SchoolColumn column,
                                   std::optional<std::string> latest);
// Writes what differs.
void store_earlier_values(Connection& connection, std::uint32_t urn, SchoolColumn column,
                          const ValueOverTime& before, const ValueOverTime& after);

// Puts what held on the day in place of the latest.
void go_back_to(Connection& connection, std::uint32_t urn, pricing::Date day, const KnownAt& known,
                SchoolValues& values);

std::optional<SchoolColumn> school_column_named(std::string_view name);
inline std::string_view name_of(SchoolColumn column) {
  return school_columns.at(static_cast<std::size_t>(column));
}

}  // namespace assize::registry
