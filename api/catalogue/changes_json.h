// What has changed of the catalogue since a checkpoint, as JSON. Pure; thread-safe.
#pragma once

#include <string>

#include "registry/catalogue/changes.h"

namespace assize::api {

// Of each changed school why, and all its fees in force today: they take the place of those that a
// copy has of it.
std::string catalogue_changes_json(const registry::CatalogueChanges& changes,
                                   const registry::Snapshot& snapshot);

}  // namespace assize::api
