#include "registry/cases/case_machine.h"

#include "pricing/rule_book/object_reader.h"

namespace assize::registry {
namespace {

bool may_decide(const CaseStanding& before, std::optional<Disposition> disposition) {
  if (!disposition || *disposition == Disposition::withdrawn) return false;
  // Only lines that are held can be modified.
  if (*disposition == Disposition::approved_as_modified) {
    return before.kind == CaseKind::prior_approval;
  }
  return true;
}

std::optional<CaseStanding> after_decision(CaseStanding standing, Disposition disposition) {
  // A market case has no party that could appeal.
  const bool is_final = disposition == Disposition::approved || standing.kind == CaseKind::market;
  standing.state = is_final ? CaseState::closed : CaseState::decided;
  standing.disposition = disposition;
  return standing;
}

// An appeal never leaves a provider worse off than what it appeals against.
bool may_decide_appeal(const CaseStanding& before, std::optional<Disposition> disposition) {
  if (!may_decide(before, disposition)) return false;
  return *disposition != Disposition::refused || before.disposition == Disposition::refused;
}

std::optional<CaseStanding> in_state(CaseStanding standing, CaseState state) {
  standing.state = state;
  return standing;
}

}  // namespace

Result<CaseKind> parse_case_kind(std::string_view text) {
  return pricing::parse_code<CaseKind>(case_kind_codes, text);
}

Result<CaseState> parse_case_state(std::string_view text) {
  return pricing::parse_code<CaseState>(case_state_codes, text);
}

Result<Disposition> parse_disposition(std::string_view text) {
  return pricing::parse_code<Disposition>(disposition_codes, text);
}

Result<CaseStepKind> parse_case_step(std::string_view text) {
  return pricing::parse_code<CaseStepKind>(case_step_codes, text);
}

std::optional<CaseStanding> after_step(const CaseStanding& before, CaseStepKind step,
                                       std::optional<Disposition> disposition) {
  const CaseState state = before.state;
  const bool before_decision =
      state == CaseState::open || state == CaseState::objected || state == CaseState::responded;
  const bool has_party = before.kind != CaseKind::market;
  switch (step) {
    case CaseStepKind::opened:
      return std::nullopt;
    case CaseStepKind::note:
      return before;
    case CaseStepKind::assigned:
    case CaseStepKind::document:
      if (is_over(state)) return std::nullopt;
      return before;
    case CaseStepKind::escalated:
      if (!is_live(state)) return std::nullopt;
      return before;
    case CaseStepKind::objection:
      if (!has_party || (state != CaseState::open && state != CaseState::responded)) {
        return std::nullopt;
      }
      return in_state(before, CaseState::objected);
    case CaseStepKind::response:
      if (state != CaseState::objected) return std::nullopt;
      return in_state(before, CaseState::responded);
    case CaseStepKind::decision:
      if (!before_decision || !may_decide(before, disposition)) return std::nullopt;
      return after_decision(before, *disposition);
    case CaseStepKind::appeal:
      if (state != CaseState::decided) return std::nullopt;
      return in_state(before, CaseState::appealed);
    case CaseStepKind::appeal_decision: {
      if (state != CaseState::appealed || !may_decide_appeal(before, disposition)) {
        return std::nullopt;
      }
      CaseStanding after = before;
      after.state = CaseState::closed;
      after.disposition = disposition;
      return after;
    }
    case CaseStepKind::withdrawal: {
      if (!has_party || !before_decision) return std::nullopt;
      CaseStanding after = before;
      after.state = CaseState::closed;
      after.disposition = Disposition::withdrawn;
      return after;
    }
  }
  return std::nullopt;
}

}  // namespace assize::registry
