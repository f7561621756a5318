// The catalogue as one immutable value in memory: schools, their approvals and their fees. Reads come
// from here; SnapshotKeeper swaps it whole as the log grows. Thread-safe.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "pricing/exact/codes.h"
#include "pricing/exact/date.h"
#include "pricing/exact/money.h"
#include "registry/database/database.h"

namespace assize::registry {

// One price as it was put in effect by a filing.
struct CatalogueFee {
  std::string line;
  std::string item;
  pricing::Provision provision;
  pricing::Need need;
  int age_from;
  int age_to;
  pricing::Unit unit;
  std::string units_per_year;
  pricing::Pounds unit_price, annual_price, education, boarding, care, health;
  std::string vat_rate;
  pricing::Date effective_from;
  pricing::Date effective_to;
  std::string included;
  std::string filing_id;
  std::uint64_t filing_order;
};

struct CatalogueSchool {
  pricing::Urn urn;
  std::string name;
  int type_code = 0;
  std::string type_name;
  std::string status;
  std::optional<pricing::LaCode> la;
  std::string la_name;
  std::string region;
  std::optional<int> age_from;
  std::optional<int> age_to;
  std::string gender;
  std::optional<int> capacity;
  std::string town;
  std::string postcode;
  std::string website;
  std::string provider_id;
  std::string provider_name;
  std::string group_name;
  std::vector<pricing::Need> needs;
  bool section41 = false;                        // approved today
  std::optional<pricing::Date> section41_since;
  std::vector<CatalogueFee> fees;                // in effect at any time; by line, then filing order
};

struct Snapshot {
  std::uint64_t log_size = 0;  // the log's size when it was read
  pricing::Date today;
  std::vector<CatalogueSchool> schools;  // by URN
  std::unordered_map<std::uint32_t, std::size_t> by_urn;
  const CatalogueSchool* find(pricing::Urn urn) const;
};

std::shared_ptr<const Snapshot> build_snapshot(Connection& connection, pricing::Date today);

// The fees that hold on a day: for each line the latest filing whose period contains it.
std::vector<const CatalogueFee*> fees_as_at(const CatalogueSchool& school, pricing::Date day);

}  // namespace assize::registry
