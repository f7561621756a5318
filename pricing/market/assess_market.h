// The one function that judges the facts of the market, by MKT-01, MKT-02, MKT-05, MKT-06 and
// MKT-07. Pure: the same facts, in any order, with the same rule book and day give the same bytes.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pricing/assessment/assess.h"
#include "pricing/market/market_facts.h"
#include "pricing/rules/finding.h"

namespace assize::pricing {

// What a finding speaks of; a part that it does not speak of is empty.
struct MarketSubject {
  std::string commissioner;
  std::optional<Need> need;
  std::string region;
  std::string holder;  // the group, or the provider that is in none
  std::optional<Urn> urn;
  auto operator<=>(const MarketSubject&) const = default;
};

// `finding` is as any other, on line 0; its name is the subject in words, and its column the list
// or the kind of standing that it rests on.
struct MarketFinding {
  MarketSubject about;
  Finding finding;
};

struct MarketAssessment {
  std::string edition;
  std::string rule_book_sha256;
  Date at;
  std::uint64_t schools = 0;                         // in the facts
  std::uint64_t placements = 0;                      // live on the day, each child counted
  std::map<std::string_view, std::uint64_t> counts;  // by rule id
  std::array<std::uint64_t, 5> severities{};         // by Severity
  std::vector<NotAssessed> not_assessed;             // in the order of the table of rules
  std::vector<MarketFinding> findings;               // by rule, then subject, then column
  bool accepted() const;                             // nothing at error or hold
};

// Throws std::invalid_argument if a school's URN stands twice, which read_market_facts refuses.
MarketAssessment assess_market(const MarketFacts& facts, const RuleBook& book, Date at);

// The assessment in each format. `csv` has a row for each finding.
void write_market_text(const MarketAssessment& assessment, const Write& write);
void write_market_json(const MarketAssessment& assessment, const Write& write);
void write_market_csv(const MarketAssessment& assessment, const Write& write);
void write_market_summary(const MarketAssessment& assessment, const Write& write);

}  // namespace assize::pricing
