// The one way in which the registry judges a fee file: filing, checking over HTTP and replay all
// call it, so that the same bytes and facts get the same verdict. Thread-safe.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "pricing/assessment/assess.h"
#include "registry/database/database.h"
#include "registry/filings/steps/facts_before.h"
#include "registry/filings/steps/schools_in_file.h"

namespace assize::registry {

// What a file is judged by beside the rule book, as bytes, so that it can be kept and read again.
struct FilingFacts {
  std::string previous;      // the fees in force before
  std::string register_csv;  // of the schools named
  std::string beyond_file;   // pricing::Facts in their canonical form
};

FilingFacts read_filing_facts(Connection& connection, std::span<const pricing::FeeLine> lines,
                              const SchoolsInFile& schools,
                              PlacementFacts placements = PlacementFacts::given);

// Faults only where the facts are not what `read_filing_facts` wrote. The verdict does not depend
// on `jobs`, the number of threads (0: as many as there are cores).
Result<pricing::Assessment> assess_filing(std::string_view fees, const pricing::RuleBook& book,
                                          const FilingFacts& facts, pricing::Date filed, int jobs);

std::string assessment_json(const pricing::Assessment& assessment);

// The version of every rule of this program, as it is stored beside an assessment: "FILE-01/1 …".
std::string rule_versions();

}  // namespace assize::registry
