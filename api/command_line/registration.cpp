// `assize registration` and `assize control`: what becomes of a school's registration, its
// conditions, and who controls whom.
#include <CLI/CLI.hpp>

#include "api/command_line/commands.h"
#include "api/command_line/options.h"
#include "api/command_line/output.h"
#include "api/command_line/workplace.h"
#include "api/registration/registration_json.h"
#include "registry/filings/london_date.h"
#include "registry/placements/list_placements.h"
#include "registry/registration/conditions.h"
#include "registry/registration/record_registration.h"

namespace assize::api {
namespace {

struct Options {
  WorkplaceOptions workplace;
  std::string urn, id, event, on, due, condition, number, reasons, state, as_at, known_at;
  std::string provider, controller, controller_name, owner_kind;
  std::vector<std::string> parties;
};
using SharedOptions = std::shared_ptr<Options>;

void print(const std::string& text) {
  Output output;
  output.write(text + "\n");
  output.flush();
}

pricing::Urn urn_of(const Options& options) {
  return value_or_cannot_run(pricing::Urn::parse(options.urn), "URN");
}

registry::TwoTimes times_of(const Options& options, Workplace& workplace) {
  registry::TwoTimes times;
  times.today = registry::london_date(workplace.journal().now());
  if (!options.as_at.empty()) times.as_at = day_option(options.as_at, "--as-at");
  if (!options.known_at.empty()) {
    times.known_at = value_or_cannot_run(registry::parse_known_at(options.known_at), "--known-at");
  }
  return times;
}

int record(const Options& options) {
  JsonWriter json;
  json.begin_object().member("event", options.event).member_unless_empty("on", options.on);
  json.member_unless_empty("due", options.due).member_unless_empty("condition", options.condition);
  json.member_unless_empty("number", options.number).member("reasons", options.reasons);
  const auto request = registry::parse_registration_request(json.end_object().take());
  if (!request.ok()) return print_faults(request.faults(), "the registration");
  const pricing::Urn urn = urn_of(options);
  Workplace workplace(options.workplace);
  const auto event = registry::record_registration(workplace.database(), workplace.journal(),
                                                   registry::local_administrator(), urn, *request);
  if (!event.ok()) return print_faults(event.faults(), "the registration");
  workplace.sequence_pending();
  print(registration_event_json(*event));
  return all_well;
}

int end(const Options& options) {
  JsonWriter json;
  json.begin_object().member("outcome", options.event).member_unless_empty("on", options.on);
  json.member("reasons", options.reasons);
  const auto outcome = registry::parse_condition_outcome(json.end_object().take());
  if (!outcome.ok()) return print_faults(outcome.faults(), "the condition");
  Workplace workplace(options.workplace);
  const auto event = registry::end_condition(workplace.database(), workplace.journal(),
                                             registry::local_administrator(), options.id, *outcome);
  if (!event.ok()) return print_faults(event.faults(), "the condition");
  workplace.sequence_pending();
  print(registration_event_json(*event));
  return all_well;
}

int show(const Options& options) {
  const pricing::Urn urn = urn_of(options);
  Workplace workplace(options.workplace);
  const registry::TwoTimes times = times_of(options, workplace);
  const auto events = workplace.database().in_transaction([&](registry::Transaction& transaction) {
    return registry::find_registration_events(transaction.connection(), urn, times);
  });
  if (!events) throw CannotRun("no school of a type that is registered here has that URN.");
  print(registration_json(urn, *events, times.as_at.value_or(times.today), Confidences::shown));
  return all_well;
}

int list_conditions(const Options& options) {
  registry::ConditionFilter filter;
  if (!options.state.empty()) {
    filter.state = value_or_cannot_run(registry::parse_condition_state(options.state), "--state");
  }
  Workplace workplace(options.workplace);
  const pricing::Date today = registry::london_date(workplace.journal().now());
  const auto conditions =
      workplace.database().with_connection([&](registry::Connection& connection) {
        return registry::list_conditions(connection, filter, today);
      });
  print(conditions_json(conditions, today));
  return all_well;
}

int remind(const Options& options) {
  Workplace workplace(options.workplace);
  const int reminders = registry::remind_of_conditions(workplace.database(), workplace.journal());
  workplace.sequence_pending();
  print(std::to_string(reminders) + (reminders == 1 ? " reminder" : " reminders") + " given");
  return all_well;
}

// A connected party is written as its id, its relation and its name, with colons between.
void write_party(JsonWriter& json, const std::string& text) {
  const std::size_t first = text.find(':');
  const std::size_t second = first == std::string::npos ? first : text.find(':', first + 1);
  if (second == std::string::npos) {
    throw CannotRun(
        "--connected: write an id, what it takes and its name, such as "
        "\"GB-COH-01234567:rent:Elm Estates Ltd\"");
  }
  json.begin_object().member("id", text.substr(0, first));
  json.member("relation", text.substr(first + 1, second - first - 1));
  json.member("name", text.substr(second + 1)).end_object();
}

std::string control_body(const Options& options) {
  JsonWriter json;
  json.begin_object().member("controller", options.controller);
  json.member("controller_name", options.controller_name);
  json.member("owner_kind", options.owner_kind).member_unless_empty("from", options.on);
  json.member("reason", options.reasons).key("connected_parties").begin_array();
  for (const std::string& each : options.parties) write_party(json, each);
  return json.end_array().end_object().take();
}

int change_control(const Options& options) {
  if (options.urn.empty() == options.provider.empty()) {
    throw CannotRun("give either --school or --provider: what passed to the controller.");
  }
  const auto request = registry::parse_control_request(control_body(options));
  if (!request.ok()) return print_faults(request.faults(), "the change of control");
  Workplace workplace(options.workplace);
  const auto change = workplace.database().in_transaction([&](registry::Transaction& transaction) {
    const registry::Caller caller = registry::local_administrator();
    if (options.urn.empty()) {
      return registry::change_control_of_provider(transaction, workplace.journal(), caller,
                                                  options.provider, *request);
    }
    return registry::change_control_of_school(transaction, workplace.journal(), caller,
                                              urn_of(options), *request);
  });
  if (!change.ok()) return print_faults(change.faults(), "the change of control");
  workplace.sequence_pending();
  print(control_change_json(*change, Confidences::shown));
  return all_well;
}

int show_control(const Options& options) {
  if (options.urn.empty() == options.provider.empty()) {
    throw CannotRun("give either --school or --provider.");
  }
  Workplace workplace(options.workplace);
  const registry::KnownAt known(times_of(options, workplace).known_at);
  const auto text = workplace.database().in_transaction(
      [&](registry::Transaction& transaction) -> std::optional<std::string> {
        registry::Connection& connection = transaction.connection();
        if (!options.urn.empty()) {
          const pricing::Urn urn = urn_of(options);
          return school_ownership_json(urn, registry::ownership_of_school(connection, urn, known),
                                       Confidences::shown);
        }
        const auto provider = registry::ownership_of_provider(connection, options.provider, known);
        if (!provider) return std::nullopt;
        return provider_ownership_json(*provider, Confidences::shown);
      });
  if (!text) throw CannotRun("no provider of the id " + options.provider + " is known.");
  print(*text);
  return all_well;
}

CLI::App* add(CLI::App& command, const char* name, const char* what, const SharedOptions& options,
              int (*work)(const Options&), Work& chosen) {
  CLI::App* added = command.add_subcommand(name, what);
  add_workplace_options(*added, options->workplace);
  added->callback([options, work, &chosen] { chosen = [=] { return work(*options); }; });
  return added;
}

void add_known_at(CLI::App& command, const SharedOptions& options) {
  command.add_option("--known-at", options->known_at,
                     "The moment of knowledge, a day or 2026-03-31T09:15:02Z; now if left out");
}

}  // namespace

void add_registration(CLI::App& program, Work& chosen) {
  CLI::App* command = program.add_subcommand(
      "registration", "Suspensions and conditions of schools' registrations, children's homes");
  command->require_subcommand(1);
  auto options = std::make_shared<Options>();
  CLI::App* recording =
      add(*command, "record", "Record what becomes of a registration", options, record, chosen);
  recording->add_option("URN", options->urn, "The school's six digits")->required();
  recording
      ->add_option("EVENT", options->event,
                   "suspended, reinstated, removed, condition_imposed,\n"
                   "childrens_home_registered or childrens_home_cancelled")
      ->required();
  recording->add_option("--on", options->on, "The day from which it holds; today if left out");
  recording->add_option("--condition", options->condition, "The condition's text, which is public");
  recording->add_option("--due", options->due, "The day by which the condition is to be met");
  recording->add_option("--number", options->number, "The home's registration number");
  recording->add_option("--reasons", options->reasons, "Why: for the regulator alone");
  CLI::App* ending =
      add(*command, "end", "Say that a condition is met or lifted", options, end, chosen);
  ending->add_option("ID", options->id, "The condition's id")->required();
  ending->add_option("OUTCOME", options->event, "met or lifted")->required();
  ending->add_option("--on", options->on, "The day; today if left out");
  ending->add_option("--reasons", options->reasons, "Why; lifting one must say");
  CLI::App* showing = add(*command, "show", "A school's registration and its events, as JSON",
                          options, show, chosen);
  showing->add_option("URN", options->urn, "The school's six digits")->required();
  showing->add_option("--as-at", options->as_at, "The day that is asked about");
  add_known_at(*showing, options);
  CLI::App* listing = add(*command, "conditions", "Conditions, the one due first before the others",
                          options, list_conditions, chosen);
  listing->add_option("--state", options->state, "standing, due_soon, overdue, met or lifted");
  add(*command, "remind", "Log what is due soon or overdue, as a service does once a day", options,
      remind, chosen);
  command->footer(
      "Examples:\n"
      "  assize registration record 900001 suspended --reasons \"the inspection of 3 May\"\n"
      "  assize registration record 900001 condition_imposed --due 2027-03-31 \\\n"
      "    --condition \"admit at most 20 pupils\" --reasons \"the inspection of 3 May\"\n"
      "  assize registration conditions --state overdue");
}

void add_control(CLI::App& program, Work& chosen) {
  CLI::App* command = program.add_subcommand("control", "Who controls schools and providers");
  command->require_subcommand(1);
  auto options = std::make_shared<Options>();
  CLI::App* recording =
      add(*command, "record", "Record a change of control", options, change_control, chosen);
  recording->add_option("--school", options->urn, "The school that passes to a provider: its URN");
  recording->add_option("--provider", options->provider,
                        "The provider that passes to a controller");
  recording->add_option("--controller", options->controller, "Its id, such as GB-COH-01234567")
      ->required();
  recording->add_option("--name", options->controller_name, "The controller's name")->required();
  recording
      ->add_option("--kind", options->owner_kind,
                   "company, charity, private_equity, public_body, partnership or other")
      ->required();
  recording->add_option("--from", options->on, "The first day; today if left out");
  recording->add_option("--connected", options->parties, "ID:RELATION:NAME; once for each")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  recording->add_option("--reason", options->reasons, "Why: for the regulator alone")->required();
  CLI::App* showing = add(*command, "show", "Who ran and controlled it over time, as JSON", options,
                          show_control, chosen);
  showing->add_option("--school", options->urn, "The school's URN");
  showing->add_option("--provider", options->provider, "The provider's id");
  add_known_at(*showing, options);
  command->footer(
      "A relation is rent, management_charge, loan, royalty or other.\n\nExample:\n"
      "  assize control record --school 900001 --controller GB-COH-01234567 --name \"Elm Ltd\" \\\n"
      "    --kind company --from 2027-01-01 --reason \"sold, by the notice of 1 December\"");
}

}  // namespace assize::api
