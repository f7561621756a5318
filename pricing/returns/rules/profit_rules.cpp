// PRF-06 and PRF-07: what leaves for owners, and profit that leaves as costs.
#include "pricing/returns/rules/limit_rules.h"
#include "pricing/rules/words.h"

namespace assize::pricing {
namespace {

using R = ReturnColumn;

constexpr std::array to_owners{R::dividends, R::loans_upstream};
constexpr std::array disguises{Rule::prf_03, Rule::prf_04, Rule::prf_05};

// What is paid to connected parties over the limit of one rule.
struct Excess {
  const LimitRule& rule;
  const ParameterValue& parameter;
  Amount amount;
};

// The excesses of PRF-03 to PRF-05; says so and gives none if one of them cannot be worked out.
std::vector<Excess> excesses(const ParsedReturn& line, ReturnJudging& judging) {
  std::vector<Excess> out;
  for (const Rule rule : disguises) {
    const LimitRule& limit = limit_rule(rule);
    const auto* parameter = judging.in_force(Rule::prf_07, line, limit.parameter);
    if (parameter == nullptr) return {};
    if (rule == Rule::prf_03 && lacks_market_rent(line.values)) {
      judging.not_judge(Rule::prf_07, line,
                        "rent_connected is paid and market_rent is not given on ");
      return {};
    }
    const Amount paid = sum(line.values, limit.judged);
    const Amount most = limit.limit(line.values, *parameter->ratio);
    out.push_back({limit, *parameter, paid > most ? paid - most : Amount()});
  }
  return out;
}

std::string excess_words(const Excess& excess, const FinancialReturn& values) {
  const Amount paid = sum(values, excess.rule.judged);
  const Amount base = sum(values, excess.rule.base);
  const Amount limit = excess.rule.limit(values, *excess.parameter.ratio);
  std::string out = sentence("excess of ", entry(excess.rule.rule).id, ": ", paid.display());
  if (excess.amount == Amount()) {
    out += sentence(" is within ", limit.display(), ", so nil");
  } else {
    out += sentence(" − ", limit.display(), " = ", excess.amount.display());
  }
  return sentence(out, " (", limit_words(excess.rule, base, *excess.parameter.ratio, limit), ")");
}

}  // namespace

// PRF-06.
void judge_payments_to_owners(const ParsedReturn& line, ReturnJudging& judging) {
  constexpr Columns reads = columns_of(to_owners) | return_columns(R::surplus_before_tax, R::tax);
  if (!judging.can_read(Rule::prf_06, line, reads)) return;
  const FinancialReturn& values = line.values;
  const Amount out = sum(values, to_owners);
  const Amount left = values.surplus_before_tax - values.tax;
  if (out <= left) return;
  judging.report(Rule::prf_06, line, R::dividends, [&](Finding& finding) {
    finding.value = out.text();
    finding.limit = left.text();
    finding.message = sentence("dividends and loans upstream, ", out.display(),
                               ", are above the surplus after tax, ", left.display(), "; over by ",
                               (out - left).display());
    finding.show(sum_words(values, to_owners),
                 sentence("surplus_before_tax ", values.surplus_before_tax.display(), " − tax ",
                          values.tax.display(), " = ", left.display()),
                 sentence(out.display(), " > ", left.display()),
                 sentence("over by ", (out - left).display()));
  });
}

// PRF-07.
void judge_disguised_profit(const ParsedReturn& line, ReturnJudging& judging) {
  Columns reads = columns_of(income_figures) | return_columns(R::surplus_before_tax, R::year_to);
  for (const Rule rule : disguises) reads |= limit_rule(rule).reads();
  if (!judging.can_read(Rule::prf_07, line, reads)) return;
  const ParameterValue* cap = judging.in_force(Rule::prf_07, line, Parameter::margin_cap);
  if (cap == nullptr) return;
  const std::vector<Excess> added = excesses(line, judging);
  if (added.empty()) return;

  const FinancialReturn& values = line.values;
  const Amount income = sum(values, income_figures);
  const Amount most = income * *cap->ratio;
  const Amount reported = values.surplus_before_tax;
  Amount excess;
  for (const Excess& each : added) excess += each.amount;
  if (reported > most || reported + excess <= most) return;
  judging.report(Rule::prf_07, line, R::surplus_before_tax, [&](Finding& finding) {
    const Amount restored = reported + excess;
    finding.value = restored.text();
    finding.limit = most.text();
    finding.message =
        sentence("the surplus before tax as reported, ", reported.display(), ", is within ",
                 most.display(), ", which is ", cap->ratio->percent_text(), " of the income, ",
                 income.display(), "; with ", excess.display(),
                 " paid to connected parties over the limits of PRF-03 to PRF-05 added back it is ",
                 restored.display(), ", over by ", (restored - most).display());
    finding.show(
        sum_words(values, income_figures),
        parameter_words(Parameter::margin_cap, *cap, judging.book),
        sentence(income.display(), " × ", cap->ratio->percent_text(), " = ", most.display()),
        sentence("as reported: ", reported.display(), " ≤ ", most.display()));
    for (const Excess& each : added) {
      finding.working.push_back(parameter_words(each.rule.parameter, each.parameter, judging.book));
      finding.working.push_back(excess_words(each, values));
    }
    finding.working.push_back(sentence("added back: ", reported.display(), " + ", excess.display(),
                                       " = ", restored.display()));
    finding.working.push_back(sentence(restored.display(), " > ", most.display()));
    finding.working.push_back(sentence("over by ", (restored - most).display()));
  });
}

}  // namespace assize::pricing
