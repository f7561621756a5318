// Which rules could not judge the file, or some of its lines, and why: a rule never passes in
// silence.
#pragma once

#include <string>
#include <vector>

#include "pricing/assessment/assess.h"
#include "pricing/rules/finding.h"

namespace assize::pricing {

struct GivenFacts {
  FactKinds kinds = FactKind::none;         // last year's file too where it could not be read
  std::string previous_unreadable_because;  // empty if last year's file was read
  Columns columns_missing = 0;              // without a place in the header
  bool file_unreadable = false;
};

// In the order of the rule table.
std::vector<NotAssessed> list_not_assessed(const GivenFacts& given, const Findings& findings);

}  // namespace assize::pricing
