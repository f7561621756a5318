// FV-08 of returns: a provider gives one return for each day.
#include <algorithm>
#include <map>

#include "pricing/returns/rules/overlapping_years.h"
#include "pricing/returns/rules/return_rules.h"
#include "pricing/rules/words.h"

namespace assize::pricing {
namespace {

using R = ReturnColumn;

std::string year_words(const FinancialReturn& values) {
  return sentence("line ", values.line, ": ", values.year_from.display(), " to ",
                  values.year_to.display());
}

}  // namespace

std::vector<bool> judge_repeated_years(std::span<const ParsedReturn> lines,
                                       ReturnJudging& judging) {
  std::map<std::string_view, std::vector<std::size_t>> providers;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    const ParsedReturn& line = lines[at];
    if (line.has(only(R::provider)) && line.has_year()) {
      providers[line.values.provider].push_back(at);
    }
  }
  std::vector<bool> overlaps(lines.size());
  for (auto& [provider, own] : providers) {
    for (const std::span<const std::size_t> together : overlapping_years(lines, own)) {
      if (together.size() == 1) continue;
      const ParsedReturn& first = lines[*std::min_element(together.begin(), together.end())];
      for (const std::size_t at : together) {
        overlaps[at] = true;
        const ParsedReturn& line = lines[at];
        if (&line == &first) continue;
        judging.report(Rule::fv_08, line, R::year_from, [&](Finding& finding) {
          finding.value = line.values.year_from.text();
          finding.message = sentence("the provider's years overlap, from the return on line ",
                                     first.values.line, " on; give one return for each year");
          finding.show(year_words(first.values), year_words(line.values));
        });
      }
    }
  }
  return overlaps;
}

}  // namespace assize::pricing
