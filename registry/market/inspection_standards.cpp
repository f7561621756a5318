#include "registry/market/inspection_standards.h"

#include <string>

#include "registry/register/files/inspections_file.h"

namespace assize::registry {
namespace {

using pricing::Standards;

std::optional<Standards> found_by_grade(std::string_view grade) {
  for (const std::string_view unmet : {"inadequate", "not_met"}) {
    if (grade == unmet) return Standards::unmet;
  }
  for (const std::string_view met : {"outstanding", "good", "met"}) {
    if (grade == met) return Standards::met;
  }
  return std::nullopt;
}

std::optional<Standards> found_by_card(const Outcome& card) {
  std::optional<Standards> found;
  for (const auto& [area, grade] : card.areas) {
    if (grade == "not_met" || grade == "urgent_improvement") return Standards::unmet;
    if (area == "independent_school_standards" && grade == "met") found = Standards::met;
  }
  return found;
}

}  // namespace

std::optional<Standards> standards_found(std::string_view outcome) {
  // The two grades below "Inadequate" that GIAS has and a file of inspections has not.
  if (outcome == "Serious Weaknesses" || outcome == "Special Measures") return Standards::unmet;
  const std::string kept = outcome_of_source(outcome).value_or(std::string(outcome));
  const Outcome read = read_outcome(kept);
  return read.form == "report_card" ? found_by_card(read) : found_by_grade(read.grade);
}

}  // namespace assize::registry
