// Agreements: councils are told of each filing that raises the prices of their placements, and
// accept, challenge with a reason, or let the time pass. Nothing takes effect by an answer: UNI-01
// and UNI-11 read them. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pricing/facts/facts.h"
#include "pricing/fee_file/fee_line.h"
#include "registry/access/caller.h"
#include "registry/filings/filing.h"
#include "registry/filings/steps/decide.h"
#include "registry/filings/steps/price_rises.h"
#include "registry/log/journal.h"

namespace assize::registry {

struct IncreaseAnswer {
  pricing::Position position{};
  std::string reason;
  bool shows_name = false;
  std::string account_id;
  pricing::Date on;
  std::string at;
  std::string commitment_random;  // hexadecimal; opens the log entry's body_sha256
  std::string receipt_json;
};

struct IncreaseShare {
  std::string council;
  std::uint32_t placements = 0;
  std::optional<IncreaseAnswer> answer;
};

struct IncreaseLine {
  std::uint64_t line_number = 0;
  std::string line;
  pricing::Date effective_from;
  std::string unit, unit_before;
  pricing::Pounds unit_price, unit_price_before, annual_price, annual_price_before;
  std::string decision;  // of the line today: in_effect, held or refused
  std::vector<IncreaseShare> shares;
};

// Of one school in one filing.
struct Increase {
  explicit Increase(pricing::Urn its_urn) : urn(its_urn) {}

  std::string id;  // a ULID
  std::string filing_id;
  pricing::Urn urn;
  std::string school;  // its name today
  std::string organisation_id;
  pricing::Date told_on, answer_by;
  std::string receipt_json;
  std::uint64_t order = 0;
  std::vector<IncreaseLine> lines;
};

// For each school an increase, with those lines whose price compared rises and on which a council
// has placements. Logged together as "increases.told". Says how many there are.
std::size_t tell_councils(Transaction& transaction, const Journal& journal, const Filing& filing,
                          const std::string& account_id, std::span<const pricing::FeeLine> lines,
                          const Decision& decision, const PriceRises& rises);

// Whose eyes: a council's, with placements on it; a provider's organisation, whose prices they are;
// or the regulator's, where neither is given.
struct IncreaseReader {
  std::optional<std::string> council;
  std::optional<std::string> organisation_id;
};
std::optional<Increase> find_increase(Connection& connection, std::string_view id,
                                      const IncreaseReader& reader);

struct IncreasePage {
  std::vector<Increase> increases;
  std::optional<std::uint64_t> next;  // `before` of the page that follows
};
struct IncreaseFilter {
  std::optional<std::string> filing;
  std::optional<pricing::Urn> urn;
};
// The latest first.
IncreasePage list_increases(Connection& connection, const IncreaseReader& reader,
                            std::optional<std::uint64_t> before, std::size_t limit,
                            const IncreaseFilter& filter = {});

struct AnswerCommand {
  Caller caller;
  std::string increase_id;
  pricing::Position position{};
  std::string reason;              // needed for a challenge
  bool shows_name = false;         // to other councils
  std::vector<std::string> lines;  // all of the council's where none is named
};
// By a council with placements there (or an administrator for it: the caller then has its code),
// until the last day to answer. Faults by place: "forbidden", "not_found", "conflict" (the time has
// passed), "reason", "lines".
Result<Increase> answer_increase(Transaction& transaction, const Journal& journal,
                                 const AnswerCommand& command);

// What the log entry of an answer commits to.
std::string answer_commitment_body(const Increase& increase, const std::string& council,
                                   const std::vector<std::string>& lines,
                                   const IncreaseAnswer& answer);

// Adds the answers given for these schools from `first` on to `facts`, which it makes if need be.
void read_agreements(Connection& connection, const std::vector<std::int64_t>& urns,
                     pricing::Date first, pricing::Facts& facts);

}  // namespace assize::registry
