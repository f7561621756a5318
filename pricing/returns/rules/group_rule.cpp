// PRF-01 for groups: the rows of a group's providers for one year, added up, with what they pay to
// connected parties added back to the operating surplus.
#include <algorithm>
#include <map>

#include "pricing/returns/figures.h"
#include "pricing/returns/rules/overlapping_years.h"
#include "pricing/returns/rules/return_rules.h"
#include "pricing/rules/words.h"

namespace assize::pricing {
namespace {

using R = ReturnColumn;
using Lines = std::span<const ParsedReturn>;
using Places = std::span<const std::size_t>;  // of lines, in the file's order

constexpr std::size_t named_limit = 20;  // in a message; the working names every provider

constexpr Columns reads =
    columns_of(income_figures) | columns_of(connected_figures) |
    return_columns(R::group, R::provider, R::year_from, R::year_to, R::operating_surplus);

std::string providers_words(Lines lines, Places places) {
  std::string out;
  const std::size_t named = std::min(places.size(), named_limit);
  for (std::size_t i = 0; i < named; ++i) {
    const bool last = i + 1 == places.size();
    out += sentence(i == 0 ? "" : last ? " and " : ", ", lines[places[i]].values.provider);
  }
  if (places.size() > named) out += sentence(" and ", places.size() - named, " more");
  return out;
}

std::string provider_words(const FinancialReturn& values) {
  return sentence("line ", values.line, ", ", values.provider, ": income ",
                  sum(values, income_figures).display(), ", operating surplus ",
                  values.operating_surplus.display(), ", paid to connected parties ",
                  sum_words(values, connected_figures));
}

void judge_year(Lines lines, Places places, ReturnJudging& judging) {
  const ParsedReturn& last = lines[places.back()];
  const ParameterValue* review =
      judging.book.parameter(Parameter::margin_review, last.values.year_to);
  if (review == nullptr) {
    judging.not_judge(Rule::prf_01, last,
                      "the group was not tested: margin_review is not in force on year_to of ");
    return;
  }
  Amount income;
  Amount surplus;
  Amount connected;
  for (const std::size_t at : places) {
    const FinancialReturn& values = lines[at].values;
    income += sum(values, income_figures);
    surplus += values.operating_surplus;
    connected += sum(values, connected_figures);
  }
  const Amount own = surplus + connected;
  const Amount limit = income * *review->ratio;
  if (own <= limit) return;
  judging.report(Rule::prf_01, last, R::group, [&](Finding& finding) {
    finding.value = own.text();
    finding.limit = limit.text();
    finding.message = sentence(
        "the operating surplus of group ", last.values.group, " (", providers_words(lines, places),
        ") in the year to ", last.values.year_to.display(), ", ", own.display(), " with ",
        connected.display(), " paid to connected parties added back, is above ", limit.display(),
        ", which is ", review->ratio->percent_text(), " of the income, ", income.display(),
        "; over by ", (own - limit).display());
    for (const std::size_t at : places) {
      finding.working.push_back(provider_words(lines[at].values));
    }
    for (std::string step :
         {sentence("income together: ", income.display()),
          sentence("operating surplus together: ", surplus.display()),
          sentence("added back: ", surplus.display(), " + ", connected.display(), " = ",
                   own.display()),
          parameter_words(Parameter::margin_review, *review, judging.book),
          sentence(income.display(), " × ", review->ratio->percent_text(), " = ", limit.display()),
          sentence(own.display(), " > ", limit.display()),
          sentence("over by ", (own - limit).display())}) {
      finding.working.push_back(std::move(step));
    }
  });
}

bool have_same_year(const ParsedReturn& one, const ParsedReturn& other) {
  return one.values.year_from == other.values.year_from &&
         one.values.year_to == other.values.year_to;
}

// Judges years that overlap, directly or through others: added up only if they are one year.
void judge_together(Lines lines, std::span<std::size_t> together, const std::vector<bool>& overlaps,
                    ReturnJudging& judging) {
  std::sort(together.begin(), together.end());
  const ParsedReturn& first = lines[together.front()];
  const auto refuse = [&](const std::string& because) {
    for (const std::size_t at : together) {
      judging.not_judge(Rule::prf_01, lines[at], "the group was not tested: " + because);
    }
  };
  const auto any = [&](auto&& is_so) {
    return std::any_of(together.begin(), together.end(), is_so);
  };
  if (any([&](std::size_t at) { return !have_same_year(first, lines[at]); })) {
    refuse("its providers have years that overlap and are not the same, on ");
  } else if (any([&](std::size_t at) { return overlaps[at]; })) {
    refuse("one of its providers has two returns for the year, on ");
  } else if (any([&](std::size_t at) { return !lines[at].has(reads); })) {
    refuse("a field that it reads is not of its form on one of ");
  } else {
    judge_year(lines, together, judging);
  }
}

}  // namespace

void judge_groups(Lines lines, const std::vector<bool>& overlaps, ReturnJudging& judging) {
  if ((reads & judging.columns_unreadable) != 0) return;
  std::map<std::string_view, std::vector<std::size_t>> groups;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    const ParsedReturn& line = lines[at];
    if (!line.has(only(R::group))) {
      judging.not_judge(Rule::prf_01, line,
                        "the group was not tested: which it is cannot be read on ");
    } else if (!line.values.group.empty()) {
      groups[line.values.group].push_back(at);
    }
  }
  for (auto& [group, own] : groups) {
    if (!std::all_of(own.begin(), own.end(), [&](auto at) { return lines[at].has_year(); })) {
      for (const std::size_t at : own) {
        judging.not_judge(Rule::prf_01, lines[at],
                          "the group was not tested: the year cannot be read on one of ");
      }
      continue;
    }
    for (const std::span<std::size_t> together : overlapping_years(lines, own)) {
      judge_together(lines, together, overlaps, judging);
    }
  }
}

}  // namespace assize::pricing
