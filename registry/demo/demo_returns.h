// The financial returns of one provider of the demo market, for three years: most in order, and
// some with each of the things that the rules on profit look for. Pure; thread-safe.
#pragma once

#include <cstdint>
#include <string>

#include "registry/demo/demo_random.h"

namespace assize::registry {

struct DemoBusiness {
  std::string provider_id;
  std::string group_id;  // empty if in none
  std::int64_t places = 0;
  std::int64_t price_pence = 0;  // of a placement for a year, on average
};

// A file of returns for the accounting years to 31 August 2023, 2024 and 2025.
std::string make_demo_returns(const DemoBusiness& business, DemoRandom random);

}  // namespace assize::registry
