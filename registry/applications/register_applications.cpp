#include "registry/applications/register_applications.h"

#include "registry/applications/application_store.h"
#include "registry/applications/put_on_register.h"
#include "registry/filings/filing_id.h"
#include "registry/filings/london_date.h"
#include "registry/filings/steps/authority.h"
#include "registry/geography/postcodes.h"
#include "registry/registration/record_registration.h"
#include "registry/registration/words.h"

namespace assize::registry {
namespace {

using pricing::Date;
using Status = ApplicationStatus;
using Step = ApplicationStep;

constexpr std::size_t under_way_limit = 100;
constexpr std::size_t conditions_limit = 50;
constexpr std::int32_t days_to_answer = 28;
constexpr std::int32_t answer_limit_days = 366;
constexpr std::int32_t opening_limit_days = 3660;

std::string name_of(const std::string& particulars) {
  return stored_particulars(particulars).school[SchoolColumn::name].value();
}

std::optional<Fault> refuse_opening_day(const Particulars& particulars, Date today) {
  const Date opens = Date::parse(particulars.school[SchoolColumn::open_date].value()).value();
  if (opens >= today && opens - today <= opening_limit_days) return std::nullopt;
  return Fault{"opens_on", "write a day from today, " + today.text() + ", to ten years on"};
}

// The provider, whose row is held so that its applications are made one after another.
Result<std::string> applicant(Connection& connection, const Caller& caller,
                              const ApplyRequest& request) {
  const bool is_own = caller.role == Role::provider && caller.provider_id;
  if (!is_own && caller.role != Role::administrator) {
    return Fault{"forbidden", "Only a provider, for itself, or the administrator may apply."};
  }
  if (is_own && request.provider_id && *request.provider_id != *caller.provider_id) {
    return Fault{"forbidden",
                 "You apply for " + *caller.provider_id + ", and no other: leave provider out."};
  }
  if (!is_own && !request.provider_id) {
    return Fault{"provider", "this is missing: write the provider that applies"};
  }
  const std::string id = is_own ? *caller.provider_id : *request.provider_id;
  if (connection.query_one("SELECT id FROM provider WHERE id = ? FOR UPDATE", {id})) return id;
  return Fault{"provider", "No provider of that id is on the register."};
}

std::optional<Fault> refuse_repeated(Connection& connection, const std::string& provider,
                                     const SchoolValues& school) {
  const auto postcode = pack_postcode(school[SchoolColumn::postcode].value());
  std::size_t under_way = 0;
  bool is_repeated = false;
  connection.query_each(
      "SELECT name, particulars FROM register_application WHERE provider_id = ?"
      " AND status IN ('applied', 'asked', 'answered') FOR UPDATE",
      {provider}, [&](const Row& row) {
        ++under_way;
        if (row.text(0) != *school[SchoolColumn::name]) return;
        const SchoolValues other = stored_particulars(row.text(1)).school;
        if (pack_postcode(other[SchoolColumn::postcode].value()) == postcode) is_repeated = true;
      });
  if (is_repeated) {
    return Fault{"conflict", "An application for a school of that name and postcode is under way."};
  }
  if (under_way < under_way_limit) return std::nullopt;
  return Fault{"conflict", "The provider has 100 applications under way: withdraw one first."};
}

RegisterApplication found(Connection& connection, const std::string& id) {
  return find_register_application(connection, id).value();
}

// Whoever may not see it is told that it is not there.
std::optional<Fault> refuse_caller(const Caller& caller, const RegisterApplication& application,
                                   Step step) {
  const bool is_own =
      caller.role == Role::provider && caller.organisation_id == application.organisation_id;
  if (!is_own && !is_regulator(caller.role)) {
    if (!caller.sees_organisation(application.organisation_id)) {
      return Fault{"not_found", "No application of yours has that id."};
    }
    return Fault{"forbidden", "Only the provider that applied may do this."};  // not its group
  }
  if (caller.role == Role::administrator) return std::nullopt;
  const bool is_providers = step == Step::answered || step == Step::withdrawn;
  if (is_providers == is_own) return std::nullopt;
  return Fault{"forbidden", is_providers ? "Only the provider answers for its application."
                                         : "Only the regulator asks and decides."};
}

Faults check_conditions(const StepRequest& request, Date today) {
  Faults faults;
  if (request.conditions.size() > conditions_limit) {
    faults.push_back({"conditions", "there are more than 50: leave some out"});
    return faults;
  }
  for (std::size_t at = 0; at < request.conditions.size(); ++at) {
    const NewCondition& each = request.conditions[at];
    auto fault = refuse_condition(each.words, each.due, today, today);
    if (!fault && !each.due) fault = Fault{"due", "this is missing: write the day it is due"};
    if (fault) {
      faults.push_back({"conditions[" + std::to_string(at) + "]." + fault->place, fault->message});
    }
  }
  return faults;
}

Faults check_request(const StepRequest& request, Date today) {
  Faults faults;
  const bool may_be_empty = request.step == Step::accepted || request.step == Step::urn_given;
  const std::string_view place = request.step == Step::asked       ? "question"
                                 : request.step == Step::answered  ? "answer"
                                 : request.step == Step::withdrawn ? "reason"
                                                                   : "reasons";
  if (auto fault =
          refuse_words(place, request.words, may_be_empty ? Words::may_be_empty : Words::needed)) {
    faults.push_back(*fault);
  }
  if (request.answer_by &&
      (*request.answer_by <= today || *request.answer_by - today > answer_limit_days)) {
    faults.push_back(
        {"answer_by", "write a day after today, " + today.text() + ", and within a year"});
  }
  if (request.step == Step::refused && (request.urn || !request.conditions.empty())) {
    faults.push_back({"decision", "only an acceptance takes conditions and a URN"});
  }
  if (request.step == Step::urn_given && !request.urn) {
    faults.push_back({"urn", "this is missing: write the school's URN"});
  }
  if (request.particulars) {
    if (auto fault = refuse_opening_day(*request.particulars, today)) faults.push_back(*fault);
  }
  for (Fault& fault : check_conditions(request, today)) faults.push_back(std::move(fault));
  return faults;
}

RegistrationEvent from_application(const RegisterApplication& application, const Caller& caller,
                                   RegistrationEventKind kind, Date today) {
  RegistrationEvent event;
  event.urn = application.urn;
  event.application_id = application.id;
  event.kind = kind;
  event.on = today;
  event.account_id = caller.account_id;
  return event;
}

// What the step brings to the register and to the school's registration.
std::optional<Fault> bring_to_register(Transaction& transaction, const Journal& journal,
                                       const Caller& caller, const StepRequest& request,
                                       RegisterApplication& application, Date today) {
  const bool brings = request.step == Step::accepted || request.step == Step::urn_given;
  if (!brings) return std::nullopt;
  const RegisterMoment moment(transaction);
  if (request.urn) {
    if (auto fault = put_on_register(transaction.connection(), application, *request.urn)) {
      return fault;
    }
    application.urn = request.urn;
    add_registration_event(
        transaction, journal,
        from_application(application, caller, RegistrationEventKind::registered, today));
  }
  for (const NewCondition& each : request.conditions) {
    RegistrationEvent event =
        from_application(application, caller, RegistrationEventKind::condition_imposed, today);
    event.words = each.words;
    event.due = each.due;
    add_registration_event(transaction, journal, std::move(event));
  }
  return std::nullopt;
}

ApplicationEvent event_of(const StepRequest& request, const RegisterApplication& application,
                          const Caller& caller, Date today) {
  ApplicationEvent event;
  event.step = request.step;
  event.on = today;
  event.account_id = caller.account_id;
  event.words = request.words;
  if (request.particulars) event.particulars_json = application.particulars_json;
  event.answer_by = application.answer_by;
  return event;
}

}  // namespace

ApplicationStanding RegisterApplication::standing_on(Date day) const {
  return {status, answer_by && *answer_by < day, urn.has_value()};
}

Result<RegisterApplication> apply_to_register(Transaction& transaction, const Journal& journal,
                                              const Caller& caller, const ApplyRequest& request) {
  const audit::Instant now = journal.now();
  const Date today = london_date(now);
  Connection& connection = transaction.connection();
  const auto provider = applicant(connection, caller, request);
  if (!provider) return provider.faults();
  if (auto fault = refuse_opening_day(request.particulars, today)) return *fault;
  const SchoolValues& school = request.particulars.school;
  if (auto fault = refuse_repeated(connection, *provider, school)) return *fault;
  RegisterApplication application;
  application.id = new_filing_id(now);
  application.organisation_id =
      caller.role == Role::provider ? caller.organisation_id : "org_" + *provider;
  application.provider_id = *provider;
  application.particulars_json = particulars_json(request.particulars);
  insert_application(connection, application, *school[SchoolColumn::name]);
  ApplicationEvent event;
  event.on = today;
  event.account_id = caller.account_id;
  event.particulars_json = application.particulars_json;
  record_application_event(transaction, journal, application, std::move(event));
  return found(connection, application.id);
}

Result<RegisterApplication> take_step(Transaction& transaction, const Journal& journal,
                                      const Caller& caller, const std::string& id,
                                      const StepRequest& request) {
  Connection& connection = transaction.connection();
  const Date today = london_date(journal.now());
  auto application = is_filing_id(id) ? lock_application(connection, id) : std::nullopt;
  if (!application) return Fault{"not_found", "No application of yours has that id."};
  if (auto fault = refuse_caller(caller, *application, request.step)) return *fault;
  if (auto faults = check_request(request, today); !faults.empty()) return faults;
  if (auto fault = refuse_step(application->standing_on(today), request.step)) return *fault;
  application->status = status_after(request.step);
  application->answer_by.reset();
  if (request.step == Step::asked) {
    application->answer_by = request.answer_by.value_or(today.plus_days(days_to_answer));
  }
  if (request.particulars) application->particulars_json = particulars_json(*request.particulars);
  if (auto fault = bring_to_register(transaction, journal, caller, request, *application, today)) {
    return *fault;
  }
  update_application(connection, *application, name_of(application->particulars_json));
  record_application_event(transaction, journal, *application,
                           event_of(request, *application, caller, today));
  return found(connection, application->id);
}

}  // namespace assize::registry
