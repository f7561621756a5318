// Placements live on a day, each priced by the fees in force. Runs in one read of the database,
// with a snapshot's fees. Thread-safe.
#pragma once

#include <string>
#include <vector>

#include "pricing/spending/spending.h"
#include "registry/catalogue/snapshot.h"
#include "registry/database/database.h"

namespace assize::registry {

// Who runs schools: a group, or the provider that is in none.
struct SpendingHolder {
  std::string id;
  std::string name;
  bool is_group = false;
  bool operator==(const SpendingHolder&) const = default;
};

struct PricedPlacements {
  pricing::Date at;
  std::vector<pricing::PricedPlacement> placements;
  std::vector<SpendingHolder> holders;  // by the placements' `holder`
};

// A placement's price is the annual price of its line and add-ons in force on the day; its agreed
// price × the line's units in a year where it has one in the line's unit; and the price that was
// recorded where one of its lines has no fee in force. Its framework is the place among the
// snapshot's, counted from 1, of the one with a lot of that id ("L1", or "F-1/L1").
PricedPlacements read_priced_placements(Connection& connection, const Snapshot& snapshot,
                                        pricing::Date at);

}  // namespace assize::registry
