// The frameworks as an OCDS 1.1.5 release package, with the lots and techniques extensions: one
// release for each framework, its lots in the tender, an award for each school admitted to a lot,
// and the fees in force as items, whose unit prices are the filings' own to the penny. And one for
// each group of call-offs from a framework. Pure; thread-safe.
#pragma once

#include <span>
#include <string>

#include "registry/catalogue/snapshot.h"
#include "registry/spending/spending_report.h"

namespace assize::api {

// Every ocid begins with it. To be registered by whoever runs the service for England.
inline constexpr std::string_view ocid_prefix = "ocds-assize";

// Empty where no framework is published: a package has at least one release. Call-offs are releases
// of their own, one for each group of them that may be told of (registry/spending).
std::string ocds_package(const registry::Snapshot& snapshot,
                         std::span<const registry::CallOffGroup> call_offs, pricing::Date live_on);

}  // namespace assize::api
