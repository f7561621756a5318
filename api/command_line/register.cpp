// `assize register export`: the register as the CSV that `assize check --register` reads.
#include <CLI/CLI.hpp>

#include "api/command_line/commands.h"
#include "api/command_line/output.h"
#include "api/command_line/workplace.h"
#include "registry/register/imports.h"

namespace assize::api {
namespace {

int export_all(const WorkplaceOptions& options) {
  Workplace workplace(options);
  const std::string csv = workplace.database().with_connection(
      [](registry::Connection& connection) { return registry::export_register(connection); });
  Output output;
  output.write(csv);
  output.flush();
  return all_well;
}

}  // namespace

void add_register(CLI::App& program, Work& chosen) {
  CLI::App* command = program.add_subcommand("register", "The register of schools");
  command->require_subcommand(1);
  auto options = std::make_shared<WorkplaceOptions>();
  CLI::App* exporting = command->add_subcommand("export", "Write the register as CSV");
  add_workplace_options(*exporting, *options);
  exporting->footer("Example:\n  assize register export > register.csv");
  exporting->callback([options, &chosen] { chosen = [=] { return export_all(*options); }; });
}

}  // namespace assize::api
