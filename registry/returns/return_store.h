// A return filing's rows, written once in its own transaction. Thread-safe.
#pragma once

#include <span>

#include "pricing/returns/financial_return.h"
#include "registry/database/database.h"
#include "registry/returns/return_filing.h"

namespace assize::registry {

// Stores the filing, and its returns in place of those held whose years they overlap.
void store_return_filing(Connection& connection, const ReturnFiling& filing,
                         std::span<const pricing::FinancialReturn> returns);

}  // namespace assize::registry
