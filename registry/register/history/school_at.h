// What the register says of a school on a day, as it was known at a moment: the two axes of time.
// Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "pricing/exact/date.h"
#include "registry/database/database.h"
#include "registry/register/files/school_record.h"
#include "registry/register/history/moment.h"

namespace assize::registry {

struct TwoTimes {
  pricing::Date today;                  // in London
  std::optional<pricing::Date> as_at;   // the day that is asked about; today if none
  std::optional<std::string> known_at;  // the moment of knowledge, as KnownAt takes it; now if none
};

// None if the school was not on the register then. A day to come is answered as today.
std::optional<SchoolValues> read_school_at(Connection& connection, std::uint32_t urn,
                                           const TwoTimes& times);

// The status on a day gone by: the first and last day tell it where they are known, since a source
// gives the status of today alone.
void set_status_on(pricing::Date day, SchoolValues& values);

struct ProviderAt {
  std::string id, name, group;  // the group's name, or empty
};
// Who ran the school on the day, as it was known.
std::optional<ProviderAt> read_provider_at(Connection& connection, std::uint32_t urn,
                                           const TwoTimes& times);
// Since when the school had section 41 approval on the day, as it was known; none if it had none.
std::optional<pricing::Date> read_approved_since_at(Connection& connection, std::uint32_t urn,
                                                    const TwoTimes& times);

}  // namespace assize::registry
