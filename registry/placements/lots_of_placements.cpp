#include "registry/placements/lots_of_placements.h"

#include <map>

#include "registry/frameworks/admission.h"
#include "registry/frameworks/frameworks.h"

namespace assize::registry {
namespace {

using pricing::Date;

struct StatusFrom {
  Date day;
  LotStatus status;
};

// A lot of a framework, and what became of each school that was admitted to it.
struct KnownLot {
  FrameworkDates dates;
  Lot lot;
  std::map<std::uint32_t, std::vector<StatusFrom>> schools;  // by URN, in the order recorded
};

std::optional<KnownLot> read_lot(Connection& connection, const std::string& name) {
  const std::size_t slash = name.find('/');
  if (slash == std::string::npos) return std::nullopt;
  const auto framework = find_framework(connection, name.substr(0, slash));
  const Lot* lot = framework ? framework->find_lot(name.substr(slash + 1)) : nullptr;
  if (lot == nullptr) return std::nullopt;
  KnownLot known{framework->dates, *lot, {}};
  connection.query_each(
      "SELECT application.urn, happened.event, happened.on_date FROM lot_application AS application"
      " JOIN lot_event AS happened ON happened.application_id = application.id"
      " WHERE application.framework_id = ? AND application.lot_id = ?"
      " AND happened.event NOT IN ('applied', 'refused') ORDER BY happened.id",
      {framework->id, lot->id}, [&](const Row& row) {
        known.schools[static_cast<std::uint32_t>(row.integer(0))].push_back(
            {Date::parse(row.text(2)).value(),
             status_after(lot_event_of_code(row.text(1)).value())});
      });
  return known;
}

bool is_admitted_on(const KnownLot& known, std::uint32_t urn, Date day) {
  const auto school = known.schools.find(urn);
  if (school == known.schools.end()) return false;
  std::optional<LotStatus> status;
  for (const StatusFrom& each : school->second) {
    if (each.day <= day) status = each.status;
  }
  return status == LotStatus::admitted;
}

std::optional<std::string> refuse_lot(const std::optional<KnownLot>& known,
                                      const CallOff& placement) {
  if (!known) {
    return "no lot of that name is published: write FRAMEWORK/LOT, as `assize framework list` and "
           "GET /v1/frameworks give them, or leave it out";
  }
  const std::string on = placement.start.text();
  if (placement.start < known->dates.begins || placement.start > known->dates.ends) {
    return "the framework is live from " + known->dates.begins.text() + " to " +
           known->dates.ends.text() + ", and not on " + on + ", when the placement starts";
  }
  const bool covers_need =
      known->lot.need == pricing::Need::any || known->lot.need == placement.need;
  const bool covers_provision = known->lot.provision == pricing::Provision::any ||
                                known->lot.provision == placement.provision;
  if (!covers_need || !covers_provision) {
    return "that lot is for need " + std::string(pricing::code(known->lot.need)) +
           " and provision " + std::string(pricing::code(known->lot.provision)) +
           ": write the lot that the placement was called off from";
  }
  if (is_admitted_on(*known, placement.urn.number(), placement.start)) return std::nullopt;
  return "school " + placement.urn.text() + " was not admitted to that lot on " + on +
         ", when the placement starts: leave the lot out, or correct the start";
}

}  // namespace

void check_lots(Connection& connection, const std::vector<PlacementRow>& rows, FormFaults& faults) {
  std::map<std::string, std::optional<KnownLot>> lots;
  for (const auto& [placement, where] : rows) {
    if (placement.lot.empty()) continue;
    auto known = lots.find(placement.lot);
    if (known == lots.end()) {
      known = lots.emplace(placement.lot, read_lot(connection, placement.lot)).first;
    }
    if (const auto why = refuse_lot(known->second, placement)) {
      faults.add(row_place(where, "lot"), *why);
    }
  }
}

}  // namespace assize::registry
