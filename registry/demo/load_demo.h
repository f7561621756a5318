// Loads a demo market through the same functions as real data: the rule book is published, the
// register imported, every fee file handed in by its own provider, placements recorded,
// vacancies stated and the market judged. Thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "pricing/result.h"
#include "registry/access/caller.h"
#include "registry/database/database.h"
#include "registry/demo/demo_market.h"
#include "registry/log/journal.h"

namespace assize::registry {

struct DemoToken {
  std::string role;  // "provider", "commissioner", "case_officer"
  std::string organisation_name;
  std::string secret;  // shown once
};

struct DemoLoad {
  std::uint64_t schools = 0;  // on the register, alternatives included
  std::uint64_t filings = 0;
  std::uint64_t returns = 0;  // providers whose financial returns were handed in
  std::uint64_t lines_in_effect = 0;
  std::uint64_t lines_held = 0;
  std::uint64_t lines_refused = 0;
  std::uint64_t placements = 0;
  std::uint64_t places = 0;       // statements of vacancies
  std::uint64_t flags = 0;        // that the rules on the market raise
  std::uint64_t admissions = 0;   // of schools to lots
  std::string exit_notice;        // the id of one; empty if there are no placements
  std::vector<DemoToken> tokens;  // one for each of the three users
};

// Faults, and changes nothing, if the database already has schools or filings: a demo is never
// mixed with other data. `on_progress` is told the step, and how much of it is done.
Result<DemoLoad> load_demo(
    Database& database, const Journal& journal, const DemoMarket& market,
    const std::function<void(std::string_view, std::uint64_t, std::uint64_t)>& on_progress = {});

}  // namespace assize::registry
