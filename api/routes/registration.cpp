// /v1/schools/…/registration, /v1/conditions, and who controls whom: read by all, changed by the
// regulator.
#include "api/http/message/problem.h"
#include "api/idempotency/once.h"
#include "api/registration/registration_json.h"
#include "api/routes/handlers.h"
#include "registry/filings/london_date.h"
#include "registry/filings/steps/authority.h"
#include "registry/placements/list_placements.h"
#include "registry/registration/conditions.h"
#include "registry/registration/record_registration.h"

namespace assize::api {
namespace {

Response refusal(const Faults& faults) {
  const Fault& fault = faults.front();
  if (fault.place == "forbidden") return problem_reply(Problem::not_allowed, fault.message);
  if (fault.place == "not_found") return problem_reply(Problem::not_found, fault.message);
  if (fault.place == "conflict") return problem_reply(Problem::out_of_turn, fault.message);
  return problem_reply(Problem::faulty_document, "Nothing was recorded: see faults.", faults);
}

Response no_such_school() {
  return problem_reply(Problem::not_found, "No school on the register has that URN.");
}

Confidences seen_by(const Request& request) {
  return registry::is_regulator(request.caller.role) ? Confidences::shown : Confidences::hidden;
}

Response reply_to(const Request& request, std::string json, int status = 200) {
  Response response = reply(json_type, std::move(json), status);
  const bool is_private = seen_by(request) == Confidences::shown || request.reach == Reach::own;
  return is_private ? response.with("Cache-Control", "private, no-cache") : response;
}

// The reply of a command whose body `parse` reads and which `act` carries out.
template <typename Asked, typename Act>
Response change(const Request& request, Backend& backend, Result<Asked> (*parse)(std::string_view),
                const Act& act) {
  if (backend.log_is_contradicted) return refuse_while_contradicted();
  if (const Faults faults = QueryReader(request.query).faults(); !faults.empty()) {
    return bad_parameters(faults);
  }
  const Result<Asked> asked = parse(request.body);
  if (!asked.ok()) return refusal(asked.faults());
  return once_in_transaction(request, backend, [&](registry::Transaction& transaction) {
    return act(transaction, *asked);
  });
}

// Its own, or those of its group, whose organisations' ids are "org_" and the provider's.
std::vector<std::string> providers_seen_by(const registry::Caller& caller) {
  constexpr std::string_view prefix = "org_";
  std::vector<std::string> providers;
  if (caller.provider_id) providers.push_back(*caller.provider_id);
  for (const std::string& each : caller.organisations) {
    providers.push_back(each.substr(prefix.size()));
  }
  return providers;
}

registry::TwoTimes read_times(QueryReader& query, Backend& backend) {
  registry::TwoTimes times;
  times.today = registry::london_date(backend.journal.now());
  times.as_at = query.value<pricing::Date>("as_at", pricing::Date::parse);
  times.known_at = query.value<std::string>("known_at", registry::parse_known_at);
  return times;
}

Response changed_control(const Request& request, const Result<registry::ControlChange>& change) {
  if (!change.ok()) return refusal(change.faults());
  return reply_to(request, control_change_json(*change, Confidences::shown), 201);
}

}  // namespace

Response record_registration(const Request& request, Backend& backend) {
  const auto urn = pricing::Urn::parse(request.path_value("urn"));
  if (!urn.ok()) return no_such_school();
  return change<registry::RegistrationRequest>(
      request, backend, registry::parse_registration_request,
      [&](registry::Transaction& transaction, const registry::RegistrationRequest& asked) {
        const auto event = registry::record_registration(transaction, backend.journal,
                                                         request.caller, *urn, asked);
        if (!event.ok()) return refusal(event.faults());
        return reply_to(request, registration_event_json(*event), 201);
      });
}

Response show_registration(const Request& request, Backend& backend) {
  QueryReader query(request.query);
  const registry::TwoTimes times = read_times(query, backend);
  if (const Faults faults = query.faults(); !faults.empty()) return bad_parameters(faults);
  const auto urn = pricing::Urn::parse(request.path_value("urn"));
  if (!urn.ok()) return no_such_school();
  const auto body = backend.database.in_transaction([&](registry::Transaction& transaction)
                                                        -> std::optional<std::string> {
    const auto events = registry::find_registration_events(transaction.connection(), *urn, times);
    if (!events) return std::nullopt;
    return registration_json(*urn, *events, times.as_at.value_or(times.today), seen_by(request));
  });
  if (body) return reply_to(request, *body);
  return problem_reply(Problem::not_found,
                       "No school of a type that is registered here has that URN.");
}

Response list_conditions(const Request& request, Backend& backend) {
  QueryReader query(request.query);
  registry::ConditionFilter filter;
  filter.state = query.value<registry::ConditionState>("state", registry::parse_condition_state);
  if (const Faults faults = query.faults(); !faults.empty()) return bad_parameters(faults);
  if (request.reach != Reach::all) filter.providers = providers_seen_by(request.caller);
  const pricing::Date today = registry::london_date(backend.journal.now());
  const auto conditions = backend.database.with_connection([&](registry::Connection& connection) {
    return registry::list_conditions(connection, filter, today);
  });
  return reply_to(request, conditions_json(conditions, today));
}

Response end_condition(const Request& request, Backend& backend) {
  return change<registry::ConditionOutcome>(
      request, backend, registry::parse_condition_outcome,
      [&](registry::Transaction& transaction, const registry::ConditionOutcome& asked) {
        const auto event = registry::end_condition(transaction, backend.journal, request.caller,
                                                   request.path_value("id"), asked);
        if (!event.ok()) return refusal(event.faults());
        return reply_to(request, registration_event_json(*event), 201);
      });
}

Response change_control_of_school(const Request& request, Backend& backend) {
  const auto urn = pricing::Urn::parse(request.path_value("urn"));
  if (!urn.ok()) return no_such_school();
  return change<registry::ControlRequest>(
      request, backend, registry::parse_control_request,
      [&](registry::Transaction& transaction, const registry::ControlRequest& asked) {
        return changed_control(request,
                               registry::change_control_of_school(transaction, backend.journal,
                                                                  request.caller, *urn, asked));
      });
}

Response change_control_of_provider(const Request& request, Backend& backend) {
  return change<registry::ControlRequest>(
      request, backend, registry::parse_control_request,
      [&](registry::Transaction& transaction, const registry::ControlRequest& asked) {
        return changed_control(request, registry::change_control_of_provider(
                                            transaction, backend.journal, request.caller,
                                            request.path_value("id"), asked));
      });
}

Response show_school_ownership(const Request& request, Backend& backend) {
  QueryReader query(request.query);
  const auto known_at = query.value<std::string>("known_at", registry::parse_known_at);
  if (const Faults faults = query.faults(); !faults.empty()) return bad_parameters(faults);
  const auto urn = pricing::Urn::parse(request.path_value("urn"));
  if (!urn.ok()) return no_such_school();
  const auto ownership = backend.database.in_transaction([&](registry::Transaction& transaction) {
    return registry::ownership_of_school(transaction.connection(), *urn,
                                         registry::KnownAt(known_at));
  });
  if (ownership.runnings.empty() && ownership.changes.empty()) {
    return problem_reply(Problem::not_found,
                         "Nobody is known to run or have run a school of that "
                         "URN.");
  }
  return reply_to(request, school_ownership_json(*urn, ownership, seen_by(request)));
}

Response show_provider(const Request& request, Backend& backend) {
  QueryReader query(request.query);
  const auto known_at = query.value<std::string>("known_at", registry::parse_known_at);
  if (const Faults faults = query.faults(); !faults.empty()) return bad_parameters(faults);
  const auto provider = backend.database.in_transaction([&](registry::Transaction& transaction) {
    return registry::ownership_of_provider(transaction.connection(), request.path_value("id"),
                                           registry::KnownAt(known_at));
  });
  if (!provider) return problem_reply(Problem::not_found, "No provider of that id is known.");
  return reply_to(request, provider_ownership_json(*provider, seen_by(request)));
}

}  // namespace assize::api
