// `assize tailored-list`: ranking the settings that fit a need, and lists frozen as evidence.
#include <CLI/CLI.hpp>

#include "api/command_line/commands.h"
#include "api/command_line/input_file.h"
#include "api/command_line/options.h"
#include "api/command_line/output.h"
#include "api/command_line/workplace.h"
#include "api/routes/handlers.h"
#include "api/tailored_lists/tailored_list_json.h"
#include "registry/filings/london_date.h"
#include "registry/rule_books/rule_books.h"

namespace assize::api {
namespace {

struct Options {
  WorkplaceOptions workplace;
  std::string id, profile;
  bool as_text = false;
};

void print(const std::string& body, bool as_text) {
  Output output;
  output.write(as_text ? tailored_list_text(pricing::parse_json(body).value()) : body + "\n");
  output.flush();
}

int make(const Options& options) {
  Workplace workplace(options.workplace);
  const pricing::Date today = registry::london_date(workplace.journal().now());
  const auto asked = registry::parse_tailored_request(
      read_whole_file(options.profile, "the profile", tailored_list_limit_bytes), today);
  if (!asked.ok()) return print_faults(asked.faults(), options.profile);
  const registry::Caller caller = registry::local_administrator();
  const auto council = registry::council_of_list(caller, *asked);
  if (!council.ok()) return print_faults(council.faults(), options.profile);
  const auto made = workplace.database().with_connection([&](registry::Connection& connection) {
    const auto snapshot = registry::build_snapshot(connection, today);
    return registry::rank_schools(*snapshot, registry::rule_book_in_force(connection).get(),
                                  *asked);
  });
  if (!made.ok()) return print_faults(made.faults(), options.profile);
  const std::string body = tailored_list_json(*made, *council);
  std::optional<registry::FrozenList> frozen;
  if (asked->freeze) {
    frozen = workplace.database().in_transaction([&](registry::Transaction& transaction) {
      return registry::freeze_tailored_list(transaction, workplace.journal(), caller, **council,
                                            *made, body);
    });
  }
  print(body, options.as_text);
  if (frozen) {
    workplace.sequence_pending();
    Output output;
    output.write("frozen as " + frozen->id + ", receipt: " + frozen->receipt_json + "\n");
    output.flush();
  }
  return all_well;
}

int list(const Options& options) {
  Workplace workplace(options.workplace);
  Output output;
  const auto lists = workplace.database().with_connection([](registry::Connection& connection) {
    return registry::list_frozen_lists(connection, std::nullopt);
  });
  for (const registry::FrozenList& each : lists) {
    output.write(each.id + ": council " + each.council + ", " +
                 (each.reference.empty() ? "" : each.reference + ", ") + each.need + ", " +
                 each.provision + ", " + std::to_string(each.schools) + " schools, frozen at " +
                 each.frozen_at + ", random " + each.commitment_random + "\n");
  }
  output.flush();
  return all_well;
}

int show(const Options& options) {
  Workplace workplace(options.workplace);
  const auto body = workplace.database().with_connection([&](registry::Connection& connection) {
    return registry::frozen_list_body(connection, options.id, std::nullopt);
  });
  if (!body) throw CannotRun("no tailored list has the id " + options.id + ".");
  print(*body, options.as_text);
  return all_well;
}

}  // namespace

void add_tailored_list(CLI::App& program, Work& chosen) {
  CLI::App* command = program.add_subcommand(
      "tailored-list", "The settings that fit a need, ranked, and lists frozen as evidence");
  command->require_subcommand(1);
  auto options = std::make_shared<Options>();
  CLI::App* making = command->add_subcommand("make", "Rank the settings that fit a need profile");
  making
      ->add_option("PROFILE", options->profile,
                   "A JSON file, as POST /v1/tailored-lists takes it; with \"freeze\": true the "
                   "list is kept")
      ->required();
  making->add_flag("--text", options->as_text, "As text to print, not as JSON");
  add_workplace_options(*making, options->workplace);
  making->callback([options, &chosen] { chosen = [=] { return make(*options); }; });
  CLI::App* listing = command->add_subcommand("list", "One line for each frozen list");
  add_workplace_options(*listing, options->workplace);
  listing->callback([options, &chosen] { chosen = [=] { return list(*options); }; });
  CLI::App* showing = command->add_subcommand("show", "A frozen list, byte for byte as it was");
  showing->add_option("ID", options->id, "The list's id")->required();
  showing->add_flag("--text", options->as_text, "As text to print, not as JSON");
  add_workplace_options(*showing, options->workplace);
  showing->callback([options, &chosen] { chosen = [=] { return show(*options); }; });
  command->footer(
      "Examples:\n"
      "  assize tailored-list make profile.json --text\n"
      "  assize tailored-list show ID --text");
}

}  // namespace assize::api
