// What changed in the register about a school, when it became known, and by which import or
// correction. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "registry/database/database.h"
#include "registry/register/corrections/corrections.h"

namespace assize::registry {

struct HistoryChange {
  ChangedValue value;
  std::optional<std::string> holds_from;  // yyyy-mm-dd; none if it holds as long as is known
};

struct HistoryEvent {
  enum class What {
    added,
    changed,
    corrected,
    approval,
    provider,
    inspection,
    registration,
    control
  };
  What what = What::changed;
  std::string known_at;  // 2026-03-31T09:15:02.123456Z
  std::string summary;   // of the last five: "section 41 granted 2014-09-01"
  std::vector<HistoryChange> changes;
  // The import that did it; empty for a correction, and for what was written before imports were
  // told apart.
  std::string import_kind, file_sha256;
  std::optional<Correction> correction;
};
std::string_view code(HistoryEvent::What what);

// In the order in which they became known; empty if the school was never on the register.
std::vector<HistoryEvent> school_history(Connection& connection, std::uint32_t urn);

}  // namespace assize::registry
