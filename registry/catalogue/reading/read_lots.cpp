#include "registry/catalogue/reading/read_lots.h"

#include <algorithm>
#include <unordered_map>

#include "registry/frameworks/applications.h"
#include "registry/frameworks/frameworks.h"

namespace assize::registry {
namespace {

using LotsBySchool = std::unordered_map<std::uint32_t, std::vector<CatalogueLot>>;

bool is_live(const Snapshot& snapshot, const std::string& framework) {
  return std::any_of(
      snapshot.frameworks.begin(), snapshot.frameworks.end(), [&](const Framework& each) {
        return each.id == framework && each.state_on(snapshot.today) == FrameworkState::live;
      });
}

}  // namespace

std::uint64_t count_framework_changes(Connection& connection) {
  const Row row = connection.query_one("SELECT COUNT(*) FROM framework_edition").value();
  return static_cast<std::uint64_t>(row.integer(0)) + count_lot_events(connection);
}

void read_lots(Connection& connection, Snapshot& snapshot) {
  snapshot.frameworks = list_frameworks(connection);
  LotsBySchool lots;
  for (Admission& admission : admissions_as_at(connection, snapshot.today)) {
    const bool is_in_force =
        admission.status == LotStatus::admitted && is_live(snapshot, admission.framework);
    lots[admission.urn].push_back({std::move(admission.framework), std::move(admission.lot),
                                   admission.status, admission.since, is_in_force});
  }
  for (auto& school : snapshot.schools) {
    const auto found = lots.find(school->urn.number());
    std::vector<CatalogueLot> now;
    if (found != lots.end()) now = std::move(found->second);
    if (school->lots == now) continue;
    CatalogueSchool changed = *school;
    changed.lots = std::move(now);
    school = std::make_shared<const CatalogueSchool>(std::move(changed));
  }
}

}  // namespace assize::registry
