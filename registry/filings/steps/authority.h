// Who may file for which schools. Thread-safe.
#pragma once

#include <optional>

#include "pricing/result.h"
#include "registry/access/caller.h"
#include "registry/database/database.h"
#include "registry/filings/steps/schools_in_file.h"

namespace assize::registry {

// The regulator's staff may file for anyone; a provider for schools that it runs on every day asked
// of; nobody else. The fault's place is "forbidden", and it names the schools.
std::optional<Fault> refuse_filing(Connection& connection, const Caller& caller,
                                   const SchoolsInFile& schools);
// Before any school is looked at: whether the caller's role may file at all.
std::optional<Fault> refuse_filing_by_role(const Caller& caller);

bool is_regulator(Role role);

}  // namespace assize::registry
