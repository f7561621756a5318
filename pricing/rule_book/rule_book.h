// An edition of the rule book: bands, areas and parameters, each dated and sourced. Immutable once
// loaded, and safe to share between threads.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pricing/exact/codes.h"
#include "pricing/exact/date.h"
#include "pricing/exact/money.h"
#include "pricing/result.h"

namespace assize::pricing {

// From `from` (included) to `to` (not included); open without a `to`.
struct Period {
  Date from;
  std::optional<Date> to;
  bool holds(Date day) const { return day >= from && (!to || day < *to); }
  bool overlaps(const Period& other) const {
    return (!other.to || from < *other.to) && (!to || other.from < *to);
  }
  std::string display() const;  // "1 September 2026 to 31 August 2027", "from 1 September 2026"
};

// An area's place in RuleBook::areas().
using AreaIndex = std::uint16_t;

struct Area {
  std::string id;
  std::vector<LaCode> las;
  Ratio factor;
};

struct Band {
  std::string id;
  std::optional<Item> item;            // none: any
  std::optional<Provision> provision;  // none: any
  std::optional<Need> need;            // none: any
  int age_from = 0;
  int age_to = 25;
  std::optional<AreaIndex> area;  // none: any, and the school's area's factor applies
  Unit unit = Unit::year;
  Component component = Component::total;
  std::optional<Pounds> floor;
  std::optional<Pounds> ceiling;
  Period period;
  std::string source;
};

enum class Parameter : std::uint8_t {
  increase_cap,
  increase_index,
  increase_flex,
  notice_days,
  basket,
  margin_review,
  margin_cap,
  connected_rent_limit,
  management_charge_limit,
  loan_rate_limit,
  allowed_return,
  leverage_limit,
  interest_cover_limit,
  price_spread_limit,
  share_limit,
  vat_rates,
  residential_days_limit
};
inline constexpr std::size_t parameter_count = 17;
std::string_view code(Parameter parameter);

struct BasketItem {
  Item item;
  std::int64_t hours_hundredths;  // hours a year, to two decimal places
};

// One dated value of a parameter. Which member is set follows from the parameter: `ratio` for
// percentages, points and multiples, `days`, `basket`, or `rates`. None is set where the value is
// null: the parameter is then not in force.
struct ParameterValue {
  Date from;
  std::optional<Ratio> ratio;
  std::optional<std::int32_t> days;
  std::optional<std::vector<BasketItem>> basket;
  std::optional<std::vector<Ratio>> rates;
  std::string text;  // as written, for workings
  std::string source;
  bool in_force() const { return ratio || days || basket || rates; }
};

// What a line asks of the bands. `area` is the school's: none if its council is in no area.
struct BandQuery {
  Item item;
  Provision provision;
  Need need;
  int age_from;
  int age_to;
  Unit unit;
  std::optional<AreaIndex> area;
  Date on;
};

// The most specific band in force for each component, or null, indexed by Component.
using BandsOfLine = std::array<const Band*, 5>;

class RuleBook {
 public:
  // Reads an edition. Every fault is reported, each with its JSON path. `sha256` is the hexadecimal
  // digest of `text`, worked out by the caller.
  static Result<RuleBook> load(std::string_view text, std::string sha256);

  const std::string& edition() const;
  const std::string& title() const;
  const std::string& status() const;  // example, consultation, in_force
  Date published() const;
  const std::string& sha256() const;
  const ItemCodes& items() const;
  std::span<const Area> areas() const;
  std::span<const Band> bands() const;

  std::optional<AreaIndex> area_of(LaCode la) const;
  // The bands that judge a line, by the order of specificity in RULE_BOOK. Where both a year band
  // and one of the line's own unit cover the total, the line's own unit wins only after item,
  // provision, need and area have been compared.
  BandsOfLine bands_for(const BandQuery& query) const;
  // Floor or ceiling as it applies in an area: multiplied by its factor where the band names none.
  Unrounded limit_in(const Band& band, Pounds limit, std::optional<AreaIndex> area) const;

  // The value in force on a day, or null if the parameter is not in force then.
  const ParameterValue* parameter(Parameter parameter, Date on) const;

 private:
  struct Contents;
  explicit RuleBook(std::shared_ptr<const Contents> contents);
  std::shared_ptr<const Contents> contents_;
};

}  // namespace assize::pricing
