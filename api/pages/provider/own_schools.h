// The schools that the caller's provider runs today, and the file of their fees to begin next
// year's from. What they are made of is public. Pure; thread-safe.
#pragma once

#include <string>
#include <vector>

#include "registry/access/caller.h"
#include "registry/catalogue/snapshot.h"

namespace assize::api {

// By name; closed ones are left out.
std::vector<const registry::CatalogueSchool*> own_schools(const registry::Snapshot& snapshot,
                                                          const registry::Caller& caller);
// The fees that hold on that day or, where none do any more, those that held last.
std::vector<const registry::CatalogueFee*> latest_fees(const registry::CatalogueSchool& school,
                                                       pricing::Date day);
// A fee file of these schools' latest fees, each period moved on by a year, for their provider to
// write its new prices into.
std::string starting_file(const std::vector<const registry::CatalogueSchool*>& schools,
                          pricing::Date today);

}  // namespace assize::api
