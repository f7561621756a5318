// The inspections that the register holds of schools. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "pricing/exact/date.h"
#include "registry/database/database.h"
#include "registry/register/history/moment.h"

namespace assize::registry {

struct HeldInspection {
  std::string body;
  std::string on;       // yyyy-mm-dd
  std::string outcome;  // as files/inspections_file.h keeps it; as the source says it from GIAS
  std::string report_url;
  bool is_from_gias = false;
};

// By URN, each school's the latest first.
std::unordered_map<std::uint32_t, std::vector<HeldInspection>> load_inspections(
    Connection& connection);
// One school's, those of a later day left out.
std::vector<HeldInspection> inspections_of(Connection& connection, std::uint32_t urn,
                                           std::optional<pricing::Date> as_at,
                                           const KnownAt& known);
// Adds the one that GIAS gives with the school, unless one of that day is there.
void add_gias_inspection(const std::optional<std::string>& inspectorate,
                         const std::optional<std::string>& on,
                         const std::optional<std::string>& outcome,
                         std::vector<HeldInspection>& inspections);

}  // namespace assize::registry
