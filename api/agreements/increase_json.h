// What councils are told of price rises, and what they answer, as JSON. A council sees its own
// placements and answers, how many others answered and how, and the names of those who allow it; a
// provider sees every council's answer, being the other side of it. Pure; thread-safe.
#pragma once

#include "api/http/message/json_writer.h"
#include "registry/agreements/increases.h"

namespace assize::api {

void write_increase(JsonWriter& json, const registry::Increase& increase,
                    const registry::IncreaseReader& reader);

}  // namespace assize::api
