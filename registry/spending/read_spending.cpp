#include "registry/spending/read_spending.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "pricing/exact/rounding_points.h"
#include "registry/placements/placement.h"

namespace assize::registry {
namespace {

using pricing::Date;
using pricing::Pounds;
using pricing::PricedPlacement;
using Fees = std::vector<const CatalogueFee*>;  // by line

constexpr std::size_t unsplit = 4;

const CatalogueFee* find_fee(const Fees& fees, std::string_view line) {
  const auto found =
      std::lower_bound(fees.begin(), fees.end(), line,
                       [](const CatalogueFee* fee, std::string_view l) { return fee->line < l; });
  return found == fees.end() || (*found)->line != line ? nullptr : *found;
}

// The fees of each school that is asked for, on the day and a year before.
class FeesOfTwoDays {
 public:
  struct OfSchool {
    Fees now, before;
  };
  FeesOfTwoDays(const Snapshot& snapshot, Date at) : snapshot_(snapshot), at_(at) {}

  const OfSchool& of(pricing::Urn urn) {
    const auto [found, is_new] = schools_.try_emplace(urn.number());
    const CatalogueSchool* school = is_new ? snapshot_.find(urn) : nullptr;
    if (school != nullptr) {
      found->second = {fees_as_at(*school, at_),
                       fees_as_at(*school, pricing::years_before(at_, 1))};
    }
    return found->second;
  }

