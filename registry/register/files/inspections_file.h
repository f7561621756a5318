// Our own file of inspections: which school was inspected by whom, on which day, with which
// outcome. Pure; thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "registry/register/files/source_table.h"

namespace assize::registry {

struct Inspection {
  std::uint64_t line = 0;
  std::uint32_t urn = 0;
  std::string body;     // "Ofsted"
  std::string on;       // yyyy-mm-dd
  std::string outcome;  // as parse_outcome gives it
  std::optional<std::string> report_url;
  std::string identity() const;
};

struct InspectionsFile {
  SourceReading reading;
  std::vector<Inspection> inspections;             // in the file's order, each once
  std::map<std::uint64_t, std::string> row_texts;  // by line, for those that the register refuses
};

// Columns: urn, body, date, outcome, report_url. A row is refused for a URN, body, day, outcome or
// address not of its form, and if an earlier row says otherwise of the same inspection.
Result<InspectionsFile> read_inspections(std::string_view bytes,
                                         const ImportProgress& on_progress = {});

// The three forms of an outcome. Graded: outstanding, good, requires_improvement or inadequate.
// Standards: met or not_met. Report card: a grade for each area, "area: grade; area: grade"; kept
// as "inclusion=strong_standard;safeguarding=met", the areas in the order of the report card.
Result<std::string> parse_outcome(std::string_view text);

struct Outcome {
  std::string_view form;   // graded, standards or report_card
  std::string_view grade;  // of the first two forms; empty for a report card
  std::vector<std::pair<std::string_view, std::string_view>> areas;  // with the grade of each
};
// Of a kept outcome, whose text it points into.
Outcome read_outcome(std::string_view kept);
// Whether an outcome as GIAS gives it ("Requires improvement") has one of the forms; none if not.
std::optional<std::string> outcome_of_source(std::string_view text);

}  // namespace assize::registry
