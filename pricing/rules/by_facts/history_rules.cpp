// UNI-03 and UNI-05: a line's price now against what it cost before last year.
#include <boost/multiprecision/cpp_int.hpp>

#include "pricing/exact/rounding_points.h"
#include "pricing/rules/by_facts/fact_rules.h"
#include "pricing/rules/increase_rules.h"
#include "pricing/rules/school_rules.h"
#include "pricing/rules/words.h"

namespace assize::pricing {
namespace {

using Whole = boost::multiprecision::cpp_int;

constexpr std::int32_t days_of_52_weeks = 364;
constexpr std::size_t years = 3;

Comparison compare(const PastPrice& now, const PastPrice& before) {
  if (now.unit == before.unit) {
    return {true, Column::unit_price, before.unit_price, now.unit_price};
  }
  return {true, Column::annual_price, before.annual_price, now.annual_price};
}

Comparison compare(const Offer& now, const PastPrice& before) {
  if (!now.has(Column::unit)) return {};
  const bool same_unit = now.unit == before.unit;
  const Column column = same_unit ? Column::unit_price : Column::annual_price;
  if (!now.has(column)) return {};
  return same_unit ? Comparison{true, column, before.unit_price, now.unit_price}
                   : Comparison{true, column, before.annual_price, now.annual_price};
}

// The latest increase that took effect before a day.
struct PastRise {
  const PastPrice* to = nullptr;
  Comparison prices;
};

PastRise last_rise(std::span<const PastPrice> history, Date day) {
  PastRise last;
  for (std::size_t i = 1; i < history.size() && history[i].effective_from < day; ++i) {
    const Comparison prices = compare(history[i], history[i - 1]);
    if (prices.rises()) last = {&history[i], prices};
  }
  return last;
}

// Of two in force on the day, the one that began last.
const PastPrice* in_force_on(std::span<const PastPrice> history, Date day) {
  const PastPrice* out = nullptr;
  for (const PastPrice& each : history) {
    if (each.effective_from <= day && day <= each.effective_to) out = &each;
  }
  return out;
}

// What the index and flex of three years allow of a price: the product of the price and one plus
// each of them, exact. A product below nil allows nothing.
struct Compounded {
  Whole numerator;  // in ten-thousandths of a pound
  Whole denominator = 1;

  Compounded(Pounds price, std::span<const Ratio> growth) : numerator(price.ten_thousandths()) {
    for (const Ratio& each : growth) {
      numerator *= Whole(each.denominator()) + each.numerator();
      denominator *= each.denominator();
    }
    if (numerator < 0) numerator = 0;
  }
  bool is_under(Pounds price) const {
    return Whole(price.ten_thousandths()) * denominator > numerator;
  }
  // Only where it is under some price: the numerator is then at most a price times 10^18.
  Unrounded value() const {
    return {numerator.convert_to<Wide>(), denominator.convert_to<std::int64_t>()};
  }
};

std::string factor_words(const Ratio& growth) { return (Ratio::of(1, 1) + growth).factor_text(); }

}  // namespace

void FactRules::judge_frequency(const Offer& now, const Comparison& prices, const LineNames& names,
                                Findings& findings) const {
  if (!facts_.has(&Facts::history)) return;
  const auto history = FactIndex::of_line(history_, names.of_history());
  if (history.empty()) {
    findings.not_judged(Rule::uni_03, Unjudged::no_history);
    return;
  }
  const PastRise last = last_rise(history, now.effective_from);
  if (last.to == nullptr) return;
  const Date day = last.to->effective_from;
  const std::int32_t since = now.effective_from - day;
  if (since > days_of_52_weeks) return;
  report_offer(findings, Rule::uni_03, now, "effective_from", [&](Finding& finding) {
    const Date first_free = day.plus_days(days_of_52_weeks + 1);
    finding.value = now.effective_from.text();
    finding.limit = first_free.text();
    finding.message = sentence(
        rise_words(prices), ", with effect from ", now.effective_from.display(), ", ",
        counted(static_cast<std::uint64_t>(since), "day"), " after its last increase, on ",
        day.display(), "; a price may rise once in 52 weeks, so from ", first_free.display());
    finding.show(prices_words(prices),
                 sentence("effective_from as read: ", now.effective_from.display()),
                 sentence("the last increase, from the history of \"", last.to->line,
                          "\": ", name(last.prices.column), " from ", last.prices.before.display(),
                          " to ", last.prices.now.display(), " on ", day.display()),
                 sentence(now.effective_from.text(), " − ", day.text(), " = ", since,
                          " days ≤ 52 weeks × 7 = ", days_of_52_weeks, " days"));
  });
}

void FactRules::judge_three_years(const Offer& now, const LineNames& names, Findings& findings) {
  if (!facts_.has(&Facts::history)) return;
  std::array<IncreaseLimit, years> limits;
  std::array<Ratio, years> growth;
  std::array<Date, years> days;
  for (std::size_t i = 0; i < years; ++i) {
    days[i] = years_before(now.effective_from, static_cast<int>(years - 1 - i));
    limits[i] = calendar_.on(days[i]).limit;
    if (limits[i].index == nullptr) {
      findings.not_judged(Rule::uni_05, Unjudged::index_not_in_force);
      return;
    }
    growth[i] = limits[i].ratio;
  }
  const Date then = years_before(now.effective_from, years);
  const PastPrice* before = in_force_on(FactIndex::of_line(history_, names.of_history()), then);
  if (before == nullptr) {
    findings.not_judged(Rule::uni_05, Unjudged::no_price_three_years_before);
    return;
  }
  const Comparison prices = compare(now, *before);
  if (!prices.comparable) return;
  const Compounded allowed(prices.before, growth);
  if (!allowed.is_under(prices.now)) return;
  report_offer(findings, Rule::uni_05, now, name(prices.column), [&](Finding& finding) {
    const Unrounded exact = allowed.value();
    const Pounds shown = exact.at(increase_limit_shown);
    finding.value = prices.now.text();
    finding.limit = shown.text();
    finding.message =
        sentence(name(prices.column), " is ", prices.now.display(), "; three years before, on ",
                 then.display(), ", it was ", prices.before.display(),
                 ", and the index and flex since, compounded, make that ", shown.display(),
                 ", so it is ", over_words(prices.now, shown), " over");
    finding.show(sentence("the price three years before, from the history of \"", before->line,
                          "\": ", name(prices.column), " ", prices.before.display(), ", from ",
                          before->effective_from.display(), " to ",
                          before->effective_to.display()));
    std::string product = prices.before.display();
    for (std::size_t i = 0; i < years; ++i) {
      finding.working.push_back(
          sentence("in force on ", days[i].display(), ": ", limit_words(limits[i], book_)));
      product += sentence(" × ", factor_words(growth[i]));
    }
    finding.working.push_back(sentence(product, " = ", exact_words(exact)));
    if (!exact.is_exact_at(increase_limit_shown)) {
      finding.working.push_back(
          sentence(shown.display(), ", ", rounding_words(increase_limit_shown)));
    }
    finding.working.push_back(sentence(prices.now.display(), " > ", exact_words(exact)));
    finding.working.push_back(sentence("over by ", over_words(prices.now, shown)));
  });
}

}  // namespace assize::pricing
