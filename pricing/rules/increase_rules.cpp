#include "pricing/rules/increase_rules.h"

#include "pricing/exact/rounding_points.h"
#include "pricing/rules/school_rules.h"
#include "pricing/rules/words.h"

namespace assize::pricing {

std::string rise_words(const Comparison& prices) {
  return sentence(name(prices.column), " rises from ", prices.before.display(), " to ",
                  prices.now.display(), ", by ", (prices.now - prices.before).display());
}

std::string prices_words(const Comparison& prices) {
  return sentence(name(prices.column), " before: ", prices.before.display(),
                  "; now: ", prices.now.display());
}

std::string line_before_words(const Offer& before, MatchedBy matched) {
  return sentence("the line before: line ", before.line, " of last year's file (\"", before.name,
                  "\"), found by its ",
                  matched == MatchedBy::name ? "name" : "item, provision, need and ages");
}

void IncreaseRules::judge(const School& school, Findings& findings) {
  for (std::size_t i = 0; i < school.now.size(); ++i) {
    if (school.line_before[i] == none_before) continue;
    judge_line(school.now[i], school.before[school.line_before[i]], school.matched_by[i], findings);
  }
  judge_baskets(school, findings);
  judge_relabelling(school, findings);
}

void IncreaseRules::judge_line(const Offer& now, const Offer& before, MatchedBy matched,
                               Findings& findings) {
  const Comparison prices = compare(now, before);
  if (prices.rises()) {
    if (is_exempt(now)) {
      report_exemption(now, prices, findings);
    } else {
      judge_notice(now, prices, findings);
      judge_limit(now, before, matched, prices, findings);
    }
    judge_filing_day(now, prices, findings);
  }
  judge_shorter_year(now, before, findings);
}

// UNI-02.
void IncreaseRules::judge_notice(const Offer& now, const Comparison& prices, Findings& findings) {
  if (!now.has(columns(Column::notice_given, Column::effective_from))) return;
  const ParameterValue* needed = calendar_.on(now.effective_from).notice_days;
  if (needed == nullptr) return;
  const std::int32_t given = now.effective_from - now.notice_given;
  if (now.has_notice && given >= *needed->days) return;
  report_offer(findings, Rule::uni_02, now, "notice_given", [&](Finding& finding) {
    const Date latest = now.effective_from.plus_days(-*needed->days);
    finding.value = now.has_notice ? now.notice_given.text() : "";
    finding.limit = latest.text();
    finding.message = sentence(
        rise_words(prices), ", and ",
        now.has_notice ? sentence("notice was given on ", now.notice_given.display(), ", ", given,
                                  given == 1 ? " day" : " days", " before it takes effect")
                       : std::string("no notice_given is written"),
        "; it is due ", counted(static_cast<std::uint64_t>(*needed->days), "day"), " before, by ",
        latest.display());
    finding.show(
        prices_words(prices), sentence("effective_from as read: ", now.effective_from.display()),
        sentence("notice_given as read: ",
                 now.has_notice ? now.notice_given.display() : std::string("nothing")),
        parameter_words(Parameter::notice_days, *needed, book_),
        now.has_notice ? sentence(now.effective_from.text(), " − ", now.notice_given.text(), " = ",
                                  given, " days < ", *needed->days, " days")
                       : sentence("no notice < ", *needed->days, " days"));
  });
}

// UNI-04.
void IncreaseRules::judge_limit(const Offer& now, const Offer& before, MatchedBy matched,
                                const Comparison& prices, Findings& findings) {
  if (!now.has(Column::effective_from)) return;
  const IncreaseLimit& limit = calendar_.on(now.effective_from).limit;
  if (!limit.in_force()) return;
  const Pounds rise = prices.now - prices.before;
  if (rise <= prices.before * limit.ratio) return;
  report_offer(findings, Rule::uni_04, now, name(prices.column), [&](Finding& finding) {
    const Unrounded allowed = prices.before * limit.ratio;
    const Pounds shown = allowed.at(increase_limit_shown);
    finding.value = prices.now.text();
    finding.limit = (prices.before + shown).text();
    finding.message =
        sentence(rise_words(prices), "; the limit is ", limit.ratio.percent_text(), ", which is ",
                 shown.display(), ", so it is ", over_words(rise, shown), " over");
    finding.show(
        line_before_words(before, matched), prices_words(prices), limit_words(limit, book_),
        sentence(prices.now.display(), " − ", prices.before.display(), " = ", rise.display()),
        product_words(prices.before, limit.ratio, increase_limit_shown),
        sentence(rise.display(), " > ", exact_words(allowed)),
        sentence("over by ", over_words(rise, shown)));
  });
}

// UNI-07.
void IncreaseRules::judge_filing_day(const Offer& now, const Comparison& prices,
                                     Findings& findings) const {
  if (!now.has(Column::effective_from) || now.effective_from >= filed_) return;
  report_offer(findings, Rule::uni_07, now, "effective_from", [&](Finding& finding) {
    finding.value = now.effective_from.text();
    finding.limit = filed_.text();
    finding.message =
        sentence(rise_words(prices), ", with effect from ", now.effective_from.display(),
                 ", before the day of filing, ", filed_.display());
    finding.show(prices_words(prices),
                 sentence("effective_from as read: ", now.effective_from.display()),
                 sentence("day of filing: ", filed_.display()),
                 sentence(now.effective_from.text(), " is before ", filed_.text()));
  });
}

// UNI-10.
void IncreaseRules::report_exemption(const Offer& now, const Comparison& prices,
                                     Findings& findings) const {
  report_offer(findings, Rule::uni_10, now, "new_provision", [&](Finding& finding) {
    finding.value = now.new_provision;
    finding.message = sentence(rise_words(prices),
                               "; new_provision names the evidence of new provision in amended "
                               "plans, so UNI-02, UNI-03 and UNI-04 do not judge it");
    finding.show(prices_words(prices), sentence("new_provision as read: ", now.new_provision));
  });
}

// UNI-12.
void IncreaseRules::judge_shorter_year(const Offer& now, const Offer& before,
                                       Findings& findings) const {
  constexpr Columns needed = columns(Column::unit, Column::units_per_year, Column::annual_price);
  if (!now.has(needed) || !before.has(needed) || now.unit != before.unit) return;
  if (now.units_hundredths >= before.units_hundredths) return;
  const auto order = compare_products(now.annual_price.ten_thousandths(), before.units_hundredths,
                                      before.annual_price.ten_thousandths(), now.units_hundredths);
  if (order <= 0) return;
  report_offer(findings, Rule::uni_12, now, "units_per_year", [&](Finding& finding) {
    const std::string units_now = hundredths_text(now.units_hundredths);
    const std::string units_before = hundredths_text(before.units_hundredths);
    const Unrounded in_proportion =
        before.annual_price * Ratio::of(now.units_hundredths, before.units_hundredths);
    finding.value = units_now;
    finding.limit = units_before;
    finding.message =
        sentence("the year is shorter: units_per_year falls from ", units_before, " to ", units_now,
                 ", but annual_price goes from ", before.annual_price.display(), " to ",
                 now.annual_price.display(), "; in proportion it would be ",
                 in_proportion.at(increase_limit_shown).display());
    finding.show(sentence("units_per_year before: ", units_before, "; now: ", units_now, ", ",
                          unit_words(now.unit)),
                 sentence("annual_price before: ", before.annual_price.display(),
                          "; now: ", now.annual_price.display()),
                 sentence("now × units before: ", now.annual_price.display(), " × ", units_before,
                          " = ", product_by_hundredths(now.annual_price, before.units_hundredths)),
                 sentence("before × units now: ", before.annual_price.display(), " × ", units_now,
                          " = ", product_by_hundredths(before.annual_price, now.units_hundredths)),
                 "the first is greater, so the price fell by less in proportion than the year",
                 sentence("in proportion: ", before.annual_price.display(), " × ", units_now, " ÷ ",
                          units_before, " = ", in_proportion.at(increase_limit_shown).display(),
                          in_proportion.is_exact_at(increase_limit_shown)
                              ? std::string()
                              : sentence(", ", rounding_words(increase_limit_shown))));
  });
}

}  // namespace assize::pricing
