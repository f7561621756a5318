// Returns as a file of returns in its canonical form, and what they come to. Pure; thread-safe.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "pricing/returns/financial_return.h"

namespace assize::pricing {

// The one text of these returns: every column, in the order of return_column_names, money with its
// pennies. read_returns gives them back, but for their lines.
std::string write_returns(std::span<const FinancialReturn> returns);

// A column's text, as write_returns has it; empty for one that is blank.
std::string return_field(const FinancialReturn& values, std::size_t column);

// Operating costs ÷ placements_public, a year, exact; none where there were no placements.
std::optional<Unrounded> cost_per_placement(const FinancialReturn& values);

}  // namespace assize::pricing
