// Exit notices and their continuity plans as the JSON that the API and the command line answer
// with. Pure; thread-safe.
#pragma once

#include "api/http/message/json_writer.h"
#include "registry/exits/continuity_plan.h"
#include "registry/exits/exit_notices.h"

namespace assize::api {

void write_exit_notice(JsonWriter& json, const registry::ExitNotice& notice);
// Distances as miles to the nearest tenth.
std::string exit_plan_json(const registry::ExitNotice& notice, const registry::ContinuityPlan& plan,
                           pricing::Date today);

}  // namespace assize::api
