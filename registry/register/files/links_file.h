// GIAS links: which school came before or after which. Pure; thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "registry/register/files/source_table.h"

namespace assize::registry {

struct SchoolLink {
  std::uint32_t urn = 0;
  std::uint32_t link_urn = 0;
  std::string link_type;
  std::string link_name;
  std::optional<std::string> established_on;  // yyyy-mm-dd

  std::string identity() const;  // both URNs and the type
  bool operator==(const SchoolLink&) const = default;
};

struct LinksFile {
  SourceReading reading;
  std::vector<SchoolLink> links;  // in the file's order, each once
};

// A row is refused for a URN or day not of its form, or no type. A link that is there twice is
// taken once, with a note.
Result<LinksFile> read_links(std::string_view bytes, const ImportProgress& on_progress = {});

}  // namespace assize::registry
