#include "pricing/returns/rules/limit_rules.h"

#include <stdexcept>

#include "pricing/rules/words.h"

namespace assize::pricing {
namespace {

using R = ReturnColumn;

constexpr std::array operating_surplus{R::operating_surplus};
constexpr std::array rent{R::rent_connected};
constexpr std::array market_rent{R::market_rent};
constexpr std::array charges{R::management_charges_connected, R::royalties_connected};
constexpr std::array interest_to_connected{R::interest_connected};
constexpr std::array loans_from_connected{R::loans_connected};
constexpr std::array capital{R::capital_employed};
constexpr std::array loans{R::loans_connected, R::loans_other};
constexpr std::array before_depreciation{R::operating_surplus, R::depreciation};
constexpr std::array interest{R::interest_connected, R::interest_other};

constexpr LimitRule table[] = {
    {Rule::prf_01, Parameter::margin_review, operating_surplus, income_figures, false, false,
     "the operating surplus", "is", "the income"},
    {Rule::prf_03, Parameter::connected_rent_limit, rent, market_rent, true, false,
     "rent to connected parties", "is", "the market rent"},
    {Rule::prf_04, Parameter::management_charge_limit, charges, income_figures, false, false,
     "management charges and royalties to connected parties", "are", "the income"},
    {Rule::prf_05, Parameter::loan_rate_limit, interest_to_connected, loans_from_connected, false,
     false, "interest to connected lenders", "is", "their loans"},
    {Rule::prf_08, Parameter::allowed_return, operating_surplus, capital, false, false,
     "the operating surplus", "is", "the capital employed"},
    {Rule::mkt_03, Parameter::leverage_limit, loans, before_depreciation, false, false, "loans",
     "are", "the operating surplus before depreciation"},
    {Rule::mkt_04, Parameter::interest_cover_limit, operating_surplus, interest, false, true,
     "the operating surplus", "is", "the interest"},
};

bool is_multiple(Parameter parameter) {
  return parameter == Parameter::leverage_limit || parameter == Parameter::interest_cover_limit;
}

std::string ratio_words(const LimitRule& rule, const Ratio& ratio) {
  return is_multiple(rule.parameter) ? ratio.factor_text() : ratio.percent_text();
}

}  // namespace

Columns LimitRule::reads() const {
  Columns out = only(R::year_to);
  for (const R column : judged) out |= only(column);
  for (const R column : base) out |= only(column);
  return out;
}

Amount LimitRule::limit(const FinancialReturn& values, const Ratio& ratio) const {
  const Amount whole = sum(values, base);
  return on_top ? whole + whole * ratio : whole * ratio;
}

std::span<const LimitRule> limit_rules() { return table; }

const LimitRule& limit_rule(Rule rule) {
  for (const LimitRule& each : table) {
    if (each.rule == rule) return each;
  }
  throw std::logic_error("not a rule of a limit: " + std::string(entry(rule).id));
}

std::string share_words(const LimitRule& rule, const Ratio& ratio) {
  if (is_multiple(rule.parameter)) return ratio.factor_text() + " times";
  return ratio.percent_text() + (rule.on_top ? " more than" : " of");
}

std::string limit_words(const LimitRule& rule, Amount base, const Ratio& ratio, Amount limit) {
  const std::string product =
      sentence(base.display(), " × ", ratio_words(rule, ratio), " = ", (base * ratio).display());
  if (!rule.on_top) return product;
  return sentence(product, "; ", base.display(), " + ", (base * ratio).display(), " = ",
                  limit.display());
}

bool lacks_market_rent(const FinancialReturn& values) {
  return !values.market_rent && !values.rent_connected.is_zero();
}

void judge_limit(const LimitRule& rule, const ParsedReturn& line, ReturnJudging& judging) {
  if (!judging.can_read(rule.rule, line, rule.reads())) return;
  const ParameterValue* parameter = judging.in_force(rule.rule, line, rule.parameter);
  if (parameter == nullptr) return;
  const FinancialReturn& values = line.values;
  if (rule.rule == Rule::prf_03 && lacks_market_rent(values)) {
    judging.not_judge(rule.rule, line, "rent_connected is paid and market_rent is not given on ");
    return;
  }
  const Amount judged = sum(values, rule.judged);
  const Amount base = sum(values, rule.base);
  const Amount limit = rule.limit(values, *parameter->ratio);
  if (rule.least ? judged >= limit : judged <= limit) return;
  const Amount by = rule.least ? limit - judged : judged - limit;
  judging.report(rule.rule, line, rule.judged.front(), [&](Finding& finding) {
    finding.value = judged.text();
    finding.limit = limit.text();
    finding.message =
        sentence(rule.judged_words, ", ", judged.display(), ", ", rule.verb,
                 rule.least ? " below " : " above ", limit.display(), ", which is ",
                 share_words(rule, *parameter->ratio), " ", rule.base_words, ", ", base.display(),
                 rule.least ? "; short by " : "; over by ", by.display());
    finding.show(sum_words(values, rule.judged), sum_words(values, rule.base),
                 parameter_words(rule.parameter, *parameter, judging.book),
                 limit_words(rule, base, *parameter->ratio, limit),
                 sentence(judged.display(), rule.least ? " < " : " > ", limit.display()),
                 sentence(rule.least ? "short by " : "over by ", by.display()));
  });
}

}  // namespace assize::pricing
