// UNI-06: a placement's basket rises by more than the limit though none of its lines does, or by
// over one percentage point more than the placement line itself.
#include <algorithm>

#include "pricing/exact/rounding_points.h"
#include "pricing/rules/basket.h"
#include "pricing/rules/increase_rules.h"
#include "pricing/rules/overlaps.h"
#include "pricing/rules/school_rules.h"
#include "pricing/rules/words.h"

namespace assize::pricing {
namespace {

constexpr Columns placement_columns =
    offer_key | period_columns | columns(Column::annual_price, Column::included);

bool is_placement(const Offer& offer) {
  return offer.has(placement_columns) && offer.item == Item::placement &&
         runs_forwards(spell_of(offer));
}

// A placement line of this year with its line before.
struct Pair {
  std::uint32_t now;
  std::uint32_t before;
};

// The basket of one pair. Amounts are in hundredths of a penny, so that a price times hundredths of
// an hour is whole.
struct Baskets {
  Wide now = 0;
  Wide before = 0;
  std::uint32_t add_ons = 0;  // how many there are on both sides, and priced on one
};

Wide hundredths_of_pennies(Pounds price) { return price.ten_thousandths(); }
std::string amount_text(Wide ten_thousandths) {
  const std::string shown = display_wide(ten_thousandths);
  std::string out;
  for (const char c : shown) {
    if (is_digit(c) || c == '.' || c == '-') out += c;
  }
  return out;
}
Wide cost(Pounds hourly, const BasketItem& item) {
  return Wide{hourly.ten_thousandths() / 100} * item.hours_hundredths;
}

bool is_over(const Comparison& prices, const IncreaseLimit& limit) {
  return prices.comparable && limit.in_force() &&
         prices.now - prices.before > prices.before * limit.ratio;
}

class BasketJudge {
 public:
  BasketJudge(const School& school, std::vector<Pair> pairs, const ParameterValue& basket,
              const RuleBook& book, ParameterCalendar& calendar)
      : school_(school),
        pairs_(std::move(pairs)),
        parameter_(basket),
        basket_(*basket.basket),
        book_(book),
        calendar_(calendar),
        now_(school.now, places(&Pair::now), basket_),
        before_(school.before, places(&Pair::before), basket_) {}

  // The limit is a copy, since looking up an add-on's day may put it in the calendar's place.
  void judge(std::size_t i, IncreaseLimit limit, Findings& findings) const {
    const Offer& now = school_.now[pairs_[i].now];
    const Offer& before = school_.before[pairs_[i].before];
    const Baskets baskets = add_up(i);
    if (baskets.add_ons == 0) return;
    const Wide rise = baskets.now - baskets.before;
    const bool over_limit = limit.in_force() &&
                            compare_products(rise, limit.ratio.denominator(), baskets.before,
                                             limit.ratio.numerator()) > 0 &&
                            !a_line_is_over(i, limit);
    // now/before of the basket over now/before of the line by more than 1/100, multiplied out.
    const Wide line_now = now.annual_price.ten_thousandths();
    const Wide line_before = before.annual_price.ten_thousandths();
    const bool outgrows = compare_products(baskets.now, 100 * line_before, baskets.before,
                                           100 * line_now + line_before) > 0;
    if (!over_limit && !outgrows) return;
    report_offer(findings, Rule::uni_06, now, "annual_price",
                 [&](Finding& finding) { explain(i, baskets, limit, over_limit, finding); });
  }

 private:
  std::vector<std::uint32_t> places(std::uint32_t Pair::*side) const {
    std::vector<std::uint32_t> out;
    out.reserve(pairs_.size());
    for (const Pair& pair : pairs_) out.push_back(pair.*side);
    return out;
  }

  Baskets add_up(std::size_t i) const {
    const Offer& now = school_.now[pairs_[i].now];
    const Offer& before = school_.before[pairs_[i].before];
    Baskets out;
    out.now = hundredths_of_pennies(now.annual_price);
    out.before = hundredths_of_pennies(before.annual_price);
    for (std::size_t item = 0; item < basket_.size(); ++item) {
      const AddOnPrice price_now = now_.of(i, item);
      const AddOnPrice price_before = before_.of(i, item);
      if (left_out(price_now, price_before)) continue;
      if (price_now.kind == AddOnPrice::Kind::priced ||
          price_before.kind == AddOnPrice::Kind::priced) {
        ++out.add_ons;
      }
      if (price_now.kind == AddOnPrice::Kind::priced) {
        out.now += cost(school_.now[price_now.line].unit_price, basket_[item]);
      }
      if (price_before.kind == AddOnPrice::Kind::priced) {
        out.before += cost(school_.before[price_before.line].unit_price, basket_[item]);
      }
    }
    return out;
  }

  // Whether one line of the basket rises by more than the limit.
  bool a_line_is_over(std::size_t i, const IncreaseLimit& limit) const {
    if (is_over(compare(school_.now[pairs_[i].now], school_.before[pairs_[i].before]), limit)) {
      return true;
    }
    for (std::size_t item = 0; item < basket_.size(); ++item) {
      const AddOnPrice price = now_.of(i, item);
      if (price.kind != AddOnPrice::Kind::priced || left_out(price, before_.of(i, item))) continue;
      const std::uint32_t earlier = school_.line_before[price.line];
      if (earlier != none_before && is_over_its_limit(price.line, earlier)) return true;
    }
    return false;
  }

  // An add-on is held to the limit of its own first day, as UNI-04 holds it.
  bool is_over_its_limit(std::uint32_t line, std::uint32_t earlier) const {
    const Offer& add_on = school_.now[line];
    return is_over(compare(add_on, school_.before[earlier]),
                   calendar_.on(add_on.effective_from).limit);
  }

