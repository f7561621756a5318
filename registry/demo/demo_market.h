// A fictional but lifelike market: schools, their owners and two years of fees, the same bytes for
// the same seed on any machine. Councils, regions and towns are real; every school, provider,
// group, number and postcode is invented, and none is one that exists. Pure; thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pricing/exact/date.h"
#include "registry/demo/demo_placements.h"

namespace assize::registry {

inline constexpr int demo_schools_limit = 60'000;

// One provider's fee file and the day on which it hands it in.
struct DemoFiling {
  std::string provider_id;
  std::string provider_name;
  pricing::Date filed;
  std::string fees;
};

// One provider's financial returns.
struct DemoReturns {
  std::string provider_id;
  std::string returns;
};

struct DemoMarket {
  std::string gias;                  // the form of the GIAS extract
  std::string section41;             // the form of the DfE's list
  std::string ownership;             // our own form
  std::string rule_book;             // the example edition that the fees are calibrated to
  std::vector<DemoFiling> filings;   // in the order of their days: 2025 to 2026, then 2026 to 2027
  std::vector<DemoReturns> returns;  // of each provider that has placements to sell
  std::string placements;            // the file of placements, of every council
  std::vector<DemoVacancy> vacancies;
};

// `schools` of the regulated types, from 1 to demo_schools_limit (throws std::out_of_range past
// it), and half as many state special schools as alternatives.
DemoMarket make_demo_market(int schools, std::uint64_t seed);

struct DemoFile {
  std::string name;  // "gias.csv", "fees/2026-2027/GB-COH-ZZ000001.csv"
  std::string bytes;
};
// The market as files, to look at or to load by hand.
std::vector<DemoFile> demo_files(const DemoMarket& market);

}  // namespace assize::registry
