// What the navigation offers whom: one table. Pure; thread-safe.
#pragma once

#include <string_view>

#include "api/http/message/json_writer.h"
#include "api/pages/site/viewer.h"

namespace assize::api {

// A list of {href, text, is_current}. An address is current with all that lies below it.
void write_navigation(JsonWriter& json, const Viewer& viewer, std::string_view path);

// Where the work of a role begins: its own page after signing in.
std::string_view home_of(registry::Role role);

}  // namespace assize::api
