// What a decision does to the held lines of a case: in effect, as filed or modified, or refused.
// Runs in the decision's own transaction. Thread-safe.
#pragma once

#include <vector>

#include "audit/entry/canonical_json.h"
#include "registry/cases/case_steps.h"

namespace assize::registry {

struct LinesDecided {
  std::uint64_t in_effect = 0;
  std::uint64_t refused = 0;
  std::string details;                      // JSON: what became of each line
  audit::CanonicalValue::Object published;  // for the log entry: as of a filing's own
};

// What each line is to become; nothing is written. Faults at "lines" or "refused_lines" where a
// modification names no held line, asks for more than was filed, or does not add up.
struct HeldLine {
  std::uint64_t line_number = 0;
  std::string line;
  bool takes_effect = true;
  std::int64_t units_hundredths = 0;
  pricing::Pounds unit_price, annual_price, education, boarding, care, health;
  pricing::Date effective_from, effective_to;
};
Result<std::vector<HeldLine>> held_lines_after(Connection& connection, const Case& about,
                                               const StepCommand& command);

// Writes them to the school's fees, and says what is published.
LinesDecided put_in_effect(Transaction& transaction, const Case& about,
                           const std::vector<HeldLine>& lines);

}  // namespace assize::registry
