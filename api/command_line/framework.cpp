// `assize framework`: publishing and showing frameworks, applying to their lots, and deciding.
#include <CLI/CLI.hpp>
#include <iostream>

#include "api/command_line/commands.h"
#include "api/command_line/input_file.h"
#include "api/command_line/options.h"
#include "api/command_line/output.h"
#include "api/command_line/workplace.h"
#include "api/frameworks/framework_json.h"
#include "registry/filings/london_date.h"

namespace assize::api {
namespace {

struct Options {
  WorkplaceOptions workplace;
  std::string file, reason;
  std::string framework, lot, urn;
  std::string statement, decision, reasons, on;
  std::string as_at;
  std::string format = "text";
};

void print(const std::string& text) {
  Output output;
  output.write(text);
  output.flush();
}

pricing::Date day_of(const Options& options) {
  return options.as_at.empty() ? registry::london_date(registry::system_clock()())
                               : day_option(options.as_at, "--as-at");
}

int publish(const Options& options) {
  const std::string text =
      read_whole_file(options.file, "the framework", registry::framework_limit_bytes);
  Workplace workplace(options.workplace);
  const auto published =
      registry::publish_framework(workplace.database(), workplace.journal(),
                                  registry::local_administrator(), text, options.reason);
  if (!published) {
    std::string faults;
    for (const Fault& fault : published.faults()) faults += fault_text(fault) + "\n";
    print(faults);
    std::cerr << "assize: the framework " << options.file << " was not published; why is above.\n";
    return could_not_run;
  }
  workplace.sequence_pending();
  print("Framework " + published->id + ", edition " + std::to_string(published->edition.edition) +
        (published->was_new ? ", is published." : ", was published before; nothing changed.") +
        "\nsha256 " + published->edition.sha256 + "\n");
  return all_well;
}

int list(const Options& options) {
  const pricing::Date as_at = day_of(options);
  Workplace workplace(options.workplace);
  const auto frameworks = workplace.database().with_connection(
      [](registry::Connection& connection) { return registry::list_frameworks(connection); });
  std::string text;
  for (const registry::Framework& framework : frameworks) {
    text += framework.id + "  " + std::string(registry::code(framework.state_on(as_at))) + "  " +
            std::to_string(framework.lots.size()) +
            (framework.lots.size() == 1 ? " lot  " : " lots  ") + framework.dates.begins.text() +
            " to " + framework.dates.ends.text() + "  " + framework.title + "\n";
  }
  if (options.format == "json") text = framework_list_json(frameworks, as_at) + "\n";
  print(text.empty() ? "No framework is published.\n" : text);
  return all_well;
}

std::string text_of(const FrameworkOnDay& found, pricing::Date as_at) {
  const registry::Framework& framework = found.framework;
  const registry::FrameworkDates& dates = framework.dates;
  std::string text = framework.id + ": " + framework.title + "\n  " +
                     std::string(registry::code(framework.state_on(as_at))) + " on " +
                     as_at.text() + "; applications from " + dates.opens.text() + " to " +
                     dates.closes.text() + "; live from " + dates.begins.text() + " to " +
                     dates.ends.text() + "; edition " +
                     std::to_string(found.editions.back().edition) + "\n";
  for (const registry::Lot& lot : framework.lots) {
    text += "  lot " + lot.id + ": " + lot.title + " (" + std::string(pricing::code(lot.need)) +
            ", " + std::string(pricing::code(lot.provision)) + ", " +
            (lot.region.empty() ? "national" : lot.region) + ", ages " +
            std::to_string(lot.age_from) + " to " + std::to_string(lot.age_to) + ")\n";
    for (const std::string& criterion : lot.criteria) text += "    to show: " + criterion + "\n";
    for (const registry::Admission& admission : found.admissions) {
      if (admission.lot != lot.id) continue;
      text += "    " + std::to_string(admission.urn) + "  " +
              std::string(registry::code(admission.status)) + "  from " + admission.changed.text() +
              "  " + admission.school + "\n";
    }
  }
  for (const registry::FrameworkEdition& edition : found.editions) {
    if (edition.reason.empty()) continue;
    text += "  corrected by edition " + std::to_string(edition.edition) + " at " +
            edition.published_at + " by " + edition.account_id + ": " + edition.reason + "\n";
  }
  return text;
}

int show(const Options& options) {
  const pricing::Date as_at = day_of(options);
  Workplace workplace(options.workplace);
  const auto found = workplace.database().with_connection([&](registry::Connection& connection) {
    return framework_on_day(connection, options.framework, as_at);
  });
  if (!found) throw CannotRun("no framework has the id '" + options.framework + "'.");
  print(options.format == "json" ? framework_json(*found, as_at) + "\n" : text_of(*found, as_at));
  return all_well;
}

std::string text_of(const registry::LotApplication& application) {
  std::string text = "School " + application.urn.text() + ", lot " + application.framework + "/" +
                     application.lot + ": " + std::string(registry::code(application.status)) +
                     "\n";
  for (const registry::LotEvent& event : application.events) {
    text += "  " + event.on.text() + "  " + std::string(registry::code(event.kind));
    text += (event.reasons.empty() ? "" : ": " + event.reasons) + "\n";
  }
  return text;
}

int print_application(const Options& options, Workplace& workplace,
                      const Result<registry::LotApplication>& done) {
  const registry::LotApplication application = value_or_cannot_run(done, "nothing was recorded");
  workplace.sequence_pending();
  print(options.format == "json"
            ? application_json(application) + "\n"
            : text_of(application) + "  receipt: " + application.events.back().receipt_json + "\n");
  return all_well;
}

std::optional<pricing::Date> on_option(const Options& options) {
  if (options.on.empty()) return std::nullopt;
  return day_option(options.on, "--on");
}

int apply(const Options& options) {
  const registry::ApplyCommand command{registry::local_administrator(),
                                       {options.framework, options.lot},
                                       options.urn,
                                       options.statement,
                                       on_option(options)};
  Workplace workplace(options.workplace);
  return print_application(
      options, workplace,
      registry::apply_to_lot(workplace.database(), workplace.journal(), command));
}

int decide(const Options& options) {
  const registry::DecideCommand command{registry::local_administrator(),
                                        {options.framework, options.lot},
                                        options.urn,
                                        registry::parse_decision(options.decision).value(),
                                        options.reasons,
                                        on_option(options)};
  Workplace workplace(options.workplace);
  return print_application(
      options, workplace,
      registry::decide_application(workplace.database(), workplace.journal(), command));
}

int list_all_applications(const Options& options) {
  Workplace workplace(options.workplace);
  std::string text;
  for (std::optional<std::uint32_t> after = 0; after;) {
    const auto page = workplace.database().with_connection([&](registry::Connection& connection) {
      return registry::list_applications(connection, {options.framework, options.lot}, {}, *after,
                                         500);
    });
    for (const auto& application : page.applications) text += text_of(application);
    after = page.next;
  }
  print(text.empty() ? "No school has applied to that lot.\n" : text);
  return all_well;
}

using SharedOptions = std::shared_ptr<Options>;

CLI::App* add(CLI::App& command, const char* name, const char* what, const SharedOptions& options,
              int (*work)(const Options&), Work& chosen) {
  CLI::App* added = command.add_subcommand(name, what);
  add_workplace_options(*added, options->workplace);
  added->callback([options, work, &chosen] { chosen = [=] { return work(*options); }; });
  return added;
}

void add_format(CLI::App& command, const SharedOptions& options) {
  command.add_option("--format", options->format, "text for people, or json")
      ->check(CLI::IsMember({"text", "json"}));
}

void add_lot(CLI::App& command, const SharedOptions& options) {
  command.add_option("FRAMEWORK", options->framework, "The framework's id")->required();
  command.add_option("LOT", options->lot, "The lot's id")->required();
}

void add_reading(CLI::App& command, Work& chosen) {
  auto listed = std::make_shared<Options>();
  CLI::App* listing = add(command, "list", "List the frameworks", listed, list, chosen);
  listing->add_option("--as-at", listed->as_at, "The day, yyyy-mm-dd; today if left out");
  add_format(*listing, listed);

  auto shown = std::make_shared<Options>();
  CLI::App* showing =
      add(command, "show", "Show a framework, its lots and who is admitted", shown, show, chosen);
  showing->add_option("FRAMEWORK", shown->framework, "The framework's id")->required();
  showing->add_option("--as-at", shown->as_at, "The day, yyyy-mm-dd; today if left out");
  add_format(*showing, shown);

  auto asked = std::make_shared<Options>();
  CLI::App* applications = add(command, "applications", "List the applications to a lot", asked,
                               list_all_applications, chosen);
  add_lot(*applications, asked);
}

void add_changing(CLI::App& command, Work& chosen) {
  auto published = std::make_shared<Options>();
  CLI::App* publishing = add(command, "publish", "Publish a framework, or its next edition",
                             published, publish, chosen);
  publishing->add_option("FILE", published->file, "The framework (JSON)")->required();
  publishing->add_option("--reason", published->reason,
                         "Why a framework that is open is corrected");

  auto applied = std::make_shared<Options>();
  CLI::App* applying = add(command, "apply", "Apply to a lot for a school", applied, apply, chosen);
  add_lot(*applying, applied);
  applying->add_option("URN", applied->urn, "The school")->required();
  applying->add_option("--statement", applied->statement, "What the school says for itself");
  applying->add_option("--on", applied->on, "The day of applying; today if left out");
  add_format(*applying, applied);

  auto decided = std::make_shared<Options>();
  CLI::App* deciding =
      add(command, "decide", "Decide on a school's application", decided, decide, chosen);
  add_lot(*deciding, decided);
  deciding->add_option("URN", decided->urn, "The school")->required();
  deciding->add_option("DECISION", decided->decision, "What is decided")
      ->required()
      ->check(CLI::IsMember({"admitted", "refused", "suspended", "reinstated", "removed"}));
  deciding->add_option("--reasons", decided->reasons,
                       "Why; needed but for admitted and reinstated");
  deciding->add_option("--on", decided->on, "The day from which it holds; today if left out");
  add_format(*deciding, decided);
}

}  // namespace

void add_framework(CLI::App& program, Work& chosen) {
  CLI::App* command = program.add_subcommand("framework", "Frameworks, their lots and schools");
  command->require_subcommand(1);
  add_reading(*command, chosen);
  add_changing(*command, chosen);
  command->footer(
      "Examples:\n"
      "  assize framework publish framework.json\n"
      "  assize framework apply SEND-2027 ASD-DAY 900001 --statement \"Ten places from "
      "September\"\n"
      "  assize framework decide SEND-2027 ASD-DAY 900001 refused --reasons \"No report was "
      "given\"\n"
      "  assize framework show SEND-2027");
}

}  // namespace assize::api
