#include "pricing/impact/stand.h"

#include <algorithm>
#include <limits>

namespace assize::pricing {
namespace {

// Rounded up. The quotients of amounts as they are fit 64 bits, which are divided far more quickly.
Wide divided_up(Wide number, Wide by) {
  constexpr Wide narrow = std::numeric_limits<std::int64_t>::max();
  if (number <= narrow && by <= narrow) {
    const auto small = static_cast<std::int64_t>(number);
    const auto divisor = static_cast<std::int64_t>(by);
    return small / divisor + (small % divisor != 0 ? 1 : 0);
  }
  return number / by + (number % by != 0 ? 1 : 0);
}

}  // namespace

std::size_t distance_place(Pounds price, const Unrounded& ceiling) {
  constexpr Wide last = distance_places - 1;
  const Wide hundredfold = static_cast<Wide>(price.ten_thousandths()) * ceiling.denominator() * 100;
  if (hundredfold <= 0) return 0;
  if (ceiling.numerator() <= 0) return static_cast<std::size_t>(last);
  return static_cast<std::size_t>(std::min(divided_up(hundredfold, ceiling.numerator()), last));
}

Stand::Stand(const RuleBook& book, const ImpactMarket& market, std::optional<Date> on)
    : book_(book), bands_(book), on_(on) {
  for (const std::string& item : market.items) items_.push_back(book.items().find(item));
}

void Stand::enter(const ImpactSchool& school) {
  council_known_ = school.la.has_value();
  area_ = school.la ? book_.area_of(*school.la) : std::nullopt;
}

Standing Stand::of(const ImpactLine& line) {
  Standing standing;
  const std::optional<Item> item = items_[line.item];
  if (!item || (needs_council(book_) && !council_known_)) {
    standing.not_judged = true;
    return standing;
  }
  ExactSum of_parts;
  ExactSum of_whole;
  const Coverage coverage = hold_to_bands(
      book_, bands_,
      {*item, line.provision, line.need, line.age_from, line.age_to, line.unit, area_,
       on_.value_or(line.effective_from)},
      line.prices, [&](const HeldToBand& held) {
        if (held.ceiling) ++distances_[distance_place(held.price, *held.ceiling)];
        standing.under = standing.under || held.is_below();
        if (!held.is_above()) return;
        standing.over = true;
        const Unrounded& ceiling = *held.ceiling;
        const Wide price = static_cast<Wide>(held.price.ten_thousandths()) * ceiling.denominator();
        const bool by_unit = held.column == Column::unit_price;
        const ExactSum excess =
            ExactSum::of(Unrounded(price - ceiling.numerator(), ceiling.denominator()),
                         by_unit ? line.units_hundredths : 100);
        (held.component == Component::total ? of_whole : of_parts) += excess;
      });
  standing.free = coverage == Coverage::no_band;
  standing.not_judged = coverage == Coverage::ages_run_backwards;
  standing.excess = std::max(of_parts, of_whole);
  return standing;
}

}  // namespace assize::pricing
