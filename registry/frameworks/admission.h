// What becomes of a school's application to a lot: dated events, and what they make it on a day.
// Values only; thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pricing/exact/date.h"
#include "pricing/result.h"

namespace assize::registry {

enum class LotEventKind { applied, admitted, refused, suspended, reinstated, removed };
enum class LotStatus { applied, admitted, refused, suspended, removed };
std::string_view code(LotEventKind kind);
std::string_view code(LotStatus status);
std::optional<LotEventKind> lot_event_of_code(std::string_view text);
std::optional<LotStatus> lot_status_of_code(std::string_view text);

LotStatus status_after(LotEventKind kind);

// What an officer decides: any event but `applied`.
Result<LotEventKind> parse_decision(std::string_view text);
// Why the decision cannot follow on that status; none if it can. admitted and refused follow on
// applied, suspended on admitted, reinstated on suspended, removed on admitted or suspended.
std::optional<Fault> refuse_decision(LotStatus status, LotEventKind decision);

// Whether anyone may know of it: admissions and what follows on them are public.
bool is_public(LotEventKind kind);

}  // namespace assize::registry
