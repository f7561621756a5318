// The fees in force before a filing, from which its increases are told: of each line of its schools
// the price that held last before the school's new prices begin. Thread-safe.
#pragma once

#include <span>
#include <string>

#include "pricing/fee_file/fee_line.h"
#include "registry/database/database.h"

namespace assize::registry {

// A fee file, by URN and line; its header alone where there are none. For each (urn, line) of the
// schools of `lines`: of the lines in effect that begin before the school's earliest new
// effective_from and ended at most 366 days before it, the one that held on the latest day before
// it; of two that held on that day, the one filed last. Where there is none, the price in effect on
// the line's own new effective_from, which the new one would replace: so a first price that is
// filed again before it begins is held to the limit on increases too.
std::string fees_before(Connection& connection, std::span<const pricing::FeeLine> lines);

}  // namespace assize::registry
