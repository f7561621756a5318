// Placements in the database. Runs in the caller's transaction or read.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "registry/database/database.h"
#include "registry/placements/placement.h"

namespace assize::registry {

// The columns of a placement, in the order that call_off_of reads.
inline constexpr std::string_view placement_select =
    "council, reference, urn, line, add_ons, need, provision, start_date, end_date, basis,"
    " agreed_unit, agreed_unit_price, annual_price, education, care, health, lot, ended_by,"
    " ending_notice, withdrawn";
inline constexpr std::size_t placement_select_columns = 20;
CallOff call_off_of(const Row& row);

// Takes the councils' rows, so that until the transaction ends nobody else records for them. Must
// come before the transaction reads anything.
void lock_councils(Transaction& transaction, const std::vector<pricing::LaCode>& councils);

// Those of one council with these references, by reference.
using PlacementsByReference = std::unordered_map<std::string, CallOff>;
PlacementsByReference read_placements(Connection& connection, pricing::LaCode council,
                                      std::span<const CallOff* const> wanted);

// Adds them, or puts them in the place of those of the same council and reference.
void store_placements(Connection& connection, const std::string& record_id,
                      std::span<const CallOff* const> placements);

}  // namespace assize::registry
