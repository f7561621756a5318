// Placements added up by who runs their schools, for MKT-01 and MKT-06. Used by one thread.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "pricing/market/market_view.h"

namespace assize::pricing {

struct Held {
  bool is_group = false;  // some school names it as its group
  std::uint64_t count = 0;
  std::map<Urn, std::uint64_t> by_school;
};

struct Holdings {
  std::uint64_t total = 0;
  std::uint64_t unknown = 0;              // of which it is not known who runs the school
  std::map<std::string_view, Held> held;  // by holder's id

  void add(const MarketView& market, const MarketPlacement& placement);
};

// "group GB-COH-00000001", "provider GB-COH-00000001".
std::string holder_words(std::string_view id, const Held& held);
// "URN 900001 (Hill School)"; without the name where the school is not among the facts.
std::string school_words(const MarketView& market, Urn urn);
// "1 placement", "2 placements".
std::string placements_words(std::uint64_t count);

}  // namespace assize::pricing
