// `assize log key`: the log's key, its history, and its rotation.
#include <CLI/CLI.hpp>
#include <chrono>
#include <thread>

#include "api/command_line/log/log_commands.h"
#include "api/command_line/options.h"
#include "api/command_line/output.h"
#include "api/command_line/workplace.h"
#include "audit/note/key_name.h"
#include "registry/access/caller.h"
#include "registry/log/keys/key_history.h"
#include "registry/log/keys/rotate_log_key.h"

namespace assize::api {
namespace {

constexpr std::chrono::seconds patience{15};
constexpr std::chrono::milliseconds look_round{100};

int print_key(const WorkplaceOptions& options) {
  Workplace workplace(options);
  Output output;
  output.write(workplace.journal().key().verifier().text() + "\n");
  output.flush();
  return all_well;
}

std::string id_of(const audit::VerifierKey& key) { return audit::key_id_text(key.key_id()); }

int show_keys(const WorkplaceOptions& options) {
  Workplace workplace(options);
  const audit::VerifierKey current = workplace.journal().key().verifier();
  const auto rotations = workplace.database().with_connection(
      [](registry::Connection& connection) { return registry::stored_rotations(connection); });
  Output output;
  output.write("The log " + current.name() + " is signed by the key " + id_of(current) + "\n  " +
               current.text() + "\n");
  const std::string& file = workplace.journal().keys().path();
  output.write("Its private half is in " + (file.empty() ? "the environment" : file) + "\n");
  output.write(rotations.empty() ? "It is the log's first key.\n" : "The keys before it:\n");
  for (const registry::StoredRotation& stored : rotations) {
    output.write("  " + stored.rotation.from.text() + "\n    until " + stored.at +
                 ", when it named " + id_of(stored.rotation.to) +
                 (stored.index ? " in entry " + std::to_string(*stored.index)
                               : " in an entry that waits for its place") +
                 "\n");
  }
  output.flush();
  return all_well;
}

int rotate(const WorkplaceOptions& options) {
  Workplace workplace(options);
  const audit::KeyRotation rotation =
      value_or_cannot_run(registry::rotate_log_key(workplace.database(), workplace.journal(),
                                                   registry::local_administrator()),
                          "the key was not rotated");
  workplace.sequence_pending();
  // Where a service runs, it gives the rotation its place.
  const auto until = std::chrono::steady_clock::now() + patience;
  bool is_settled = registry::settle_log_key(workplace.database(), workplace.journal().keys());
  while (!is_settled && std::chrono::steady_clock::now() < until) {
    std::this_thread::sleep_for(look_round);
    is_settled = registry::settle_log_key(workplace.database(), workplace.journal().keys());
  }
  if (!is_settled) {
    throw CannotRun(
        "the rotation is entered and waits for its place in the log, which the service "
        "that leads has not given it yet. Say `assize log key rotate` again to end it.");
  }
  const std::string& file = workplace.journal().keys().path();
  Output output;
  output.write(
      "The log's key was rotated from " + id_of(rotation.from) + " to " + id_of(rotation.to) +
      "\n  " + rotation.to.text() + "\nThe old private key was in " + file +
      " and has been replaced there by the new one; nothing needs it any more. Destroy the "
      "copies of it that you made, and make one of the new one.\nThe old verifier key still "
      "verifies the whole log, and receipts and checkpoints of before.\n");
  output.flush();
  return all_well;
}

}  // namespace

void add_log_key(CLI::App& log, Work& chosen) {
  auto options = std::make_shared<WorkplaceOptions>();
  CLI::App* key = log.add_subcommand("key", "Print the log's verifier key; show or rotate it");
  add_workplace_options(*key, *options);
  key->require_subcommand(0, 1);

  auto show_options = std::make_shared<WorkplaceOptions>();
  CLI::App* showing = key->add_subcommand("show", "Show the key, its id and those before it");
  add_workplace_options(*showing, *show_options);
  auto rotate_options = std::make_shared<WorkplaceOptions>();
  CLI::App* rotating = key->add_subcommand("rotate", "Put a new key in the place of the log's key");
  add_workplace_options(*rotating, *rotate_options);
  rotating->footer(
      "The old key signs an entry that names the new one; the checkpoint that first holds it is\n"
      "signed by both, and those after it by the new one. A service may be running meanwhile.\n"
      "Every other node needs the new key's file before it can sign.");

  showing->callback([show_options, &chosen] { chosen = [=] { return show_keys(*show_options); }; });
  rotating->callback(
      [rotate_options, &chosen] { chosen = [=] { return rotate(*rotate_options); }; });
  key->callback([options, key, &chosen] {
    if (key->get_subcommands().empty()) chosen = [=] { return print_key(*options); };
  });
}

}  // namespace assize::api
