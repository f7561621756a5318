#include "pricing/returns/rules/return_rules.h"

#include <bit>

#include "pricing/returns/rules/limit_rules.h"
#include "pricing/rules/words.h"
#include "pricing/text/encoding.h"

namespace assize::pricing {
namespace {

using R = ReturnColumn;

// FV-02.
void judge_forms(const ParsedReturn& line, ReturnJudging& judging) {
  for (Columns left = line.bad; left != 0; left &= left - 1) {
    const auto column = static_cast<R>(std::countr_zero(left));
    const std::string& text = line.bad_texts[static_cast<std::size_t>(column)];
    judging.report(Rule::fv_02, line, column, [&](Finding& finding) {
      finding.value = excerpt(text, 100);
      finding.message = sentence(name(column), ": ", explain_return_field(column, text));
      finding.show(sentence(name(column), " as read: ", text.empty() ? "nothing" : finding.value),
                   sentence("its form: ", form_of(column)),
                   "the field takes no part in the other rules of its line");
    });
  }
}

// FV-11.
void judge_year(const ParsedReturn& line, ReturnJudging& judging) {
  const FinancialReturn& values = line.values;
  if (!line.has(return_columns(R::year_from, R::year_to)) || line.has_year()) return;
  judging.report(Rule::fv_11, line, R::year_to, [&](Finding& finding) {
    finding.value = values.year_to.text();
    finding.limit = values.year_from.text();
    finding.message = sentence("year_to, ", values.year_to.display(), ", is before year_from, ",
                               values.year_from.display());
    finding.show(sentence("year_from as read: ", values.year_from.display()),
                 sentence("year_to as read: ", values.year_to.display()),
                 sentence(values.year_to.text(), " is before ", values.year_from.text()));
  });
}

}  // namespace

bool ReturnJudging::can_read(Rule rule, const ParsedReturn& line, Columns columns) {
  if ((columns & columns_unreadable) != 0) return false;
  if (line.has(columns)) return true;
  not_judge(rule, line, "a field that it reads is not of its form on ");
  return false;
}

const ParameterValue* ReturnJudging::in_force(Rule rule, const ParsedReturn& line,
                                              Parameter parameter) {
  const ParameterValue* value = book.parameter(parameter, line.values.year_to);
  if (value == nullptr)
    not_judge(rule, line, sentence(code(parameter), " is not in force on year_to of "));
  return value;
}

void judge_return(const ParsedReturn& line, ReturnJudging& judging) {
  judge_forms(line, judging);
  judge_year(line, judging);
  for (const LimitRule& rule : limit_rules()) judge_limit(rule, line, judging);
  judge_payments_to_owners(line, judging);
  judge_disguised_profit(line, judging);
  judge_evidence(line, judging);
}

}  // namespace assize::pricing
