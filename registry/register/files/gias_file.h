// The Get Information About Schools extract: every establishment of it, as the register keeps them.
// Pure; thread-safe.
#pragma once

#include <bitset>
#include <string>
#include <string_view>
#include <vector>

#include "registry/register/files/school_record.h"
#include "registry/register/files/source_table.h"

namespace assize::registry {

struct GiasFile {
  SourceReading reading;
  std::vector<SchoolRecord> schools;  // in the file's order, each URN once
  // The columns of a school that this extract does not tell, for want of its own columns.
  std::bitset<school_columns.size()> untold;
};

// Every establishment is kept, whatever its type, so that the register can say "not a regulated
// type" of a URN rather than "unknown", and has the state's special schools as alternatives. A row
// is refused for a URN, name, type, status, council, opening or closing day that is missing or not
// of its form, and for a URN that an earlier row has. Any other value that is not of its form is
// left empty, with a note.
Result<GiasFile> read_gias(std::string_view bytes, const ImportProgress& on_progress = {});

// The census codes, in the census order with ";" between, of names such as "SpLD - Specific
// Learning Difficulty". What names no need ("Not Applicable") is passed over; a name that is not
// known is appended to `unknown`.
std::string needs_of_names(const std::vector<std::string>& names,
                           std::vector<std::string>& unknown);

}  // namespace assize::registry
