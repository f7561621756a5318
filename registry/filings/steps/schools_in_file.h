// Which schools a fee file names, on any row, well formed or not: whose file it is. Pure;
// thread-safe.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string_view>
#include <vector>

#include "pricing/exact/codes.h"
#include "pricing/exact/date.h"
#include "pricing/fee_file/fee_line.h"

namespace assize::registry {

// For each school the days on which whoever files must run it: each row's effective_from, or the
// day of filing where that is later or where the row's cannot be read.
using SchoolsInFile = std::map<pricing::Urn, std::set<pricing::Date>>;

// Reads every row and, besides, the lines as typed, so that nothing that could be put in effect is
// missed however the file is laid out.
SchoolsInFile schools_in_file(std::string_view fees, std::span<const pricing::FeeLine> lines,
                              pricing::Date filed);

std::vector<std::uint32_t> urns_of(const SchoolsInFile& schools);  // ascending

}  // namespace assize::registry
