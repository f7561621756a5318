// What a school's lines have cost since they were first filed, and where today's prices stand in
// their bands; and what places cost across the nation, year by year. Exact: every amount is one
// that was filed, or a limit at its named rounding. Pure; thread-safe.
#pragma once

#include "api/http/message/json_writer.h"
#include "pricing/rule_book/rule_book.h"
#include "registry/catalogue/snapshot.h"

namespace assize::api {

// `book` may be null: then no bands are given.
void write_prices(JsonWriter& json, const registry::CatalogueSchool& school, pricing::Date as_at,
                  const pricing::RuleBook* book);

// For each 1 October since fees were first in force, and today: how many placement lines hold, by
// need and provision, and the price that a quarter, a half and three quarters of them do not exceed
// (each is the price of some line); and of the lines that held a year before too, how many rose,
// fell and stayed.
void write_price_changes(JsonWriter& json, const registry::Snapshot& snapshot);

}  // namespace assize::api
