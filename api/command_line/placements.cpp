// `assize placements`: the placements that councils record, on the service's own machine.
#include <CLI/CLI.hpp>
#include <iostream>

#include "api/command_line/commands.h"
#include "api/command_line/input_file.h"
#include "api/command_line/options.h"
#include "api/command_line/output.h"
#include "api/command_line/workplace.h"
#include "api/placements/placement_json.h"

namespace assize::api {
namespace {

struct ImportOptions {
  WorkplaceOptions workplace;
  std::string file;
  std::string council;
  std::string why;
  std::string format = "text";
};

std::optional<pricing::LaCode> council_option(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return value_or_cannot_run(pricing::LaCode::parse(text), "--council");
}

std::string text_of(const registry::PlacementsRecorded& recorded) {
  const auto count = [](std::uint64_t number) { return std::to_string(number); };
  std::string text = count(recorded.rows) + " placements: " + count(recorded.added) + " added, " +
                     count(recorded.ended) + " ended, " + count(recorded.corrected) +
                     " corrected, " + count(recorded.unchanged) + " unchanged\n";
  if (recorded.lines_unknown > 0) {
    text += "note: " + count(recorded.lines_unknown) +
            " of them name a line that no filing has put in effect\n";
  }
  if (recorded.id.empty()) return text + "note: nothing had changed, so nothing was written\n";
  return text + "record " + recorded.id + ", receipt: " + recorded.receipt_json + "\n";
}

int import(const ImportOptions& options) {
  const std::string bytes =
      read_whole_file(options.file, "the file of placements", registry::placements_limit_bytes);
  registry::PlacementsCommand command;
  command.caller = registry::local_administrator();
  command.body = bytes;
  command.council = council_option(options.council);
  command.why = options.why;
  Workplace workplace(options.workplace);
  const auto recorded =
      registry::record_placements(workplace.database(), workplace.journal(), command);
  Output output;
  if (!recorded.ok()) {
    for (const Fault& fault : recorded.faults()) output.write(fault_text(fault) + "\n");
    output.flush();
    std::cerr << "assize: nothing was recorded: the file has faults, each listed above.\n";
    return something_found;
  }
  workplace.sequence_pending();
  output.write(options.format == "json" ? placements_recorded_json(*recorded) + "\n"
                                        : text_of(*recorded));
  output.flush();
  return all_well;
}

struct ListOptions {
  WorkplaceOptions workplace;
  std::string council;
  std::string school;
  std::string as_at;
  std::string known_at;
};

registry::PlacementFilter filter_of(const ListOptions& options) {
  registry::PlacementFilter filter;
  filter.council = council_option(options.council);
  if (!options.school.empty()) {
    filter.urn = value_or_cannot_run(pricing::Urn::parse(options.school), "--school");
  }
  if (!options.as_at.empty()) filter.as_at = day_option(options.as_at, "--as-at");
  if (!options.known_at.empty()) {
    filter.known_at = value_or_cannot_run(registry::parse_known_at(options.known_at), "--known-at");
  }
  return filter;
}

int export_all(const ListOptions& options) {
  const registry::PlacementFilter filter = filter_of(options);
  Workplace workplace(options.workplace);
  Output output;
  workplace.database().with_connection([&](registry::Connection& connection) {
    registry::export_placements(connection, filter, output.writer());
  });
  output.flush();
  return all_well;
}

std::string line_of(const registry::CallOff& each) {
  std::string text = each.council.text() + " " + each.reference + ": school " + each.urn.text() +
                     ", " + each.line + ", " + std::string(code(each.need)) + " " +
                     std::string(code(each.provision)) + ", from " + each.start.text();
  if (each.end) text += " to " + each.end->text();
  text += ", " + std::string(pricing::placement_basis_codes[static_cast<std::size_t>(each.basis)]) +
          ", " + each.annual_price.display() + " a year";
  return text + (each.withdrawn ? ", withdrawn" : "") + "\n";
}

int list(const ListOptions& options) {
  constexpr std::size_t rows_at_once = 1000;
  const registry::PlacementFilter filter = filter_of(options);
  Workplace workplace(options.workplace);
  Output output;
  std::optional<std::uint64_t> after;
  do {
    const auto page = workplace.database().with_connection([&](registry::Connection& connection) {
      return registry::list_placements(connection, filter, after, rows_at_once);
    });
    for (const registry::CallOff& placement : page.placements) output.write(line_of(placement));
    after = page.next;
  } while (after);
  output.flush();
  return all_well;
}

void add_filter(CLI::App& command, ListOptions& options) {
  command.add_option("--council", options.council, "Of this council alone: its three digits");
  command.add_option("--school", options.school, "At this school alone: its URN");
  command.add_option("--as-at", options.as_at, "Those live on that day, yyyy-mm-dd");
  command.add_option("--known-at", options.known_at,
                     "As recorded then: a day, or a moment such as 2026-03-31T09:15:02Z");
  add_workplace_options(command, options.workplace);
}

}  // namespace

void add_placements(CLI::App& program, Work& chosen) {
  CLI::App* command = program.add_subcommand("placements", "Placements that councils record");
  command->require_subcommand(1);
  auto importing = std::make_shared<ImportOptions>();
  CLI::App* import_command =
      command->add_subcommand("import", "Record a file of placements, all or nothing");
  import_command->add_option("FILE.csv", importing->file, "The file; - reads standard input")
      ->required();
  import_command->add_option("--council", importing->council,
                             "Whose they are: three digits. Left out, each row names its council");
  import_command->add_option("--why", importing->why,
                             "The reason, where the file corrects what is recorded");
  import_command->add_option("--format", importing->format, "text for people, or json")
      ->check(CLI::IsMember({"text", "json"}));
  add_workplace_options(*import_command, importing->workplace);
  import_command->callback([importing, &chosen] { chosen = [=] { return import(*importing); }; });

  auto listing = std::make_shared<ListOptions>();
  CLI::App* list_command = command->add_subcommand("list", "One line for each placement");
  add_filter(*list_command, *listing);
  list_command->callback([listing, &chosen] { chosen = [=] { return list(*listing); }; });

  auto exporting = std::make_shared<ListOptions>();
  CLI::App* export_command =
      command->add_subcommand("export", "Placements as a file that can be imported again");
  add_filter(*export_command, *exporting);
  export_command->callback(
      [exporting, &chosen] { chosen = [=] { return export_all(*exporting); }; });
  command->footer(
      "Nothing about a child is ever taken: references are pseudonymous, and a text that looks "
      "like\n"
      "a name, a date of birth, a UPN or an NHS number is refused. Exit status of import: 0\n"
      "recorded, 1 the file has faults (each is listed) and nothing was recorded, 2 it could not "
      "run.\n\n"
      "Examples:\n"
      "  assize placements import placements.csv --council 205\n"
      "  assize placements import corrected.csv --council 205 --why \"the price was mistyped\"\n"
      "  assize placements export --council 205 --as-at 2026-09-01 > placements.csv");
}

}  // namespace assize::api
