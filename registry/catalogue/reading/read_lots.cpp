#include "registry/catalogue/reading/read_lots.h"

#include <algorithm>
#include <unordered_map>

#include "registry/frameworks/applications.h"
#include "registry/frameworks/frameworks.h"

namespace assize::registry {
namespace {

using LotsBySchool = std::unordered_map<std::uint32_t, std::vector<CatalogueLot>>;

CatalogueLot lot_of(Admission&& admission, const std::vector<Framework>& frameworks,
                    pricing::Date day) {
  const bool is_live = std::ranges::any_of(frameworks, [&](const Framework& each) {
    return each.id == admission.framework && each.state_on(day) == FrameworkState::live;
  });
  return {std::move(admission.framework), std::move(admission.lot), admission.status,
          admission.since, admission.status == LotStatus::admitted && is_live};
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
    lots[admission.urn].push_back(
        lot_of(std::move(admission), snapshot.frameworks, snapshot.today));
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

std::vector<CatalogueLot> read_lots_of(Connection& connection, pricing::Urn urn, pricing::Date day,
                                       const KnownAt& known) {
  const std::vector<Framework> frameworks = list_frameworks(connection);
  std::vector<CatalogueLot> lots;
  for (Admission& admission : admissions_of(connection, urn, day, known)) {
    lots.push_back(lot_of(std::move(admission), frameworks, day));
  }
  return lots;
}

}  // namespace assize::registry
