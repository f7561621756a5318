// The returns that stand, and what their placements cost. Confidential; thread-safe.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pricing/impact/impact.h"
#include "pricing/returns/write_returns.h"
#include "registry/catalogue/fee_values.h"
#include "registry/database/database.h"

namespace assize::registry {

struct HeldReturn {
  std::string filing_id;
  pricing::FinancialReturn values;
};
// Of one provider, or of all; by provider and year.
std::vector<HeldReturn> held_returns(Connection& connection,
                                     const std::optional<std::string>& provider_id);

// Makes whoever else files for the provider wait for the end of the transaction, and reads, by
// year, the latest 200 of its returns that begin no later than the last of `filed` ends: what they
// are judged with, and what they correct.
std::vector<pricing::FinancialReturn> lock_held_returns(
    Transaction& transaction, const std::string& provider_id,
    std::span<const pricing::FinancialReturn> filed);

// For each provider of the market the operating costs ÷ placements_public of its latest return,
// held or accepted. Those without a return, or without placements in it, are left out.
std::vector<pricing::CostPerPlacement> costs_per_placement(Connection& connection,
                                                           const NamedMarket& market);

}  // namespace assize::registry
