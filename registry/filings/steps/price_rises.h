// What the lines of a filing cost before, by the facts that the filing was judged by, and which
// councils have placements on them. For cases and for what councils are told. Built once for a
// filing and then only read; thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "pricing/facts/facts.h"
#include "pricing/fee_file/fee_line.h"
#include "pricing/rule_book/rule_book.h"
#include "registry/filings/steps/assess_filing.h"

namespace assize::registry {

struct CouncilPlacements {
  std::string council;
  std::uint32_t placements = 0;
};

struct PriceChange {
  const pricing::FeeLine* before = nullptr;  // null: the line is new
  std::vector<CouncilPlacements> councils;   // with placements live on effective_from, by code

  // Whether the price compared (RULES: unit_price in one unit, else annual_price) rises.
  bool is_rise(const pricing::FeeLine& now) const;
  // What a full year costs more for one placement; below nil where it costs less.
  pricing::Pounds a_year(const pricing::FeeLine& now) const;
  std::uint32_t placements() const;
};

class PriceRises {
 public:
  PriceRises(const FilingFacts& facts, const pricing::RuleBook& book);
  PriceRises(const PriceRises&) = delete;
  PriceRises& operator=(const PriceRises&) = delete;

  PriceChange of(const pricing::FeeLine& now) const;

 private:
  using Name = std::pair<std::uint32_t, std::string>;
  using Offer =
      std::tuple<std::uint32_t, pricing::Item, pricing::Provision, pricing::Need, int, int>;
  static Offer offer_of(const pricing::FeeLine& line);
  const pricing::FeeLine* before(const pricing::FeeLine& now) const;

  std::vector<pricing::FeeLine> before_;
  std::map<Name, std::size_t> by_name_;
  std::map<Offer, std::optional<std::size_t>> by_offer_;  // none: several are alike
  std::multimap<Name, pricing::Placement> placements_;
};

}  // namespace assize::registry
