// PRF-02: fees that outgrow costs two years running. With fees F, costs C and places P of a year
// and of the year before (0), F/P ÷ F0/P0 − C/P ÷ C0/P0 > 1/100 is compared as
// 100 × P0 × (F × C0 − C × F0) > P × F0 × C0, in whole numbers of any size.
#include <boost/multiprecision/cpp_int.hpp>
#include <map>

#include "pricing/exact/rounding_points.h"
#include "pricing/returns/figures.h"
#include "pricing/returns/rules/return_rules.h"
#include "pricing/rules/words.h"

namespace assize::pricing {
namespace {

using R = ReturnColumn;
using boost::multiprecision::cpp_int;

constexpr Columns reads =
    columns_of(operating_cost_figures) |
    return_columns(R::provider, R::year_from, R::year_to, R::income_public, R::placements_public);

struct Year {
  const FinancialReturn& values;
  cpp_int fees;    // in pennies
  cpp_int costs;   // in pennies
  cpp_int places;  // in hundredths

  explicit Year(const FinancialReturn& of)
      : values(of),
        fees(of.income_public.ten_thousandths() / 100),
        costs(of.operating_costs().ten_thousandths() / 100),
        places(of.placements_public_hundredths) {}
  // Growth from a year without one of these has no meaning; nor has a price for each place to one
  // without places.
  bool can_be_grown_from() const { return fees > 0 && costs > 0 && places > 0; }
};

cpp_int left_side(const Year& before, const Year& year) {
  return 100 * before.places * (year.fees * before.costs - year.costs * before.fees);
}
cpp_int right_side(const Year& before, const Year& year) {
  return year.places * before.fees * before.costs;
}
bool outgrows(const Year& before, const Year& year) {
  return left_side(before, year) > right_side(before, year);
}

// Pennies × pennies × hundredths of a place, as pounds × pounds × places.
std::string product_text(const cpp_int& product) {
  constexpr std::size_t places = 6;
  std::string digits = (product < 0 ? cpp_int(-product) : product).str();
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  digits.insert(digits.size() - places, ".");
  while (digits.back() == '0') digits.pop_back();
  if (digits.back() == '.') digits.pop_back();
  return (product < 0 ? "-" : "") + digits;
}

// A fraction in hundredths, rounded half even to that many: 1/8 is "12.50" of a hundred.
std::string percent_shown(cpp_int numerator, const cpp_int& denominator) {
  static_assert(growth_shown.places == 2 && growth_shown.mode == Rounding::half_even);
  const bool below_nil = numerator < 0;
  if (below_nil) numerator = -numerator;
  numerator *= 10'000;
  cpp_int whole = numerator / denominator;
  const cpp_int twice_rest = 2 * (numerator % denominator);
  if (twice_rest > denominator || (twice_rest == denominator && whole % 2 != 0)) ++whole;
  std::string digits = whole.str();
  if (digits.size() < 3) digits.insert(0, 3 - digits.size(), '0');
  digits.insert(digits.size() - 2, ".");
  return (below_nil && whole != 0 ? "-" : "") + digits;
}

struct Growth {
  std::string fees;   // in percent, as shown
  std::string costs;  // in percent, as shown
  std::string gap;    // in percentage points, as shown

