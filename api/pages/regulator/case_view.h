// What a case's page shows beside the case itself: its prices before, now and as asked for, what
// councils answered, and the group's other cases. Thread-safe.
#pragma once

#include "api/http/backend.h"
#include "api/http/message/json_writer.h"
#include "api/http/message/request.h"
#include "pricing/text/json.h"

namespace assize::api {

// The members lines, charts, bands and index, into an object that is open.
void write_prices_of_case(JsonWriter& json, const Request& request, Backend& backend,
                          const pricing::JsonValue& about);
// The member increases: what each council with placements answered.
void write_councils_of_case(JsonWriter& json, const Request& request, Backend& backend,
                            const pricing::JsonValue& about);
// The members group_cases and group_matching: the others of its group.
void write_group_of_case(JsonWriter& json, const Request& request, Backend& backend,
                         const pricing::JsonValue& about);

}  // namespace assize::api
