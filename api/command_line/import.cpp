// `assize import`: reads the files of others into the register, and lists the rows it refused.
#include "registry/register/imports.h"

#include <CLI/CLI.hpp>
#include <iostream>

#include "api/command_line/commands.h"
#include "api/command_line/input_file.h"
#include "api/command_line/options.h"
#include "api/command_line/output.h"
#include "api/command_line/step_progress.h"
#include "api/command_line/workplace.h"
#include "registry/register/refusals.h"

namespace assize::api {
namespace {

using registry::ImportChange;

constexpr std::uint64_t import_limit_bytes = 1ULL << 30;
constexpr std::size_t changes_shown = 50;  // of each kind

struct Options {
  WorkplaceOptions workplace;
  std::string file;
  std::string confirm;
  bool is_dry_run = false;
  bool shows_all = false;
};

std::string count(std::uint64_t number) { return std::to_string(number); }

std::string shown(const std::optional<std::string>& value) {
  return value ? "\"" + *value + "\"" : "nothing";
}

void print_change(Output& output, std::string_view kind, const ImportChange& change) {
  std::string text = std::string(kind) + ": " + change.subject;
  std::string values;
  for (const registry::ChangedValue& value : change.values) {
    values += (values.empty() ? ": " : "; ") + value.column + " " + shown(value.before) + " -> " +
              shown(value.after);
  }
  output.write(text + values + "\n");
}

// The closed schools first, since they matter most.
void print_changes(Output& output, const registry::ImportReport& report, bool shows_all) {
  using Kind = ImportChange::Kind;
  for (const auto& [kind, name] : {std::pair<Kind, std::string_view>{Kind::closed, "closed"},
                                   {Kind::changed, "changed"},
                                   {Kind::added, "added"}}) {
    std::size_t found = 0;
    for (const ImportChange& change : report.changes) {
      if (change.kind != kind) continue;
      if (++found <= changes_shown || shows_all) print_change(output, name, change);
    }
    if (found > changes_shown && !shows_all) {
      output.write(std::string(name) + ": and " + count(found - changes_shown) +
                   " more; --all lists them\n");
    }
  }
}

void print(const registry::ImportReport& report, const Options& options) {
  Output output;
  output.write(std::string(registry::code(report.kind)) + ": " + count(report.rows) +
               " rows: " + count(report.added) + " added, " + count(report.changed) + " changed (" +
               count(report.closed) + " of them closed), " + count(report.unchanged) +
               " unchanged, " + count(report.refused.size()) + " refused\n");
  if (report.is_dry_run) output.write("dry run: nothing was written\n");
  for (const std::string& note : report.notes) output.write("note: " + note + "\n");
  if (options.is_dry_run || report.is_held) print_changes(output, report, options.shows_all);
  for (const registry::ImportRefusal& refusal : report.refused) {
    output.write("refused: line " + count(refusal.line) + ": " + refusal.reason + "\n");
  }
  output.flush();
}

int import(registry::ImportKind kind, const Options& options) {
  const std::string bytes = read_whole_file(options.file, "the file", import_limit_bytes);
  Workplace workplace(options.workplace);
  StepProgress progress;
  registry::ImportOptions how{options.is_dry_run, options.confirm,
                              options.is_dry_run || kind == registry::ImportKind::gias};
  const registry::ImportReport report = value_or_cannot_run(
      registry::import_file(workplace.database(), workplace.journal(),
                            registry::local_administrator(), kind, bytes, progress.reporter(), how),
      "nothing was imported from " + options.file);
  progress.clear();
  if (!report.is_dry_run && !report.is_held) workplace.sequence_pending();
  print(report, options);
  if (report.is_held) {
    const std::string text =
        "the file would close " + count(report.closed) + " of the register's " +
        count(report.open_before) +
        " open schools, which is over 5 %, so it is held and nothing was written. If that is "
        "right, import it again with --confirm " +
        report.file_sha256;
    if (!report.is_dry_run) throw CannotRun(text);
    std::cerr << "assize: " << text << "\n";
  }
  return report.refused.empty() ? all_well : something_found;
}

void add_kind(CLI::App& command, registry::ImportKind kind, const std::string& what, Work& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App* added = command.add_subcommand(std::string(registry::code(kind)), what);
  added->add_option("FILE", options->file, "The file; - reads standard input")->required();
  added->add_flag("--dry-run", options->is_dry_run,
                  "Show what would be added, changed, closed and refused; write nothing");
  added->add_flag("--all", options->shows_all, "With --dry-run: list every change");
  if (kind == registry::ImportKind::gias) {
    added->add_option("--confirm", options->confirm,
                      "The SHA-256 of a file that was held, for closing over 5 % of open schools");
  }
  add_workplace_options(*added, options->workplace);
  added->callback([kind, options, &chosen] { chosen = [=] { return import(kind, *options); }; });
}

struct RefusalOptions {
  WorkplaceOptions workplace;
  std::string kind;
  std::uint64_t import = 0;
  std::string format = "text";
};

int list_refusals(const RefusalOptions& options) {
  registry::RefusalFilter filter;
  if (!options.kind.empty()) filter.kind = registry::import_kind_of_code(options.kind);
  if (options.import > 0) filter.import = options.import;
  Workplace workplace(options.workplace);
  Output output;
  const bool is_csv = options.format == "csv";
  if (is_csv) output.write("import,kind,at,file_sha256,line,reason,row\n");
  std::uint64_t import = 0;
  workplace.database().with_connection([&](registry::Connection& connection) {
    registry::each_refusal(connection, filter, [&](const registry::KeptRefusal& kept) {
      if (is_csv) {
        output.write(registry::refusal_csv(kept));
        return;
      }
      if (kept.import != import) {
        output.write("import " + count(kept.import) + ": " + kept.kind + ", " + kept.at +
                     ", file " + kept.file_sha256 + "\n");
      }
      import = kept.import;
      output.write("  line " + count(kept.line) + ": " + kept.reason + "\n    " + kept.row_text +
                   "\n");
    });
  });
  if (!is_csv && import == 0) output.write("No row of these imports was refused.\n");
  output.flush();
  return all_well;
}

void add_refusals(CLI::App& command, Work& chosen) {
  auto options = std::make_shared<RefusalOptions>();
  CLI::App* added = command.add_subcommand(
      "refusals", "The rows that imports refused, with the reason, as they were kept");
  added->add_option("--kind", options->kind, "Of imports of this kind alone")
      ->check(
          CLI::IsMember({"gias", "section41", "links", "ownership", "inspections", "postcodes"}));
  added->add_option("--import", options->import, "Of the import of this number alone")
      ->check(CLI::PositiveNumber);
  added->add_option("--format", options->format, "text for people, or csv")
      ->check(CLI::IsMember({"text", "csv"}));
  add_workplace_options(*added, options->workplace);
  added->callback([options, &chosen] { chosen = [=] { return list_refusals(*options); }; });
}

}  // namespace

void add_import(CLI::App& program, Work& chosen) {
  CLI::App* command = program.add_subcommand("import", "Read a file of others into the register");
  command->require_subcommand(1);
  using Kind = registry::ImportKind;
  add_kind(*command, Kind::gias, "The extract of Get Information About Schools", chosen);
  add_kind(*command, Kind::section41, "The DfE's list of section 41 approvals", chosen);
  add_kind(*command, Kind::links, "The links between schools", chosen);
  add_kind(*command, Kind::ownership, "Which provider runs which school", chosen);
  add_kind(*command, Kind::inspections, "Inspections of schools and their outcomes", chosen);
  add_kind(*command, Kind::postcodes,
           "Where postcodes lie: Code-Point Open, or a directory of the ONS", chosen);
  add_refusals(*command, chosen);
  command->footer(
      "An import is one transaction and can be repeated without effect. Exit status: 0 all rows\n"
      "went in, 1 some were refused (each is listed), 2 nothing was changed.\n\n"
      "Examples:\n"
      "  assize import gias edubasealldata.csv --dry-run\n"
      "  assize import gias edubasealldata.csv\n"
      "  assize import refusals --kind gias");
}

}  // namespace assize::api
