// A tailored list as the JSON that is shown and frozen, and as text to print, which is read from
// that JSON alone. The home is not in it: only the first half of its postcode. Pure; thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "api/http/message/json_writer.h"
#include "pricing/text/json.h"
#include "registry/tailored_lists/tailored_lists.h"

namespace assize::api {

// `council` may be none for a list that is not frozen.
std::string tailored_list_json(const registry::TailoredList& list,
                               const std::optional<pricing::LaCode>& council);
void write_frozen_list(JsonWriter& json, const registry::FrozenList& frozen);
// Of a list as tailored_list_json wrote it.
std::string tailored_list_text(const pricing::JsonValue& list);

}  // namespace assize::api
