// `assize register`: the register of schools: written out, shown on both axes of time, put right.
#include <CLI/CLI.hpp>

#include "api/command_line/commands.h"
#include "api/command_line/options.h"
#include "api/command_line/output.h"
#include "api/command_line/workplace.h"
#include "api/register/register_json.h"
#include "registry/filings/london_date.h"
#include "registry/placements/list_placements.h"
#include "registry/register/history/school_at.h"
#include "registry/register/imports.h"
#include "registry/register/inspections.h"
#include "registry/register/local_authorities.h"

namespace assize::api {
namespace {

struct Options {
  WorkplaceOptions workplace;
  std::string urn;
  std::string as_at;
  std::string known_at;
  std::vector<std::string> set;
  std::string reason;
  std::string from;
  std::string to;
  bool is_confidential = false;
};

int export_all(const WorkplaceOptions& options) {
  Workplace workplace(options);
  const std::string csv = workplace.database().with_connection(
      [](registry::Connection& connection) { return registry::export_register(connection); });
  Output output;
  output.write(csv);
  output.flush();
  return all_well;
}

std::uint32_t urn_option(const std::string& text) {
  return value_or_cannot_run(pricing::Urn::parse(text), "URN").number();
}

std::optional<pricing::Date> day_if_given(const std::string& text, const std::string& option) {
  if (text.empty()) return std::nullopt;
  return day_option(text, option);
}

std::string line(std::string_view name, std::string_view value) {
  return std::string(name) + ": " + std::string(value) + "\n";
}

std::string inspection_text(const registry::HeldInspection& each) {
  return each.on + ", " + each.body + (each.outcome.empty() ? "" : ": " + each.outcome) +
         (each.report_url.empty() ? "" : ", " + each.report_url);
}

// Every column that says something, and what hangs from the school.
std::string school_text(registry::Connection& connection, std::uint32_t urn,
                        const registry::TwoTimes& times) {
  const auto school = registry::read_school_at(connection, urn, times);
  if (!school) {
    throw CannotRun("no school of the URN " + std::to_string(urn) +
                    (times.known_at ? " was known then" : " is on the register"));
  }
  std::string text = line("urn", std::to_string(urn));
  for (std::size_t at = 0; at < registry::school_columns.size(); ++at) {
    const auto& value = school->at(at);
    if (value && !value->empty()) text += line(registry::school_columns.at(at), *value);
  }
  if (const auto& la = (*school)[registry::SchoolColumn::la_code]) {
    const auto council = pricing::LaCode::parse(*la);
    if (council.ok()) text += line("council", registry::name_of_council(*council));
  }
  if (const auto provider = registry::read_provider_at(connection, urn, times)) {
    text += line("provider", provider->id + " " + provider->name +
                                 (provider->group.empty() ? "" : ", of " + provider->group));
  }
  const auto since = registry::read_approved_since_at(connection, urn, times);
  text += line("section41", since ? "approved since " + since->text() : "not approved");
  const registry::KnownAt known(times.known_at);
  for (const auto& each : registry::inspections_of(connection, urn, times.as_at, known)) {
    text += line("inspection", inspection_text(each));
  }
  return text;
}

int show(const Options& options) {
  registry::TwoTimes times;
  const std::uint32_t urn = urn_option(options.urn);
  times.as_at = day_if_given(options.as_at, "--as-at");
  if (!options.known_at.empty()) {
    times.known_at = value_or_cannot_run(registry::parse_known_at(options.known_at), "--known-at");
  }
  Workplace workplace(options.workplace);
  times.today = registry::london_date(workplace.journal().now());
  Output output;
  output.write(workplace.database().in_transaction([&](registry::Transaction& transaction) {
    return school_text(transaction.connection(), urn, times);
  }));
  output.flush();
  return all_well;
}

int show_history(const Options& options) {
  const std::uint32_t urn = urn_option(options.urn);
  Workplace workplace(options.workplace);
  const auto events = workplace.database().in_transaction([&](registry::Transaction& transaction) {
    return registry::school_history(transaction.connection(), urn);
  });
  if (events.empty()) throw CannotRun("no school on the register has the URN " + options.urn);
  Output output;
  output.write(history_json(urn, events, true) + "\n");
  output.flush();
  return all_well;
}

int correct(const Options& options) {
  registry::CorrectionCommand command;
  command.caller = registry::local_administrator();
  command.urn = urn_option(options.urn);
  for (const std::string& set : options.set) {
    const std::size_t equals = set.find('=');
    if (equals == std::string::npos) {
      throw CannotRun("--set: write a column, =, and its value, such as capacity=60");
    }
    command.set.emplace_back(set.substr(0, equals), set.substr(equals + 1));
  }
  command.reason = options.reason;
  command.is_confidential = options.is_confidential;
  command.from = day_if_given(options.from, "--from");
  command.to = day_if_given(options.to, "--to");
  Workplace workplace(options.workplace);
  const auto correction =
      registry::correct_school(workplace.database(), workplace.journal(), command);
  if (!correction.ok()) return print_faults(correction.faults(), "the correction");
  workplace.sequence_pending();
  Output output;
  output.write(correction_json(*correction, true) + "\n");
  output.flush();
  return all_well;
}

void add_export(CLI::App& command, Work& chosen) {
  auto options = std::make_shared<WorkplaceOptions>();
  CLI::App* added = command.add_subcommand("export", "Write the register as CSV");
  add_workplace_options(*added, *options);
  added->footer("Example:\n  assize register export > register.csv");
  added->callback([options, &chosen] { chosen = [=] { return export_all(*options); }; });
}

CLI::App* add_of_school(CLI::App& command, const std::string& name, const std::string& what,
                        const std::shared_ptr<Options>& options) {
  CLI::App* added = command.add_subcommand(name, what);
  added->add_option("URN", options->urn, "The school's six digits")->required();
  add_workplace_options(*added, options->workplace);
  return added;
}

void add_show(CLI::App& command, Work& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App* added = add_of_school(command, "show", "What the register says of a school", options);
  added->add_option("--as-at", options->as_at, "The day that is asked about; today if left out");
  added->add_option("--known-at", options->known_at,
                    "The moment of knowledge, a day or 2026-03-31T09:15:02Z; now if left out");
  added->footer(
      "Example, what was known at the end of March of the school as it was last year:\n"
      "  assize register show 900001 --as-at 2025-09-01 --known-at 2026-03-31");
  added->callback([options, &chosen] { chosen = [=] { return show(*options); }; });
}

void add_history(CLI::App& command, Work& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App* added = add_of_school(command, "history",
                                  "What changed of a school, when, and by what, as JSON", options);
  added->callback([options, &chosen] { chosen = [=] { return show_history(*options); }; });
}

void add_correct(CLI::App& command, Work& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App* added =
      add_of_school(command, "correct", "Put right what the register says of a school", options);
  added->add_option("--set", options->set, "COLUMN=VALUE; once for each column")
      ->required()
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  added->add_option("--reason", options->reason, "Why")->required();
  added->add_flag("--confidential", options->is_confidential,
                  "Keep the reason from the public; the log then holds a commitment to it");
  added->add_option("--from", options->from, "The first day on which it held");
  added->add_option("--to", options->to, "The last day on which it held, if it has gone by");
  added->footer(
      "A correction stands until the source says something else than it says now.\n"
      "Example:\n"
      "  assize register correct 900001 --set capacity=60 --reason \"The school's letter of 3 "
      "March\"");
  added->callback([options, &chosen] { chosen = [=] { return correct(*options); }; });
}

}  // namespace

void add_register(CLI::App& program, Work& chosen) {
  CLI::App* command = program.add_subcommand("register", "The register of schools");
  command->require_subcommand(1);
  add_show(*command, chosen);
  add_history(*command, chosen);
  add_correct(*command, chosen);
  add_export(*command, chosen);
}

}  // namespace assize::api
