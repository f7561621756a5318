// What may follow what in a case: the state machine, apart from all storage. Pure; thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "pricing/result.h"

namespace assize::registry {

// prior_approval: lines are held until it is decided. review: flags on lines that take effect on
// their date. market: a flag of the market's rules at one school, for the regulator alone.
enum class CaseKind : std::uint8_t { prior_approval, review, market };
inline constexpr std::array<std::string_view, 3> case_kind_codes{"prior_approval", "review",
                                                                 "market"};

enum class CaseState : std::uint8_t { open, objected, responded, decided, appealed, closed };
inline constexpr std::array<std::string_view, 6> case_state_codes{
    "open", "objected", "responded", "decided", "appealed", "closed"};

enum class Disposition : std::uint8_t { approved, approved_as_modified, refused, withdrawn };
inline constexpr std::array<std::string_view, 4> disposition_codes{
    "approved", "approved_as_modified", "refused", "withdrawn"};

enum class CaseStepKind : std::uint8_t {
  opened,
  assigned,
  objection,
  response,
  note,  // among the regulator's own people
  document,
  decision,
  appeal,
  appeal_decision,
  withdrawal,
  escalated
};
inline constexpr std::array<std::string_view, 11> case_step_codes{
    "opened",   "assigned", "objection",       "response",   "note",     "document",
    "decision", "appeal",   "appeal_decision", "withdrawal", "escalated"};

inline std::string_view code(CaseKind kind) {
  return case_kind_codes.at(static_cast<std::size_t>(kind));
}
inline std::string_view code(CaseState state) {
  return case_state_codes.at(static_cast<std::size_t>(state));
}
inline std::string_view code(Disposition disposition) {
  return disposition_codes.at(static_cast<std::size_t>(disposition));
}
inline std::string_view code(CaseStepKind kind) {
  return case_step_codes.at(static_cast<std::size_t>(kind));
}
Result<CaseKind> parse_case_kind(std::string_view text);
Result<CaseState> parse_case_state(std::string_view text);
Result<Disposition> parse_disposition(std::string_view text);
Result<CaseStepKind> parse_case_step(std::string_view text);

struct CaseStanding {
  CaseKind kind = CaseKind::prior_approval;
  CaseState state = CaseState::open;
  std::optional<Disposition> disposition;
};

// Where a case stands after a step, which for a decision or an appeal's names a disposition; none
// if the step cannot follow. An approval ends a case, since there is nothing to appeal against; any
// other decision waits for an appeal, which is made once. What is withdrawn is over.
std::optional<CaseStanding> after_step(const CaseStanding& before, CaseStepKind step,
                                       std::optional<Disposition> disposition = std::nullopt);

// Nothing but notes can follow any more.
constexpr bool is_over(CaseState state) { return state == CaseState::closed; }
// Somebody at the regulator has to act, or to see that somebody does.
constexpr bool is_live(CaseState state) {
  return state != CaseState::decided && state != CaseState::closed;
}

}  // namespace assize::registry
