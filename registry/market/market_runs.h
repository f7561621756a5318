// Looking at the whole market by its rules: on demand, and once a day by the service itself. What
// is found is a flag that stands until a later run finds it no more. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "pricing/market/assess_market.h"
#include "pricing/result.h"
#include "registry/access/caller.h"
#include "registry/database/database.h"
#include "registry/log/journal.h"
#include "registry/market/flag_store.h"

namespace assize::registry {

struct MarketRun {
  std::string id;  // a ULID; empty where the run is of a day past, and nothing was stored
  std::string run_at;
  pricing::MarketAssessment assessment;
  FlagChanges flags;  // nought where nothing was stored
  std::string receipt_json;
};

// Today's market is judged by the edition in force, its flags are stored, and the run is logged as
// "market.assessed" with counts and a commitment to the facts and to what was found. A day past is
// judged by what is known now, answered, and nothing is stored. The fault's place is "forbidden"
// (not the regulator), "rule_book" (none is published) or "at" (a day to come).
Result<MarketRun> run_market(Transaction& transaction, const Journal& journal, const Caller& caller,
                             std::optional<pricing::Date> at);
Result<MarketRun> run_market(Database& database, const Journal& journal, const Caller& caller,
                             std::optional<pricing::Date> at);

// Runs it for the day of the journal's clock, unless somebody has, or there is no rule book or no
// placement yet. Of several nodes that try, one does it. Says whether this one did.
bool run_market_of_the_day(Database& database, const Journal& journal);

// What the log entry commits to: the canonical JSON of the hashes of the facts and of the
// assessment.
std::string market_commitment_body(const pricing::MarketFacts& facts,
                                   const pricing::MarketAssessment& assessment);

}  // namespace assize::registry
