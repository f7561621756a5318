// Schools' applications to the lots of frameworks, and what the regulator decides of them. Nothing
// is erased: each step is a dated event with an entry in the log. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pricing/exact/codes.h"
#include "registry/access/caller.h"
#include "registry/database/database.h"
#include "registry/frameworks/admission.h"
#include "registry/log/journal.h"
#include "registry/register/history/moment.h"

namespace assize::registry {

struct LotEvent {
  LotEventKind kind = LotEventKind::applied;
  pricing::Date on;
  std::string recorded_at;
  std::string account_id;
  std::string reasons;
  std::string commitment_random;  // hexadecimal; opens the log entry's body_sha256
  std::string receipt_json;
};

// Confidential to the organisation and the regulator, but for what admissions_as_at tells.
struct LotApplication {
  explicit LotApplication(pricing::Urn its_urn) : urn(its_urn) {}

  std::string id;  // a ULID
  std::string framework, lot;
  pricing::Urn urn;
  std::string organisation_id;
  std::string statement;
  LotStatus status = LotStatus::applied;  // after its last event, whatever that one's day
  std::vector<LotEvent> events;
};

// Which lot of which framework.
struct LotAddress {
  std::string framework, lot;
};

struct ApplyCommand {
  Caller caller;
  LotAddress lot;
  std::string urn;
  std::string statement;  // in words; may be empty
  // The day of applying; today in London if left out. Only the regulator may give another.
  std::optional<pricing::Date> on;
};
// A provider applies for a school that it runs; the regulator for any. The framework must be open
// on that day. Faults by place: "forbidden", "not_found" (no such framework or lot), "conflict"
// (not open, or an application is under way or was admitted), "urn", "statement", "on".
Result<LotApplication> apply_to_lot(Database& database, const Journal& journal,
                                    const ApplyCommand& command);
Result<LotApplication> apply_to_lot(Transaction& transaction, const Journal& journal,
                                    const ApplyCommand& command);

struct DecideCommand {
  Caller caller;
  LotAddress lot;
  std::string urn;
  LotEventKind decision = LotEventKind::refused;
  std::string reasons;  // must be given, but for admitted and reinstated
  // From which day it holds; today if left out. Never before the event that it follows.
  std::optional<pricing::Date> on;
};
// By a person of the regulator's. Faults by place: "forbidden", "not_found", "conflict" (it cannot
// follow on what was decided before), "reasons", "on".
Result<LotApplication> decide_application(Database& database, const Journal& journal,
                                          const DecideCommand& command);
Result<LotApplication> decide_application(Transaction& transaction, const Journal& journal,
                                          const DecideCommand& command);

// The school's last application to the lot.
std::optional<LotApplication> find_application(Connection& connection, const LotAddress& lot,
                                               pricing::Urn urn);
// A page of a lot's applications by URN, earlier attempts first; of one organisation, or of all.
// `after` is the `next` of the page before.
struct LotApplicationPage {
  std::vector<LotApplication> applications;
  std::optional<std::uint32_t> next;  // the last URN shown, if there are more
};
LotApplicationPage list_applications(Connection& connection, const LotAddress& lot,
                                     const std::optional<std::string>& organisation_id,
                                     std::uint32_t after, std::size_t schools);

// A school that was admitted to a lot by that day, and where it stands on it. Public.
struct Admission {
  std::string framework, lot;
  std::uint32_t urn = 0;
  std::string school;                      // its name today
  LotStatus status = LotStatus::admitted;  // admitted, suspended or removed
  pricing::Date since;                     // the day of its admission
  pricing::Date changed;                   // the day from which that status holds
};
// By framework, lot and URN; of one framework if it is named.
std::vector<Admission> admissions_as_at(Connection& connection, pricing::Date day,
                                        const std::optional<std::string>& framework = {});
// One school's, as they were known.
std::vector<Admission> admissions_of(Connection& connection, pricing::Urn urn, pricing::Date day,
                                     const KnownAt& known);
// How many events there are of all applications: it grows with each.
std::uint64_t count_lot_events(Connection& connection);

}  // namespace assize::registry
