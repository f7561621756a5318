// Opening cases: for a filing, and for flags of the market, in the transaction that makes them.
// Thread-safe.
#pragma once

#include <span>
#include <string>

#include "pricing/assessment/assess.h"
#include "pricing/fee_file/fee_line.h"
#include "registry/filings/filing.h"
#include "registry/filings/steps/decide.h"
#include "registry/filings/steps/price_rises.h"
#include "registry/log/journal.h"

namespace assize::registry {

struct FilingToOpen {
  const Filing& filing;
  std::string account_id;
  std::span<const pricing::FeeLine> lines;
  const pricing::Assessment& assessment;
  const Decision& decision;
};

// A case for each school with lines that are held (prior_approval), or with review flags on lines
// that are accepted (review). Logged together as "cases.opened". Says how many there are.
std::size_t open_cases(Transaction& transaction, const Journal& journal, const FilingToOpen& filing,
                       const PriceRises& rises);

// A case for each flag that this run opened on a school, at review or hold, unless one of it is
// still worked.
std::size_t open_market_cases(Transaction& transaction, const Journal& journal,
                              const std::string& run_id, const std::string& account_id);

}  // namespace assize::registry