  Growth(const Year& before, const Year& year)
      : fees(of(before.fees, before.places, year.fees, year.places)),
        costs(of(before.costs, before.places, year.costs, year.places)),
        gap(percent_shown(before.places * (year.fees * before.costs - year.costs * before.fees),
                          right_side(before, year))) {}
  static std::string of(const cpp_int& before, const cpp_int& places_before, const cpp_int& now,
                        const cpp_int& places) {
    const cpp_int denominator = before * places;
    return percent_shown(now * places_before - denominator, denominator);
  }
};

std::string year_words(const Year& year) {
  const FinancialReturn& values = year.values;
  const std::string place =
      values.line == 0 ? std::string("an earlier return") : sentence("line ", values.line);
  return sentence("year to ", values.year_to.display(), " (", place, "): income_public ",
                  values.income_public.display(), ", operating costs ",
                  values.operating_costs().display(), ", placements_public ",
                  hundredths_text(values.placements_public_hundredths));
}

std::vector<std::string> comparison_words(const Year& before, const Year& year) {
  const Growth growth(before, year);
  const auto pounds = [](Pounds amount) { return amount.text(); };
  const std::string places_before = hundredths_text(before.values.placements_public_hundredths);
  return {
      sentence("year to ", year.values.year_to.display(), ": income_public per placement grew by ",
               growth.fees, "%, costs per placement by ", growth.costs, "%: ", growth.gap,
               " percentage points apart, rounded half even to be shown (", growth_shown.name,
               "); compared exactly, cross-multiplied:"),
      sentence("100 × ", places_before, " × (", pounds(year.values.income_public), " × ",
               pounds(before.values.operating_costs()), " − ",
               pounds(year.values.operating_costs()), " × ", pounds(before.values.income_public),
               ") against ", hundredths_text(year.values.placements_public_hundredths), " × ",
               pounds(before.values.income_public), " × ", pounds(before.values.operating_costs())),
      sentence(product_text(left_side(before, year)), " > ",
               product_text(right_side(before, year)))};
}

void report(const Year& first, const Year& second, const Year& third, const ParsedReturn& line,
            ReturnJudging& judging) {
  judging.report(Rule::prf_02, line, R::income_public, [&](Finding& finding) {
    const Growth earlier(first, second);
    const Growth later(second, third);
    finding.value = later.gap;
    finding.limit = "1.00";
    finding.message = sentence(
        "income from public bodies per placement outgrew operating costs per placement by over 1 "
        "percentage point two years running: by ",
        earlier.gap, " in the year to ", second.values.year_to.display(), " (", earlier.fees,
        "% against ", earlier.costs, "%) and by ", later.gap, " in the year to ",
        third.values.year_to.display(), " (", later.fees, "% against ", later.costs, "%)");
    finding.show(year_words(first), year_words(second), year_words(third));
    for (std::string& step : comparison_words(first, second)) finding.working.push_back(step);
    for (std::string& step : comparison_words(second, third)) finding.working.push_back(step);
  });
}

}  // namespace

void judge_growth(std::span<const ParsedReturn> lines, std::size_t judged,
                  const std::vector<bool>& overlaps, ReturnJudging& judging) {
  if ((reads & judging.columns_unreadable) != 0) return;
  constexpr std::size_t several = static_cast<std::size_t>(-1);
  std::map<std::pair<std::string_view, Date>, std::size_t> by_last_day;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    if (!lines[at].has(only(R::provider)) || !lines[at].has_year()) continue;
    const FinancialReturn& values = lines[at].values;
    const auto [place, is_new] = by_last_day.try_emplace({values.provider, values.year_to}, at);
    if (!is_new) place->second = several;
  }
  const auto year_before = [&](std::size_t at) -> std::optional<std::size_t> {
    const FinancialReturn& values = lines[at].values;
    const auto found = by_last_day.find({values.provider, values.year_from.plus_days(-1)});
    if (found == by_last_day.end()) return std::nullopt;
    return found->second;
  };
  const std::string_view not_there =
      lines.size() == judged ? "the returns of the two years before are not in the file for "
                             : "the returns of the two years before are neither in the file nor "
                               "among the earlier ones for ";
  for (std::size_t third = 0; third < judged; ++third) {
    if (!lines[third].has(only(R::provider)) || !lines[third].has_year()) {
      judging.not_judge(Rule::prf_02, lines[third], "the provider or its year cannot be read on ");
      continue;
    }
    const auto second = year_before(third);
    const auto first = second && *second != several ? year_before(*second) : second;
    if (!first) {
      judging.not_judge(Rule::prf_02, lines[third], std::string(not_there));
      continue;
    }
    if (*first == several || *second == several || overlaps[third] || overlaps[*second] ||
        overlaps[*first]) {
      judging.not_judge(Rule::prf_02, lines[third], "years of the provider overlap for ");
      continue;
    }
    const ParsedReturn* const years[] = {&lines[*first], &lines[*second], &lines[third]};
    if (!years[0]->has(reads) || !years[1]->has(reads) || !years[2]->has(reads)) {
      judging.not_judge(Rule::prf_02, lines[third],
                        "a field of one of the three years is not of its form for ");
      continue;
    }
    const Year one(years[0]->values);
    const Year two(years[1]->values);
    const Year three(years[2]->values);
    if (!one.can_be_grown_from() || !two.can_be_grown_from() || three.places == 0) {
      judging.not_judge(Rule::prf_02, lines[third],
                        "one of the three years has no income_public, no operating costs or no "
                        "placements_public for ");
      continue;
    }
    if (outgrows(one, two) && outgrows(two, three)) report(one, two, three, lines[third], judging);
  }
}

}  // namespace assize::pricing
