// From what the rules say to what happens: each line in effect, held or refused. Pure; thread-safe.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "pricing/assessment/assess.h"
#include "pricing/fee_file/fee_line.h"
#include "registry/filings/filing.h"

namespace assize::registry {

struct Decision {
  FilingStatus status = FilingStatus::refused;
  std::vector<FilingStatus> lines;  // of the typed lines, in their order
  std::uint64_t in_effect = 0;
  std::uint64_t held = 0;
  std::uint64_t refused = 0;  // with the rows that could not be read as lines
};

// All or nothing: any error refuses the whole filing; else any hold holds it whole. Good lines: a
// row with an error is refused, one with a hold is held, the others are in effect; an error of the
// file as a whole refuses all. Refused if nothing is accepted, else held if anything is held.
Decision decide(const pricing::Assessment& assessment, std::span<const pricing::FeeLine> lines,
                FilingChoice choice);

}  // namespace assize::registry
