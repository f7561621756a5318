// Where postcodes lie: Ordnance Survey's Code-Point Open, which has no header, or a directory of
// the Office for National Statistics, which has one. Pure; thread-safe.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "registry/geography/grid.h"
#include "registry/register/files/source_table.h"

namespace assize::registry {

struct PostcodesFile {
  SourceReading reading;
  // Packed as registry/geography/postcodes.h does, by code, each once: the last of the file.
  std::vector<std::pair<std::uint64_t, GridPoint>> postcodes;
};

// A row is refused for a postcode or position not of its form. Postcodes without a position, and
// those of Northern Ireland, which has a grid of its own, are passed over, with a note.
Result<PostcodesFile> read_postcodes_file(std::string_view bytes,
                                          const ImportProgress& on_progress = {});

}  // namespace assize::registry
