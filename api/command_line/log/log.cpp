// `assize log`: the table of its commands.
#include <CLI/CLI.hpp>

#include "api/command_line/commands.h"
#include "api/command_line/log/log_commands.h"

namespace assize::api {

audit::VerifierKey log_key_option(const std::string& text) {
  auto key = audit::VerifierKey::parse(text);
  if (!key.ok()) throw CannotRun("--key is not a verifier key: " + key.reason());
  return std::move(key).value();
}

void add_log(CLI::App& program, Work& chosen) {
  CLI::App* command = program.add_subcommand("log", "The log that anyone can verify");
  command->require_subcommand(1);
  add_log_verify(*command, chosen);
  add_log_show(*command, chosen);
  add_log_prove(*command, chosen);
  add_log_open(*command, chosen);
  add_log_export(*command, chosen);
  add_log_witness(*command, chosen);
  add_log_key(*command, chosen);
}

}  // namespace assize::api
