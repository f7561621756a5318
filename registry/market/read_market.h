// The facts of the market as the register, placements and vacancies have them. Thread-safe.
#pragma once

#include "pricing/market/market_facts.h"
#include "registry/database/database.h"

namespace assize::registry {

// As they stood on `at`, by what is known now; `today` says whether that is a day past. Sorted.
//
// - schools: of the catalogue's types, that were open on the day or had placements then;
// - placements: those live on the day, counted alike and given as of that one day. No age of a
//   child is recorded, so none is given;
// - vacancies: the statements that stood on the day and were fresh, of schools then open;
// - inspections: the last of each school, by the files of inspections or, if it is later, by GIAS;
//   where its outcome says whether standards were met;
// - standings: the events of approvals and of registrations.
pricing::MarketFacts read_market(Connection& connection, pricing::Date at, pricing::Date today);

}  // namespace assize::registry
