#include "registry/registration/record_registration.h"

#include <algorithm>
#include <array>

#include "pricing/rule_book/object_reader.h"
#include "registry/filings/filing_id.h"
#include "registry/filings/london_date.h"
#include "registry/filings/steps/authority.h"
#include "registry/placements/placement.h"
#include "registry/registration/words.h"

namespace assize::registry {
namespace {

using pricing::Date;
using Kind = RegistrationEventKind;

constexpr std::size_t condition_limit_characters = 500;
constexpr std::size_t number_limit_characters = 20;
constexpr std::int32_t days_ahead_limit = 366;
constexpr std::int32_t due_limit_days = 3660;

Result<Kind> parse_event(std::string_view text) {
  const auto kind = parse_registration_event(text);
  if (kind && *kind != Kind::registered && *kind != Kind::condition_met &&
      *kind != Kind::condition_lifted) {
    return kind;
  }
  return Fault{"", pricing::quoted(text) +
                       " is no event to record: write suspended, reinstated, removed, "
                       "condition_imposed, childrens_home_registered or childrens_home_cancelled"};
}

Result<Kind> parse_ending(std::string_view text) {
  if (text == "met") return Kind::condition_met;
  if (text == "lifted") return Kind::condition_lifted;
  return Fault{"", pricing::quoted(text) + " is no outcome: write met or lifted"};
}

std::string text_of(pricing::ObjectReader& reader, std::string_view key) {
  const std::string* text = reader.find_string(key);
  return text == nullptr ? "" : *text;
}

bool is_number(std::string_view text) {
  return !text.empty() && text.size() <= number_limit_characters &&
         std::ranges::all_of(text, [](char each) {
           return (each >= '0' && each <= '9') || (each >= 'A' && each <= 'Z') ||
                  (each >= 'a' && each <= 'z') || each == '-';
         });
}

Faults check_request(const RegistrationRequest& request, Date on, Date today) {
  Faults faults;
  const auto add = [&faults](const std::optional<Fault>& fault) {
    if (fault) faults.push_back(*fault);
  };
  const bool needs_reasons = request.kind == Kind::suspended || request.kind == Kind::removed ||
                             request.kind == Kind::condition_imposed;
  add(refuse_words("reasons", request.reasons,
                   needs_reasons ? Words::needed : Words::may_be_empty));
  if (on - today > days_ahead_limit) {
    faults.push_back({"on", "that day is more than a year ahead: write an earlier one"});
  }
  const bool is_condition = request.kind == Kind::condition_imposed;
  if (is_condition) {
    add(refuse_condition(request.condition, request.due, on, today));
  } else if (!request.condition.empty() || request.due) {
    faults.push_back({"condition", "only condition_imposed takes a condition and its day"});
  }
  if (request.kind == Kind::childrens_home_registered) {
    if (!is_number(request.number)) {
      faults.push_back({"number",
                        "write the home's registration number: at most 20 letters, digits and "
                        "hyphens, such as SC123456"});
    }
  } else if (!request.number.empty()) {
    faults.push_back({"number", "only childrens_home_registered takes a number"});
  }
  return faults;
}

std::optional<Fault> refuse_school(Connection& connection, pricing::Urn urn) {
  const auto row =
      connection.query_one("SELECT type_code, status FROM school WHERE urn = ? LOCK IN SHARE MODE",
                           {std::int64_t{urn.number()}});
  if (!row) return Fault{"not_found", "No school on the register has the URN " + urn.text() + "."};
  if (!pricing::is_regulated_type(static_cast<int>(row->integer(0)))) {
    return Fault{"urn", "School " + urn.text() + " is not of a type that is registered here."};
  }
  if (row->text(1) == "closed") return Fault{"urn", "School " + urn.text() + " is closed."};
  return std::nullopt;
}

// Later than every day that an event can have.
Date last_day() { return Date::parse("2999-12-31").value(); }

std::optional<Fault> refuse_day(const std::vector<RegistrationEvent>& events, Kind kind, Date on) {
  if (kind == Kind::condition_imposed) return std::nullopt;
  const auto last = last_of_chain(events, kind);
  if (!last || on >= *last) return std::nullopt;
  return Fault{"on", on.text() + " is before the day of what was recorded last, " + last->text() +
                         ". Give that day or a later one."};
}

}  // namespace

std::optional<Fault> refuse_condition(std::string_view text, const std::optional<Date>& due,
                                      Date on, Date today) {
  if (auto fault = refuse_words("condition", text, Words::needed)) return fault;
  if (const auto why = refuse_free_text(text, condition_limit_characters, today)) {
    return Fault{"condition", "conditions are public, and " + *why};
  }
  if (due && (*due < on || *due - on > due_limit_days)) {
    return Fault{"due", "write a day from " + on.text() +
                            ", the day of the condition, to ten years"
                            " on"};
  }
  return std::nullopt;
}

Result<RegistrationRequest> parse_registration_request(std::string_view json) {
  const auto document = pricing::parse_json(json);
  if (!document) return document.faults();
  Faults faults;
  pricing::ObjectReader reader(*document, "$",
                               {"condition", "due", "event", "number", "on", "reasons"}, faults);
  RegistrationRequest request;
  request.kind = reader.require_parsed<Kind>("event", parse_event).value_or(Kind::suspended);
  request.on = reader.find_parsed<Date>("on", Date::parse);
  request.due = reader.find_parsed<Date>("due", Date::parse);
  request.condition = text_of(reader, "condition");
  request.number = text_of(reader, "number");
  request.reasons = text_of(reader, "reasons");
  if (!faults.empty()) return faults;
  return request;
}

Result<RegistrationEvent> record_registration(Transaction& transaction, const Journal& journal,
                                              const Caller& caller, pricing::Urn urn,
                                              const RegistrationRequest& request) {
  if (!is_regulator(caller.role)) {
    return Fault{"forbidden", "Only the regulator changes a school's registration."};
  }
  const Date today = london_date(journal.now());
  const Date on = request.on.value_or(today);
  if (auto faults = check_request(request, on, today); !faults.empty()) return faults;
  Connection& connection = transaction.connection();
  const RegisterMoment moment(transaction);
  if (auto fault = refuse_school(connection, urn)) return *fault;
  const auto events = lock_registration_events(connection, urn);
  if (auto fault = refuse_event(registration_on(events, last_day()), request.kind)) return *fault;
  if (auto fault = refuse_day(events, request.kind, on)) return *fault;
  RegistrationEvent event;
  event.urn = urn;
  event.kind = request.kind;
  event.on = on;
  event.due = request.due;
  event.words = request.kind == Kind::condition_imposed ? request.condition : request.number;
  event.reasons = request.reasons;
  event.account_id = caller.account_id;
  return add_registration_event(transaction, journal, std::move(event));
}

Result<RegistrationEvent> record_registration(Database& database, const Journal& journal,
                                              const Caller& caller, pricing::Urn urn,
                                              const RegistrationRequest& request) {
  return database.in_transaction([&](Transaction& transaction) {
    return record_registration(transaction, journal, caller, urn, request);
  });
}

Result<ConditionOutcome> parse_condition_outcome(std::string_view json) {
  const auto document = pricing::parse_json(json);
  if (!document) return document.faults();
  Faults faults;
  pricing::ObjectReader reader(*document, "$", {"on", "outcome", "reasons"}, faults);
  ConditionOutcome outcome;
  outcome.kind = reader.require_parsed<Kind>("outcome", parse_ending).value_or(Kind::condition_met);
  outcome.on = reader.find_parsed<Date>("on", Date::parse);
  outcome.reasons = text_of(reader, "reasons");
  if (!faults.empty()) return faults;
  return outcome;
}

Result<RegistrationEvent> end_condition(Transaction& transaction, const Journal& journal,
                                        const Caller& caller, const std::string& id,
                                        const ConditionOutcome& outcome) {
  if (!is_regulator(caller.role)) {
    return Fault{"forbidden", "Only the regulator says that a condition is met or lifted."};
  }
  const bool is_lifted = outcome.kind == Kind::condition_lifted;
  if (auto fault = refuse_words("reasons", outcome.reasons,
                                is_lifted ? Words::needed : Words::may_be_empty)) {
    return *fault;
  }
  const Fault none{"not_found", "No condition has that id."};
  if (!is_filing_id(id)) return none;
  const RegisterMoment moment(transaction);
  const auto condition = lock_condition(transaction.connection(), id);
  if (!condition) return none;
  if (condition->is_ended) return Fault{"conflict", "That condition has ended already."};
  const Date today = london_date(journal.now());
  RegistrationEvent event;
  event.urn = condition->imposed.urn;
  event.application_id = condition->imposed.application_id;
  event.kind = outcome.kind;
  event.on = outcome.on.value_or(std::max(today, condition->imposed.on));
  if (event.on < condition->imposed.on || (event.on > today && outcome.on)) {
    return Fault{"on", "write a day from " + condition->imposed.on.text() +
                           ", when it was imposed, to today"};
  }
  event.condition_id = id;
  event.reasons = outcome.reasons;
  event.account_id = caller.account_id;
  return add_registration_event(transaction, journal, std::move(event));
}

Result<RegistrationEvent> end_condition(Database& database, const Journal& journal,
                                        const Caller& caller, const std::string& id,
                                        const ConditionOutcome& outcome) {
  return database.in_transaction([&](Transaction& transaction) {
    return end_condition(transaction, journal, caller, id, outcome);
  });
}

}  // namespace assize::registry
