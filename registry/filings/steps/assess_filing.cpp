#include "registry/filings/steps/assess_filing.h"

#include "registry/filings/steps/fees_before.h"
#include "registry/register/imports.h"

namespace assize::registry {
FilingFacts read_filing_facts(Connection& connection, std::span<const pricing::FeeLine> lines,
                              const SchoolsInFile& schools, PlacementFacts placements) {
  return {fees_before(connection, lines), export_register(connection, urns_of(schools)),
          pricing::write_facts(facts_before(connection, lines, placements))};
}

Result<pricing::Assessment> assess_filing(std::string_view fees, const pricing::RuleBook& book,
                                          const FilingFacts& facts, pricing::Date filed, int jobs) {
  const auto register_view = pricing::read_register(facts.register_csv);
  if (!register_view) return register_view.faults();
  const auto beyond_file = pricing::read_facts(facts.beyond_file);
  if (!beyond_file) return beyond_file.faults();
  pricing::AssessInput input;
  input.fees = pricing::read_from_memory(fees);
  input.book = &book;
  input.previous = pricing::read_from_memory(facts.previous);
  input.register_view = &register_view.value();
  input.facts = &beyond_file.value();
  input.filed = filed;
  input.jobs = jobs;
  return pricing::assess(input);
}

std::string assessment_json(const pricing::Assessment& assessment) {
  std::string json;
  pricing::write_json(assessment, [&json](std::string_view piece) { json += piece; });
  return json;
}

std::string rule_versions() {
  std::string versions;
  for (const pricing::RuleEntry& rule : pricing::rule_table()) {
    if (!versions.empty()) versions += ' ';
    versions.append(rule.id).append("/").append(std::to_string(rule.version));
  }
  return versions;
}

}  // namespace assize::registry
