// A case: what is worked between a provider and the regulator until it is decided. Values, and how
// they are found. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pricing/exact/codes.h"
#include "pricing/exact/date.h"
#include "pricing/exact/money.h"
#include "registry/access/caller.h"
#include "registry/cases/case_machine.h"
#include "registry/database/database.h"

namespace assize::registry {

struct CaseStep {
  std::uint32_t number = 0;
  CaseStepKind kind = CaseStepKind::opened;
  bool is_internal = false;  // for the regulator alone
  std::string account_id;
  std::string at;
  std::string words;
  std::optional<Disposition> disposition;
  std::optional<pricing::Date> due_on;
  std::string details;            // JSON, or empty
  std::string commitment_random;  // hexadecimal; opens the log entry's body_sha256
  std::string receipt_json;
};

struct CaseLine {
  std::uint64_t line_number = 0;  // of the fee file
  std::string line;
  bool is_held = false;  // else it is flagged, and in effect
  std::uint32_t placements = 0;
  std::optional<pricing::Pounds> annual_price_before;
  // As filed.
  pricing::Pounds unit_price, annual_price, education, boarding, care, health;
  pricing::Date effective_from;
  // As it stands now.
  std::string decision;
  pricing::Pounds annual_price_now;
  pricing::Date effective_from_now;
};

struct CaseFinding {
  std::string rule, severity, line, column, message;
  std::vector<std::string> working;
  std::uint64_t line_number = 0;
};

struct CaseDocument {
  std::uint32_t number = 0;
  std::string name, type, sha256, account_id, at;
  std::uint64_t size_bytes = 0;
  bool is_internal = false;
};

struct Case {
  explicit Case(pricing::Urn its_urn) : urn(its_urn) {}

  std::string id;  // a ULID
  CaseKind kind = CaseKind::prior_approval;
  std::optional<std::string> filing_id, flag_key;
  pricing::Urn urn;
  std::string school;           // its name today
  std::string organisation_id;  // whose prices they are
  std::string group_id;         // its group, or its provider where it has none
  CaseState state = CaseState::open;
  std::optional<Disposition> disposition;
  pricing::Date opened_on;
  std::string opened_by;
  std::string owner;  // an account's id; empty: nobody's
  std::optional<pricing::Date> due_on;
  int escalation = 0;  // how often a deadline has passed
  pricing::Pounds stake;
  std::vector<std::string> rules;
  std::uint32_t version = 0;
  std::uint64_t order = 0;

  CaseStanding standing() const { return {kind, state, disposition}; }
};

// With all that belongs to it, as far as whoever asks may see it.
struct WholeCase {
  Case about;
  std::vector<CaseLine> lines;
  std::vector<CaseFinding> findings;
  std::vector<CaseStep> steps;
  std::vector<CaseDocument> documents;
};

// Whose eyes: the regulator sees all; a party sees its own, without what is internal, and no case
// of the market's.
struct CaseReader {
  std::optional<std::string> organisation_id;  // none: the regulator
  bool is_regulator() const { return !organisation_id; }
};

std::optional<Case> find_case(Connection& connection, std::string_view id,
                              const CaseReader& reader);
std::optional<WholeCase> find_whole_case(Connection& connection, std::string_view id,
                                         const CaseReader& reader);

enum class CaseOrder : std::uint8_t { stake, age, due };
inline constexpr std::array<std::string_view, 3> case_order_codes{"stake", "age", "due"};
Result<CaseOrder> parse_case_order(std::string_view text);

enum class CaseStatus : std::uint8_t { live, all, over };
inline constexpr std::array<std::string_view, 3> case_status_codes{"live", "all", "over"};
Result<CaseStatus> parse_case_status(std::string_view text);

struct CaseFilter {
  CaseStatus status = CaseStatus::live;
  std::optional<CaseState> state;
  std::optional<CaseKind> kind;
  std::optional<std::string> rule;  // "UNI-04"
  std::optional<std::string> group;
  std::optional<std::string> owner;  // "none": nobody's
  std::optional<std::string> filing;
  std::optional<pricing::Urn> urn;
  bool escalated = false;  // only those whose deadline has passed
};

// A page of the queue. `after` is the `next` of the page before, of the same filter and order.
struct CasePage {
  std::vector<Case> cases;
  std::optional<std::string> next;
  std::uint64_t matching = 0;  // in all
  std::string stake;           // of all that match, as text: it may be larger than Pounds read
};
// Faults, with the place "after", if that is no `next` of this order's.
Result<CasePage> list_cases(Connection& connection, const CaseReader& reader,
                            const CaseFilter& filter, CaseOrder order,
                            const std::optional<std::string>& after, std::size_t limit);

// The last sentence of what happened, for whoever came too late.
std::string last_step_words(Connection& connection, const Case& about);

}  // namespace assize::registry
