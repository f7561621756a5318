#include "api/publication/organisation_parts.h"

namespace assize::api {

OrganisationParts organisation_parts(const std::string& id, const std::string& name) {
  OrganisationParts parts{id, "", "", name};
  const std::size_t country = id.find('-');
  const std::size_t list = country == std::string::npos ? country : id.find('-', country + 1);
  if (list == std::string::npos || list + 1 == id.size()) return parts;
  parts.scheme = id.substr(0, list);
  parts.number = id.substr(list + 1);
  return parts;
}

OrganisationParts supplier_of(const registry::CatalogueSchool& school) {
  if (school.provider_id.empty()) {
    return organisation_parts("GB-EDU-" + school.urn.text(), school.name);
  }
  return organisation_parts(school.provider_id, school.provider_name);
}

}  // namespace assize::api