  static bool left_out(AddOnPrice now, AddOnPrice before) {
    return now.kind == AddOnPrice::Kind::none || before.kind == AddOnPrice::Kind::none;
  }

  std::string price_words(AddOnPrice price, const std::vector<Offer>& offers,
                          const BasketItem& item) const {
    if (price.kind == AddOnPrice::Kind::included) return "nil, included in the placement";
    if (price.kind == AddOnPrice::Kind::none) return "no price";
    const Offer& add_on = offers[price.line];
    return sentence(hundredths_text(item.hours_hundredths), " hours × ",
                    add_on.unit_price.display(), " = ", display_wide(cost(add_on.unit_price, item)),
                    " (line ", add_on.line, ", \"", add_on.name, "\")");
  }

  void explain(std::size_t i, const Baskets& baskets, const IncreaseLimit& limit, bool over_limit,
               Finding& finding) const {
    const Offer& now = school_.now[pairs_[i].now];
    const Offer& before = school_.before[pairs_[i].before];
    const Wide rise = baskets.now - baskets.before;
    const std::string now_words = display_wide(baskets.now);
    const std::string before_words = display_wide(baskets.before);
    finding.value = amount_text(baskets.now);
    finding.message = sentence("with its add-ons the placement goes from ", before_words, " to ",
                               now_words, ", by ", display_wide(rise),
                               over_limit ? sentence(", more than ", limit.ratio.percent_text(),
                                                     ", though none of its lines rises by as much")
                                          : std::string(", over one percentage point more than the "
                                                        "placement line itself"));
    auto& working = finding.working;
    working.push_back(line_before_words(before, school_.matched_by[pairs_[i].now]));
    working.push_back(sentence("annual_price before: ", before.annual_price.display(),
                               "; now: ", now.annual_price.display()));
    working.push_back(parameter_words(Parameter::basket, parameter_, book_));
    for (std::size_t item = 0; item < basket_.size(); ++item) {
      const AddOnPrice price_now = now_.of(i, item);
      const AddOnPrice price_before = before_.of(i, item);
      working.push_back(
          sentence(book_.items().code(basket_[item].item),
                   " before: ", price_words(price_before, school_.before, basket_[item]),
                   "; now: ", price_words(price_now, school_.now, basket_[item]),
                   left_out(price_now, price_before) ? "; left out on both sides" : ""));
    }
    working.push_back(sentence("basket before: ", before_words, "; now: ", now_words,
                               "; rise: ", display_wide(rise)));
    explain_limit(baskets, limit, over_limit, now, before, finding);
  }

  // The most that the basket could be, and the comparison with it.
  void explain_limit(const Baskets& baskets, const IncreaseLimit& limit, bool over_limit,
                     const Offer& now, const Offer& before, Finding& finding) const {
    const std::string now_words = display_wide(baskets.now);
    const std::string before_words = display_wide(baskets.before);
    const Wide line_before = before.annual_price.ten_thousandths();
    const Wide denominator = over_limit ? limit.ratio.denominator() : 100 * line_before;
    const Wide factor = over_limit ? denominator + limit.ratio.numerator()
                                   : 100 * Wide{now.annual_price.ten_thousandths()} + line_before;
    Wide numerator;
    if (__builtin_mul_overflow(baskets.before, factor, &numerator)) return;
    const Unrounded most(numerator, static_cast<std::int64_t>(denominator));
    finding.limit = most.at(increase_limit_shown).text();
    if (over_limit) {
      finding.working.push_back(limit_words(limit, book_));
      finding.working.push_back(sentence(before_words, " × (1 + ", limit.ratio.percent_text(),
                                         ") = ", exact_words(most)));
    } else {
      finding.working.push_back(sentence(before_words, " × (", now.annual_price.display(), " ÷ ",
                                         before.annual_price.display(),
                                         " + 1%) = ", exact_words(most)));
    }
    finding.working.push_back(sentence(now_words, " > ", exact_words(most)));
    finding.working.push_back(
        sentence("over by ", display_wide(baskets.now - numerator / denominator),
                 most.is_exact_at(increase_limit_shown) ? "" : ", less a part of a penny"));
  }

  const School& school_;
  std::vector<Pair> pairs_;
  const ParameterValue& parameter_;
  std::span<const BasketItem> basket_;
  const RuleBook& book_;
  ParameterCalendar& calendar_;
  BasketPrices now_;
  BasketPrices before_;
};

}  // namespace

void IncreaseRules::judge_baskets(const School& school, Findings& findings) {
  // Nearly always one basket is in force on every line's day.
  std::vector<std::pair<const ParameterValue*, std::vector<Pair>>> by_basket;
  for (std::size_t i = 0; i < school.now.size(); ++i) {
    const std::uint32_t before = school.line_before[i];
    if (before == none_before) continue;
    if (!is_placement(school.now[i]) || !is_placement(school.before[before])) continue;
    const ParameterValue* basket = calendar_.on(school.now[i].effective_from).basket;
    if (basket == nullptr || basket->basket->empty()) continue;
    auto group = std::find_if(by_basket.begin(), by_basket.end(),
                              [&](const auto& each) { return each.first == basket; });
    if (group == by_basket.end()) {
      group = by_basket.insert(group, {basket, {}});
      group->second.reserve(school.now.size() - i);
    }
    group->second.push_back({static_cast<std::uint32_t>(i), before});
  }
  for (auto& [basket, pairs] : by_basket) {
    const BasketJudge judge(school, pairs, *basket, book_, calendar_);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      judge.judge(i, calendar_.on(school.now[pairs[i].now].effective_from).limit, findings);
    }
  }
}

}  // namespace assize::pricing
