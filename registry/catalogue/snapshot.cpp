#include "registry/catalogue/snapshot.h"

#include <algorithm>

namespace assize::registry {

const CatalogueSchool* Snapshot::find(pricing::Urn urn) const {
  const auto found = std::lower_bound(
      schools.begin(), schools.end(), urn,
      [](const auto& school, pricing::Urn wanted) { return school->urn < wanted; });
  return found == schools.end() || (*found)->urn != urn ? nullptr : found->get();
}

std::vector<const CatalogueFee*> fees_as_at(const CatalogueSchool& school, pricing::Date day) {
  std::vector<const CatalogueFee*> held;
  for (const CatalogueFee& fee : school.fees) {
    if (day < fee.effective_from || day > fee.effective_to) continue;
    // Fees stand by line and then in the order of filing, so a later one takes an earlier one's
    // place.
    if (!held.empty() && held.back()->line == fee.line) {
      held.back() = &fee;
    } else {
      held.push_back(&fee);
    }
  }
  return held;
}

}  // namespace assize::registry
