// `assize import`: reads the files of others into the register.
#include "registry/register/imports.h"

#include <CLI/CLI.hpp>
#include <iostream>

#include "api/command_line/commands.h"
#include "api/command_line/input_file.h"
#include "api/command_line/options.h"
#include "api/command_line/output.h"
#include "api/command_line/step_progress.h"
#include "api/command_line/workplace.h"

namespace assize::api {
namespace {

constexpr std::uint64_t import_limit_bytes = 1ULL << 30;

struct Options {
  WorkplaceOptions workplace;
  std::string file;
};

void print(const registry::ImportReport& report) {
  Output output;
  const auto count = [](std::uint64_t number) { return std::to_string(number); };
  output.write(std::string(registry::code(report.kind)) + ": " + count(report.rows) +
               " rows: " + count(report.added) + " added, " + count(report.changed) + " changed (" +
               count(report.closed) + " of them closed), " + count(report.unchanged) +
               " unchanged, " + count(report.refused.size()) + " refused\n");
  for (const std::string& note : report.notes) output.write("note: " + note + "\n");
  for (const registry::ImportRefusal& refusal : report.refused) {
    output.write("refused: line " + count(refusal.line) + ": " + refusal.reason + "\n");
  }
  output.flush();
}

int import(registry::ImportKind kind, const Options& options) {
  const std::string bytes = read_whole_file(options.file, "the file", import_limit_bytes);
  Workplace workplace(options.workplace);
  StepProgress progress;
  const registry::ImportReport report = value_or_cannot_run(
      registry::import_file(workplace.database(), workplace.journal(),
                            registry::local_administrator(), kind, bytes, progress.reporter()),
      "nothing was imported from " + options.file);
  progress.clear();
  workplace.sequence_pending();
  print(report);
  return report.refused.empty() ? all_well : something_found;
}

void add_kind(CLI::App& command, registry::ImportKind kind, const std::string& what, Work& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App* added = command.add_subcommand(std::string(registry::code(kind)), what);
  added->add_option("FILE", options->file, "The file; - reads standard input")->required();
  add_workplace_options(*added, options->workplace);
  added->callback([kind, options, &chosen] { chosen = [=] { return import(kind, *options); }; });
}

}  // namespace

void add_import(CLI::App& program, Work& chosen) {
  CLI::App* command = program.add_subcommand("import", "Read a file of others into the register");
  command->require_subcommand(1);
  add_kind(*command, registry::ImportKind::gias, "The extract of Get Information About Schools",
           chosen);
  add_kind(*command, registry::ImportKind::section41, "The DfE's list of section 41 approvals",
           chosen);
  add_kind(*command, registry::ImportKind::links, "The links between schools", chosen);
  add_kind(*command, registry::ImportKind::ownership, "Which provider runs which school", chosen);
  command->footer(
      "An import is one transaction and can be repeated without effect. Exit status: 0 all rows\n"
      "went in, 1 some were refused (each is listed), 2 nothing was changed.\n\n"
      "Examples:\n"
      "  assize import gias edubasealldata.csv\n"
      "  assize import section41 section41-approved.csv");
}

}  // namespace assize::api
