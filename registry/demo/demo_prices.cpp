#include "registry/demo/demo_prices.h"

#include <algorithm>
#include <numeric>

#include "pricing/exact/rounding_points.h"

namespace assize::registry {
namespace {

using pricing::Component;

constexpr std::size_t total_place = static_cast<std::size_t>(Component::total);
constexpr std::int64_t pence_in_pound = 100;
constexpr std::int64_t hundred_percent = 100;

// A year's price of a provision in pounds, and its four parts in percent of it.
struct Level {
  std::int64_t usual;
  std::int64_t least;
  std::int64_t most;
  std::array<std::int64_t, 4> percent;  // education, boarding, care, health
};
constexpr std::array<Level, 4> levels{{{60'000, 45'000, 104'000, {76, 0, 11, 13}},
                                       {98'000, 76'000, 150'000, {46, 24, 20, 10}},
                                       {124'000, 92'000, 185'000, {42, 26, 24, 8}},
                                       {205'000, 152'000, 286'000, {30, 27, 33, 10}}}};

// How much dearer than usual each need is, in percent, in the order of pricing::Need.
constexpr std::array<std::int64_t, 14> need_percent{84,  86,  108, 122, 104, 92, 105,
                                                    106, 128, 110, 100, 90,  96, 100};

std::int64_t phase_percent(int age_from) {
  if (age_from < 11) return 95;
  return age_from < 16 ? 100 : 105;
}

std::int64_t pence(const pricing::Unrounded& limit) {
  constexpr std::int64_t ten_thousandths_in_penny = 100;
  return limit.at(pricing::band_limit_shown).ten_thousandths() / ten_thousandths_in_penny;
}

}  // namespace

std::int64_t total_pence(const DemoParts& parts) {
  return std::accumulate(parts.begin(), parts.end(), std::int64_t{0});
}

DemoLimits demo_limits(const pricing::RuleBook& book, const DemoOffer& offer,
                       std::optional<pricing::AreaIndex> area, pricing::Date on) {
  const auto bands = book.bands_for({offer.item, offer.provision, offer.need, offer.age_from,
                                     offer.age_to, offer.unit, area, on});
  DemoLimits limits;
  for (std::size_t at = 0; at < bands.size(); ++at) {
    const pricing::Band* band = bands[at];
    if (band == nullptr) continue;
    limits.is_covered = true;
    if (band->floor) limits.floor[at] = pence(book.limit_in(*band, *band->floor, area));
    if (band->ceiling) limits.ceiling[at] = pence(book.limit_in(*band, *band->ceiling, area));
    if (at == total_place) limits.total_is_per_unit = band->unit != pricing::Unit::year;
  }
  return limits;
}

DemoParts placement_parts(const DemoOffer& offer, std::int64_t dearness_percent, bool is_london) {
  const Level& level = levels.at(static_cast<std::size_t>(offer.provision));
  std::int64_t pounds = level.usual * dearness_percent / hundred_percent;
  pounds = pounds * need_percent.at(static_cast<std::size_t>(offer.need)) / hundred_percent;
  pounds = pounds * phase_percent(offer.age_from) / hundred_percent;
  if (is_london) pounds = pounds * 112 / hundred_percent;
  pounds = std::clamp(pounds, level.least, level.most);
  DemoParts parts{};
  for (std::size_t at = 1; at < parts.size(); ++at) {
    parts[at] = pounds * level.percent[at] / hundred_percent * pence_in_pound;
  }
  parts[0] = pounds * pence_in_pound - total_pence(parts);
  return parts;
}

void fit_to_limits(DemoParts& parts, const DemoLimits& limits, std::int64_t units_hundredths,
                   bool lift, DemoRandom& random) {
  for (std::size_t at = 0; at < parts.size(); ++at) {
    if (limits.ceiling[at] && parts[at] * 1000 > *limits.ceiling[at] * 990) {
      parts[at] = *limits.ceiling[at] * random.between(860, 985) / 1000;
    }
    if (lift && limits.floor[at] && parts[at] * 1000 < *limits.floor[at] * 1010) {
      parts[at] = *limits.floor[at] * random.between(1015, 1120) / 1000;
    }
  }
  std::optional<std::int64_t> ceiling = limits.ceiling[total_place];
  if (!ceiling) return;
  if (limits.total_is_per_unit) ceiling = *ceiling * units_hundredths / hundred_percent;
  const std::int64_t total = total_pence(parts);
  if (total * 1000 <= *ceiling * 990) return;
  const std::int64_t wanted = *ceiling * random.between(880, 985) / 1000;
  for (std::int64_t& part : parts) part = part * wanted / total;
}

DemoPrice price_of(const DemoParts& wanted, std::int64_t units_hundredths) {
  DemoPrice price;
  price.parts = wanted;
  const std::int64_t target = total_pence(wanted);
  price.unit_pence = target * hundred_percent / units_hundredths;
  price.annual_pence =
      (price.unit_pence * units_hundredths + hundred_percent / 2) / hundred_percent;
  // What whole pennies of the unit price leave over comes off the largest part.
  *std::ranges::max_element(price.parts) -= target - price.annual_pence;
  return price;
}

}  // namespace assize::registry
