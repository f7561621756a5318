// Runs of the market's rules and their flags as the JSON that the API and the command line answer
// with. Pure; thread-safe.
#pragma once

#include <string>

#include "api/http/message/json_writer.h"
#include "registry/market/market_flags.h"
#include "registry/market/market_runs.h"

namespace assize::api {

std::string market_run_json(const registry::MarketRun& run);
void write_market_flag(JsonWriter& json, const registry::MarketFlag& flag);

}  // namespace assize::api
