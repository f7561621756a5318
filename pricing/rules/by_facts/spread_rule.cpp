// UNI-13: the same offer sold to commissioners at prices too far apart.
#include <array>
#include <optional>

#include "pricing/exact/rounding_points.h"
#include "pricing/rules/by_facts/fact_rules.h"
#include "pricing/rules/school_rules.h"
#include "pricing/rules/words.h"

namespace assize::pricing {
namespace {

using PaidByUnit = std::array<std::vector<PaidPrice>, unit_codes.size()>;

void add(std::vector<PaidPrice>& paid, std::string_view commissioner, Pounds price) {
  const auto place = std::lower_bound(
      paid.begin(), paid.end(), commissioner,
      [](const PaidPrice& one, std::string_view name) { return one.commissioner < name; });
  if (place == paid.end() || place->commissioner != commissioner) {
    paid.insert(place, {commissioner, price, price});
    return;
  }
  place->lowest = std::min(place->lowest, price);
  place->highest = std::max(place->highest, price);
}

// The two commissioners whose prices are furthest apart in proportion: for each highest price the
// lowest of anybody else's. Of equals, the first by name.
struct Spread {
  const PaidPrice* high = nullptr;
  const PaidPrice* low = nullptr;
};

// In proportion, and where that is equal (or nothing is paid) by the higher price.
bool is_wider(Pounds high, Pounds low, const Spread& than) {
  const auto order = compare_products(high.ten_thousandths(), than.low->lowest.ten_thousandths(),
                                      than.high->highest.ten_thousandths(), low.ten_thousandths());
  return order > 0 || (order == 0 && high > than.high->highest);
}

Spread widest(std::span<const PaidPrice> paid) {
  const PaidPrice* lowest = nullptr;
  const PaidPrice* second = nullptr;
  for (const PaidPrice& each : paid) {
    if (lowest == nullptr || each.lowest < lowest->lowest) {
      second = lowest;
      lowest = &each;
    } else if (second == nullptr || each.lowest < second->lowest) {
      second = &each;
    }
  }
  Spread out;
  for (const PaidPrice& each : paid) {
    const PaidPrice* low = &each == lowest ? second : lowest;
    if (low == nullptr) continue;
    if (out.high == nullptr || is_wider(each.highest, low->lowest, out)) out = {&each, low};
  }
  return out;
}

}  // namespace

void FactRules::judge_spread(const Offer& now, const LineNames& names, Findings& findings) {
  if (!facts_.has(&Facts::placements)) return;
  const ParameterValue* limit = calendar_.on(now.effective_from).price_spread_limit;
  if (limit == nullptr) {
    findings.not_judged(Rule::uni_13, Unjudged::parameter_not_in_force);
    return;
  }
  if (placements_.empty() || !now.has(Column::unit)) return;
  PaidByUnit paid;
  each_live_placement(placements_, names, now.effective_from, [&](const Placement& each) {
    if (each.agreed) {
      add(paid[static_cast<std::size_t>(each.agreed->unit)], each.commissioner,
          each.agreed->unit_price);
    } else if (now.has(Column::unit_price)) {
      add(paid[static_cast<std::size_t>(now.unit)], each.commissioner, now.unit_price);
    }
  });
  const auto own = static_cast<std::size_t>(now.unit);
  bool reported = false;
  judge_spread_in(now, now.unit, paid[own], *limit, reported, findings);
  for (std::size_t unit = 0; unit < paid.size() && !reported; ++unit) {
    if (unit == own) continue;
    judge_spread_in(now, static_cast<Unit>(unit), paid[unit], *limit, reported, findings);
  }
}

void FactRules::judge_spread_in(const Offer& now, Unit unit, std::span<const PaidPrice> paid,
                                const ParameterValue& limit, bool& reported,
                                Findings& findings) const {
  const Spread spread = widest(paid);
  if (spread.high == nullptr) return;
  const Pounds high = spread.high->highest;
  const Pounds low = spread.low->lowest;
  const Pounds apart = high - low;
  const Unrounded allowed = low * *limit.ratio;
  if (apart <= allowed) return;
  reported = true;
  report_offer(findings, Rule::uni_13, now, "unit_price", [&](Finding& finding) {
    const Pounds shown = allowed.at(price_spread_limit_shown);
    finding.value = high.text();
    finding.limit = (low + shown).text();
    finding.message =
        sentence("the same offer is sold at prices that differ by more than ",
                 limit.ratio->percent_text(), ": ", spread.high->commissioner, " pays ",
                 high.display(), " and ", spread.low->commissioner, " ", low.display(), ", ",
                 unit_words(unit), ", on ", now.effective_from.display(), "; that is ",
                 apart.display(), " apart, ", over_words(apart, shown), " over the limit");
    finding.show(
        sentence("commissioners with placements priced ", unit_words(unit), " on ",
                 now.effective_from.display(), ": ", paid.size()),
        sentence("the highest price, ", spread.high->commissioner, ": ", high.display()),
        sentence("the lowest price of another, ", spread.low->commissioner, ": ", low.display()),
        parameter_words(Parameter::price_spread_limit, limit, book_),
        sentence(high.display(), " − ", low.display(), " = ", apart.display()),
        product_words(low, *limit.ratio, price_spread_limit_shown),
        sentence(apart.display(), " > ", exact_words(allowed)),
        sentence("over by ", over_words(apart, shown)));
  });
}

}  // namespace assize::pricing
