// The DfE's list of section 41 approvals: events, each granted or revoked on a day. Pure;
// thread-safe.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "registry/register/files/source_table.h"

namespace assize::registry {

struct Section41Event {
  bool granted = false;  // else revoked
  std::string on;        // yyyy-mm-dd
  std::optional<std::uint32_t> urn;
  std::string name;
  std::optional<std::string> la_code;
  std::optional<std::string> establishment_number;
  std::optional<std::string> establishment_type;

  // What makes it this event and no other: the school (by name and number where it has no URN),
  // which event, and the day. What else the list says of it may be corrected.
  std::string identity() const;
  bool operator==(const Section41Event&) const = default;
};

struct Section41File {
  SourceReading reading;
  std::vector<Section41Event> events;  // in the file's order, each once
};

// A row may grant, revoke, or both. Rows without a URN are kept by name. A row is refused for a
// URN, council or day not of its form, no name, or neither day. An event that is there twice is
// taken once, with a note.
Result<Section41File> read_section41(std::string_view bytes,
                                     const ImportProgress& on_progress = {});

}  // namespace assize::registry
