// The catalogue as one immutable value in memory: schools, their approvals and their fees. Reads
// come from here; SnapshotKeeper swaps it whole as the log grows. Thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pricing/exact/codes.h"
#include "pricing/exact/date.h"
#include "pricing/exact/money.h"
#include "registry/database/database.h"
#include "registry/frameworks/admission.h"
#include "registry/frameworks/framework.h"
#include "registry/geography/grid.h"
#include "registry/geography/postcodes.h"
#include "registry/places/places.h"
#include "registry/register/inspections.h"
#include "registry/registration/registration.h"

namespace assize::registry {

// One price as it was put in effect by a filing.
struct CatalogueFee {
  std::string line;
  std::string item;
  pricing::Provision provision = pricing::Provision::day;
  pricing::Need need = pricing::Need::any;
  int age_from = 0;
  int age_to = 0;
  pricing::Unit unit = pricing::Unit::year;
  std::string units_per_year;
  pricing::Pounds unit_price, annual_price, education, boarding, care, health;
  std::string vat_rate;
  pricing::Date effective_from;
  pricing::Date effective_to;
  std::string included;
  std::string filing_id;
  std::uint64_t filing_order = 0;
};

// A lot that the school was admitted to by the snapshot's day.
struct CatalogueLot {
  std::string framework, lot;
  LotStatus status = LotStatus::admitted;  // admitted, suspended or removed
  pricing::Date since;                     // the day of its admission
  bool is_in_force = false;                // admitted, and the framework is live
  bool operator==(const CatalogueLot&) const = default;
};

struct CatalogueSchool {
  explicit CatalogueSchool(pricing::Urn its_urn) : urn(its_urn) {}

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
  std::optional<GridPoint> position;
  std::string website;
  std::string provider_id;
  std::string provider_name;
  std::string group_name;
  std::vector<pricing::Need> needs;
  bool section41 = false;  // approved today
  std::optional<pricing::Date> section41_since;
  std::vector<CatalogueFee> fees;           // in effect at any time; by line, then filing order
  std::vector<HeldInspection> inspections;  // the latest first
  std::vector<Vacancy> vacancies;           // as they stand stated, fresh or stale; by need
  std::vector<std::size_t> fees_today;      // places in `fees` of those that hold today
  std::vector<CatalogueLot> lots;           // by framework and lot
  std::string search_text;                  // what a search's words are looked for in
  Registration registration;                // of a regulated type; as it stands today
  bool is_open = false;                     // takes pupils: open, or open and proposed to close
};

// What the registry knows of how far it has got: it grows with every change that is logged.
struct Watermark {
  std::uint64_t log_size = 0;  // of the last checkpoint
  std::uint64_t accepted = 0;  // log_size, and the entries waiting to be sequenced
  bool operator==(const Watermark&) const = default;
};
Watermark read_watermark(Connection& connection);

// The last checkpoint when a snapshot was taken: what is published of it names this one.
struct NamedCheckpoint {
  std::uint64_t size = 0;
  std::string root;  // base64; empty before the first checkpoint
  std::string signed_at;
};

struct SearchIndex;

// What the layer above makes of each school once, so that no reply has to: text of its own.
using SchoolRenderer = std::string (*)(const CatalogueSchool&);
using SchoolTexts = std::vector<std::shared_ptr<const std::string>>;

struct Snapshot {
  Watermark watermark;
  NamedCheckpoint checkpoint;
  std::uint64_t imports = 0;            // imports, corrections and other changes of the register
  std::uint64_t postcode_changes = 0;   // of those, the ones that may move a postcode
  std::uint64_t framework_changes = 0;  // editions of frameworks and events of their lots so far
  pricing::Date today;                  // the day for which approvals and providers are given
  // By URN. Regulated types, and state special schools as alternatives; closed ones too.
  std::vector<std::shared_ptr<const CatalogueSchool>> schools;
  std::vector<std::uint32_t> by_name;  // places in `schools`, by name without regard to case
  std::vector<std::pair<std::uint32_t, std::uint64_t>> fee_revisions;  // by URN
  std::vector<Framework> frameworks;                                   // by id
  std::shared_ptr<const PostcodeTable> postcodes;                      // never null
  std::shared_ptr<const SearchIndex> index;                            // never null
  SchoolTexts texts;  // as `schools`, by the renderer; empty without one
  const CatalogueSchool* find(pricing::Urn urn) const;
};

// Reads all of it, in one consistent read.
std::shared_ptr<const Snapshot> build_snapshot(Connection& connection, pricing::Date today,
                                               SchoolRenderer render = nullptr);
// The same, reading again only the fees that have changed since `before` where that is enough.
std::shared_ptr<const Snapshot> refresh_snapshot(Connection& connection, pricing::Date today,
                                                 const std::shared_ptr<const Snapshot>& before,
                                                 SchoolRenderer render = nullptr);

// The fees that hold on a day: for each line the latest filing whose period contains it. By line.
std::vector<const CatalogueFee*> fees_as_at(const CatalogueSchool& school, pricing::Date day);

}  // namespace assize::registry
