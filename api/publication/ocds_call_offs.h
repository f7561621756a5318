// A framework's call-offs as OCDS releases: a contracting process for each area, related to the
// framework's. How many placements and what they cost a year, and nothing of one of them. Pure;
// thread-safe.
#pragma once

#include <string>

#include "api/http/message/json_writer.h"
#include "registry/frameworks/framework.h"
#include "registry/spending/spending_report.h"

namespace assize::api {

struct CallOffRelease {
  const registry::Framework& framework;
  const registry::CallOffGroup& group;
  std::string date;     // of the release
  std::string edition;  // what sets its id apart from earlier ones of the process
  pricing::Date live_on;
};
void write_call_offs(JsonWriter& json, const CallOffRelease& release);

}  // namespace assize::api
