// PRF-09: each reason why a return cannot be relied on is a finding of its own.
#include "pricing/returns/rules/limit_rules.h"
#include "pricing/rules/words.h"

namespace assize::pricing {
namespace {

using R = ReturnColumn;

constexpr std::array interest{R::interest_connected, R::interest_other};

// "£9.00 is £1.00 more than £8.00".
std::string difference_words(Amount found, Amount expected) {
  return found > expected ? sentence((found - expected).display(), " more than ")
                          : sentence((expected - found).display(), " less than ");
}

void judge_day(const ParsedReturn& line, ReturnJudging& judging) {
  if (!judging.can_read(Rule::prf_09, line, return_columns(R::due, R::received))) return;
  const FinancialReturn& values = line.values;
  if (values.received <= values.due) return;
  const auto days = static_cast<std::uint64_t>(values.received - values.due);
  judging.report(Rule::prf_09, line, R::received, [&](Finding& finding) {
    finding.value = values.received.text();
    finding.limit = values.due.text();
    finding.message =
        sentence("the return came on ", values.received.display(), ", ", counted(days, "day"),
                 " after it was due, on ", values.due.display());
    finding.show(sentence("due as read: ", values.due.display()),
                 sentence("received as read: ", values.received.display()),
                 sentence(values.received.text(), " is after ", values.due.text()));
  });
}

void judge_operating_surplus(const ParsedReturn& line, ReturnJudging& judging) {
  constexpr Columns reads =
      columns_of(income_figures) | columns_of(operating_cost_figures) | only(R::operating_surplus);
  if (!judging.can_read(Rule::prf_09, line, reads)) return;
  const FinancialReturn& values = line.values;
  const Amount income = sum(values, income_figures);
  const Amount costs = sum(values, operating_cost_figures);
  const Amount expected = income - costs;
  const Amount found = values.operating_surplus;
  if (found == expected) return;
  judging.report(Rule::prf_09, line, R::operating_surplus, [&](Finding& finding) {
    finding.value = found.text();
    finding.limit = expected.text();
    finding.message =
        sentence("operating_surplus is ", found.display(), ", ", difference_words(found, expected),
                 expected.display(), ", the income less the eight operating costs");
    finding.show(sum_words(values, income_figures), sum_words(values, operating_cost_figures),
                 sentence(income.display(), " − ", costs.display(), " = ", expected.display()),
                 sentence(found.display(), " ≠ ", expected.display()));
  });
}

void judge_surplus_before_tax(const ParsedReturn& line, ReturnJudging& judging) {
  constexpr Columns reads =
      columns_of(interest) | return_columns(R::operating_surplus, R::surplus_before_tax);
  if (!judging.can_read(Rule::prf_09, line, reads)) return;
  const FinancialReturn& values = line.values;
  const Amount paid = sum(values, interest);
  const Amount expected = Amount(values.operating_surplus) - paid;
  const Amount found = values.surplus_before_tax;
  if (found == expected) return;
  judging.report(Rule::prf_09, line, R::surplus_before_tax, [&](Finding& finding) {
    finding.value = found.text();
    finding.limit = expected.text();
    finding.message =
        sentence("surplus_before_tax is ", found.display(), ", ", difference_words(found, expected),
                 expected.display(), ", the operating surplus less interest");
    finding.show(sum_words(values, interest),
                 sentence("operating_surplus ", values.operating_surplus.display(), " − ",
                          paid.display(), " = ", expected.display()),
                 sentence(found.display(), " ≠ ", expected.display()));
  });
}

void judge_market_rent(const ParsedReturn& line, ReturnJudging& judging) {
  constexpr Columns reads = return_columns(R::rent_connected, R::market_rent);
  if (!judging.can_read(Rule::prf_09, line, reads)) return;
  if (!lacks_market_rent(line.values)) return;
  judging.report(Rule::prf_09, line, R::market_rent, [&](Finding& finding) {
    finding.message =
        sentence("market_rent is not given, and rent of ", line.values.rent_connected.display(),
                 " is paid to connected parties; give the open-market rent of what "
                 "it pays for, with its evidence");
    finding.show(sum_words(line.values, limit_rule(Rule::prf_03).judged),
                 "market_rent as read: nothing");
  });
}

void judge_accounts(const ParsedReturn& line, ReturnJudging& judging) {
  constexpr Columns reads = return_columns(R::operating_surplus, R::accounts_operating_surplus);
  if (!judging.can_read(Rule::prf_09, line, reads)) return;
  const FinancialReturn& values = line.values;
  if (!values.accounts_operating_surplus) {
    judging.not_judge(Rule::prf_09, line,
                      "accounts_operating_surplus is not given, and so not compared, on ");
    return;
  }
  const Amount found = values.operating_surplus;
  const Amount filed = *values.accounts_operating_surplus;
  if (found == filed) return;
  judging.report(Rule::prf_09, line, R::accounts_operating_surplus, [&](Finding& finding) {
    finding.value = found.text();
    finding.limit = filed.text();
    finding.message =
        sentence("operating_surplus is ", found.display(), ", ", difference_words(found, filed),
                 filed.display(), ", that of the filed accounts");
    finding.show(sentence("operating_surplus as read: ", found.display()),
                 sentence("accounts_operating_surplus as read: ", filed.display()),
                 sentence(found.display(), " ≠ ", filed.display()));
  });
}

}  // namespace

void judge_evidence(const ParsedReturn& line, ReturnJudging& judging) {
  judge_day(line, judging);
  judge_operating_surplus(line, judging);
  judge_surplus_before_tax(line, judging);
  judge_market_rent(line, judging);
  judge_accounts(line, judging);
}

}  // namespace assize::pricing
