// Organisations as others' standards name them: an identifier scheme and a number in it. Pure;
// thread-safe.
#pragma once

#include <string>

#include "registry/catalogue/snapshot.h"

namespace assize::api {

struct OrganisationParts {
  std::string id;      // "GB-COH-01234567"
  std::string scheme;  // "GB-COH"; empty where the id is of no scheme
  std::string number;  // "01234567"
  std::string name;
};

OrganisationParts organisation_parts(const std::string& id, const std::string& name);
// The school's provider; the school itself where no provider is known.
OrganisationParts supplier_of(const registry::CatalogueSchool& school);

}  // namespace assize::api
