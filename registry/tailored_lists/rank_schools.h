// A tailored list: the settings that fit a need profile, each scored by part in whole points from 0
// to 100, ranked by the sum of points times weights, with the reasons and what would change them.
// All whole numbers, so that anyone can redo it on paper. Reads only what it is given; thread-safe.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "pricing/result.h"
#include "pricing/rule_book/rule_book.h"
#include "registry/catalogue/snapshot.h"
#include "registry/tailored_lists/tailored_request.h"

namespace assize::registry {

struct PartScore {
  std::int64_t points = 0;  // 0 to 100
  std::string reason;
};

struct RankedSchool {
  std::shared_ptr<const CatalogueSchool> school;
  std::array<PartScore, score_parts> parts;
  std::int64_t total = 0;  // the sum of points times weights
  std::size_t rank = 0;    // from 1; schools with the same total share it
  std::optional<Miles> distance;
  std::optional<pricing::Pounds> price;  // a year, of the cheapest fitting line on the first day
  std::string line;
  std::vector<std::string> changes;  // what would change its rank, in sentences
};

struct TailoredList {
  TailoredRequest request;
  pricing::Date as_at;  // the snapshot's day
  pricing::Date from;   // the day whose fees count
  std::optional<Located> home;
  std::string edition;  // of the rule book whose ceilings the value is measured by; may be empty
  NamedCheckpoint checkpoint;
  std::size_t suitable = 0;  // how many settings fit, listed or not
  std::vector<RankedSchool> schools;
};

// Open schools of the regulated types that fit: by a placement line in force on the first day for
// the need (or for any), the provision and the age, or by what the register says of need and age;
// and that have all that is asked for. Listed by rank, then distance, then URN. A fault, its place
// "home" or "lot", if it is not known where that is, or no framework has such a lot. `book` may be
// null.
Result<TailoredList> rank_schools(const Snapshot& snapshot, const pricing::RuleBook* book,
                                  const TailoredRequest& request);

// "1st", "22nd", "113th".
std::string ordinal(std::size_t number);

}  // namespace assize::registry
