// Reading an API's reply where a page arranges it anew. Pure; thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "api/http/message/json_writer.h"
#include "pricing/text/json.h"

namespace assize::api {

// A member as text; "" if it is missing or no plain value.
std::string member_text(const pricing::JsonValue& json, std::string_view key);
// The elements of a member; none if it is missing or no list.
const pricing::JsonValue::Array& elements(const pricing::JsonValue& json, std::string_view key);
// The value as it is.
void write_value(JsonWriter& json, const pricing::JsonValue& value);
// The object's members, into an object that is open.
void write_members_of(JsonWriter& json, const pricing::JsonValue& object);

}  // namespace assize::api
