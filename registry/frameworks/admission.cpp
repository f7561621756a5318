#include "registry/frameworks/admission.h"

#include <algorithm>
#include <array>

#include "pricing/exact/explain.h"

namespace assize::registry {
namespace {

constexpr std::array<std::string_view, 6> event_codes{"applied",   "admitted",   "refused",
                                                      "suspended", "reinstated", "removed"};
constexpr std::array<std::string_view, 5> status_codes{"applied", "admitted", "refused",
                                                       "suspended", "removed"};

template <typename Code, std::size_t count>
std::optional<Code> find_code(const std::array<std::string_view, count>& codes,
                              std::string_view text) {
  const auto found = std::find(codes.begin(), codes.end(), text);
  if (found == codes.end()) return std::nullopt;
  return static_cast<Code>(found - codes.begin());
}

struct Step {
  LotStatus from;
  LotEventKind decision;
};
constexpr std::array<Step, 6> steps{{{LotStatus::applied, LotEventKind::admitted},
                                     {LotStatus::applied, LotEventKind::refused},
                                     {LotStatus::admitted, LotEventKind::suspended},
                                     {LotStatus::suspended, LotEventKind::reinstated},
                                     {LotStatus::admitted, LotEventKind::removed},
                                     {LotStatus::suspended, LotEventKind::removed}}};

}  // namespace

std::string_view code(LotEventKind kind) { return event_codes.at(static_cast<std::size_t>(kind)); }

std::string_view code(LotStatus status) {
  return status_codes.at(static_cast<std::size_t>(status));
}

std::optional<LotEventKind> lot_event_of_code(std::string_view text) {
  return find_code<LotEventKind>(event_codes, text);
}

std::optional<LotStatus> lot_status_of_code(std::string_view text) {
  return find_code<LotStatus>(status_codes, text);
}

LotStatus status_after(LotEventKind kind) {
  switch (kind) {
    case LotEventKind::applied:
      return LotStatus::applied;
    case LotEventKind::refused:
      return LotStatus::refused;
    case LotEventKind::suspended:
      return LotStatus::suspended;
    case LotEventKind::removed:
      return LotStatus::removed;
    case LotEventKind::admitted:
    case LotEventKind::reinstated:
      break;
  }
  return LotStatus::admitted;
}

Result<LotEventKind> parse_decision(std::string_view text) {
  const auto kind = lot_event_of_code(text);
  if (kind && *kind != LotEventKind::applied) return *kind;
  return Fault{"decision", pricing::quoted(text) +
                               " is no decision: write admitted, refused, suspended, reinstated or "
                               "removed"};
}

std::optional<Fault> refuse_decision(LotStatus status, LotEventKind decision) {
  std::string others;
  for (const Step& step : steps) {
    if (step.from != status) continue;
    if (step.decision == decision) return std::nullopt;
    others += (others.empty() ? "" : " or ") + std::string(code(step.decision));
  }
  return Fault{"conflict",
               "What is " + std::string(code(status)) + " cannot be " +
                   std::string(code(decision)) +
                   (others.empty() ? ": nothing follows on it." : "; it can be " + others + ".")};
}

bool is_public(LotEventKind kind) {
  return kind != LotEventKind::applied && kind != LotEventKind::refused;
}

}  // namespace assize::registry