 private:
  const Snapshot& snapshot_;
  Date at_;
  std::unordered_map<std::uint32_t, OfSchool> schools_;
};

// The price at an agreed unit price, if it is of the line's own unit.
std::optional<Pounds> agreed_price(const CatalogueFee& fee, const pricing::AgreedPrice& agreed) {
  const auto units = pricing::read_scaled<12, 2>(fee.units_per_year);
  if (agreed.unit != fee.unit || !units) return std::nullopt;
  constexpr std::int64_t hundredths = 100;
  return pricing::Unrounded(
             static_cast<pricing::Wide>(agreed.unit_price.ten_thousandths()) * *units, hundredths)
      .at(pricing::annual_price_of_line);
}

void add_fee(const CatalogueFee& fee, PricedPlacement& priced) {
  const std::array<Pounds, 4> parts{fee.education, fee.boarding, fee.care, fee.health};
  Pounds rest = fee.annual_price;
  for (std::size_t at = 0; at < parts.size(); ++at) {
    priced.parts[at] += parts[at];
    rest = rest - parts[at];
  }
  priced.parts[unsplit] += rest;
  priced.price += fee.annual_price;
}

// False, and nothing said, if a line has no fee in force.
bool price_by_fees(const CallOff& placement, const FeesOfTwoDays::OfSchool& fees,
                   PricedPlacement& priced) {
  const CatalogueFee* line = find_fee(fees.now, placement.line);
  if (line == nullptr) return false;
  std::vector<std::string_view> add_ons = add_ons_of(placement);
  for (const std::string_view add_on : add_ons) {
    if (find_fee(fees.now, add_on) == nullptr) return false;
  }
  if (placement.agreed) {
    const auto agreed = agreed_price(*line, *placement.agreed);
    if (!agreed) return false;
    priced.price = priced.parts[unsplit] = *agreed;
  } else {
    add_fee(*line, priced);
  }
  for (const std::string_view add_on : add_ons) add_fee(*find_fee(fees.now, add_on), priced);
  return true;
}

std::optional<Pounds> price_before(const CallOff& placement, const Fees& fees) {
  if (placement.agreed) return std::nullopt;
  std::vector<std::string_view> lines = add_ons_of(placement);
  lines.push_back(placement.line);
  Pounds price;
  for (const std::string_view line : lines) {
    const CatalogueFee* fee = find_fee(fees, line);
    if (fee == nullptr) return std::nullopt;
    price += fee->annual_price;
  }
  return price;
}

void price(const CallOff& placement, const FeesOfTwoDays::OfSchool& fees, PricedPlacement& priced) {
  priced.recorded = placement.annual_price;
  priced.payers = {placement.education, placement.care, placement.health};
  priced.is_by_fee = price_by_fees(placement, fees, priced);
  if (priced.is_by_fee) {
    priced.before = price_before(placement, fees.before);
  } else {
    priced.price = priced.parts[unsplit] = placement.annual_price;
  }
}

// By URN; of two that run a school the later one, as the catalogue shows it too.
std::unordered_map<std::uint32_t, std::uint32_t> read_holders(
    Connection& connection, Date at, std::vector<SpendingHolder>& holders) {
  std::map<std::string, std::uint32_t> places;
  std::unordered_map<std::uint32_t, std::uint32_t> by_urn;
  connection.query_each(
      "SELECT runs.urn, COALESCE(provider_group.id, provider.id),"
      " COALESCE(provider_group.name, provider.name), provider_group.id IS NOT NULL"
      " FROM school_provider AS runs JOIN provider ON provider.id = runs.provider_id"
      " LEFT JOIN provider_group ON provider_group.id = provider.group_id"
      " WHERE runs.from_date <= ? AND (runs.to_date IS NULL OR runs.to_date >= ?)"
      " ORDER BY runs.urn, runs.from_date, runs.provider_id",
      {at.text(), at.text()}, [&](const Row& row) {
        const auto [found, is_new] =
            places.try_emplace(row.text(1), static_cast<std::uint32_t>(holders.size()));
        if (is_new) holders.push_back({row.text(1), row.text(2), false});
        // A group that is also named as a provider is one and the same.
        if (row.integer(3) != 0) holders[found->second] = {row.text(1), row.text(2), true};
        by_urn[static_cast<std::uint32_t>(row.integer(0))] = found->second;
      });
  return by_urn;
}

// By "L1" and "F-1/L1". Of several frameworks that have a lot of one id the one that is live on the
// day is meant, or else the first.
std::unordered_map<std::string, std::uint32_t> frameworks_by_lot(const Snapshot& snapshot,
                                                                 Date at) {
  std::unordered_map<std::string, std::uint32_t> by_lot;
  for (const bool wants_live : {true, false}) {
    std::uint32_t place = 0;
    for (const Framework& framework : snapshot.frameworks) {
      ++place;
      if ((framework.state_on(at) == FrameworkState::live) != wants_live) continue;
      for (const Lot& lot : framework.lots) {
        by_lot.try_emplace(lot.id, place);
        by_lot.try_emplace(framework.id + "/" + lot.id, place);
      }
    }
  }
  return by_lot;
}

// The columns that price() reads, and those beside them.
constexpr std::string_view select_live =
    "SELECT council, urn, line, add_ons, need, provision, basis, agreed_unit, agreed_unit_price,"
    " annual_price, education, care, health, lot FROM placement"
    " WHERE NOT withdrawn AND start_date <= ? AND (end_date IS NULL OR end_date >= ?)"
    " ORDER BY council, id";

CallOff live_placement(const Row& row) {
  const auto money = [&row](std::size_t column) { return Pounds::parse(row.text(column)).value(); };
  CallOff placement(pricing::LaCode::parse(row.text(0)).value(),
                    pricing::Urn::from_number(static_cast<std::uint32_t>(row.integer(1))).value());
  placement.line = row.text(2);
  placement.add_ons = row.text(3);
  placement.need = pricing::read_need(row.text(4)).value();
  placement.provision = pricing::read_provision(row.text(5)).value();
  placement.basis =
      pricing::read_code<pricing::PlacementBasis>(pricing::placement_basis_codes, row.text(6))
          .value();
  if (!row.is_null(7)) {
    placement.agreed = pricing::AgreedPrice{pricing::read_unit(row.text(7)).value(), money(8)};
  }
  placement.annual_price = money(9);
  placement.education = money(10);
  placement.care = money(11);
  placement.health = money(12);
  placement.lot = row.text(13);
  return placement;
}

}  // namespace

PricedPlacements read_priced_placements(Connection& connection, const Snapshot& snapshot, Date at) {
  PricedPlacements all;
  all.at = at;
  const auto holders = read_holders(connection, at, all.holders);
  const auto frameworks = frameworks_by_lot(snapshot, at);
  FeesOfTwoDays fees(snapshot, at);
  connection.query_each(std::string(select_live), {at.text(), at.text()}, [&](const Row& row) {
    const CallOff placement = live_placement(row);
    PricedPlacement& priced = all.placements.emplace_back(placement.council, placement.urn);
    priced.need = placement.need;
    priced.provision = placement.provision;
    priced.basis = placement.basis;
    if (const auto holder = holders.find(placement.urn.number()); holder != holders.end()) {
      priced.holder = holder->second;
    }
    if (const auto found = frameworks.find(placement.lot); found != frameworks.end()) {
      priced.framework = found->second;
    }
    price(placement, fees.of(placement.urn), priced);
  });
  return all;
}

}  // namespace assize::registry
