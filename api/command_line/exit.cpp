// `assize exit`: notices by which providers close places, and the plans for the children there.
#include <CLI/CLI.hpp>
#include <iostream>

#include "api/command_line/commands.h"
#include "api/command_line/options.h"
#include "api/command_line/output.h"
#include "api/command_line/workplace.h"
#include "api/exits/exit_json.h"
#include "registry/filings/london_date.h"

namespace assize::api {
namespace {

struct Options {
  WorkplaceOptions workplace;
  std::string id;
  std::string school, need, provision, last_day, reason, withdraw;
  std::optional<int> age_from, age_to;
};

// The body of the same request over HTTP, so that both are read alike.
std::string body_of(const Options& options) {
  JsonWriter json;
  json.begin_object();
  const std::pair<const char*, const std::string*> members[] = {
      {"urn", &options.school},          {"need", &options.need},
      {"provision", &options.provision}, {"last_day", &options.last_day},
      {"reason", &options.reason},       {"withdraws", &options.withdraw}};
  for (const auto& [name, text] : members) {
    if (!text->empty()) json.member(name, *text);
  }
  if (options.age_from) json.key("age_from").integer(*options.age_from);
  if (options.age_to) json.key("age_to").integer(*options.age_to);
  return json.end_object().take();
}

int notify(const Options& options) {
  const auto request = registry::parse_exit_request(body_of(options));
  if (!request.ok()) return print_faults(request.faults(), "the notice");
  Workplace workplace(options.workplace);
  const auto notice =
      value_or_cannot_run(registry::notify_exit(workplace.database(), workplace.journal(),
                                                registry::local_administrator(), *request),
                          "no notice was given");
  workplace.sequence_pending();
  Output output;
  output.write("notice " + notice.id + ", receipt: " + notice.receipt_json + "\n");
  output.flush();
  return all_well;
}

int list(const Options& options) {
  Workplace workplace(options.workplace);
  Output output;
  const auto notices = workplace.database().with_connection([](registry::Connection& connection) {
    return registry::list_exit_notices(connection, std::nullopt);
  });
  for (const registry::ExitNotice& notice : notices) {
    output.write(notice.id + ": school " + notice.urn.text() + ", last day " +
                 notice.last_day.text() +
                 (notice.withdraws      ? ", withdraws " + *notice.withdraws
                  : notice.withdrawn_by ? ", withdrawn by " + *notice.withdrawn_by
                                        : std::string()) +
                 ": " + notice.reason + "\n");
  }
  output.flush();
  return all_well;
}

int show(const Options& options) {
  Workplace workplace(options.workplace);
  const pricing::Date today = registry::london_date(workplace.journal().now());
  const auto text = workplace.database().with_connection(
      [&](registry::Connection& connection) -> std::optional<std::string> {
        const auto notice = registry::find_exit_notice(connection, options.id, std::nullopt);
        if (!notice) return std::nullopt;
        const auto snapshot = registry::build_snapshot(connection, today);
        const auto plan = registry::continuity_plan(connection, *notice, *snapshot, std::nullopt);
        return exit_plan_json(*notice, plan, today);
      });
  if (!text) throw CannotRun("no exit notice has the id " + options.id + ".");
  Output output;
  output.write(*text + "\n");
  output.flush();
  return all_well;
}

}  // namespace

void add_exit(CLI::App& program, Work& chosen) {
  CLI::App* command =
      program.add_subcommand("exit", "Notices to close places, and continuity plans");
  command->require_subcommand(1);
  auto options = std::make_shared<Options>();
  CLI::App* notifying = command->add_subcommand("notify", "Give notice, or withdraw one");
  notifying->add_option("--school", options->school, "The school's URN");
  notifying->add_option("--need", options->need, "Places for this need alone");
  notifying->add_option("--provision", options->provision, "Places of this provision alone");
  notifying->add_option("--age-from", options->age_from, "Places from this age");
  notifying->add_option("--age-to", options->age_to, "Places to this age, included");
  notifying->add_option("--last-day", options->last_day, "The places' last day, yyyy-mm-dd");
  notifying->add_option("--withdraw", options->withdraw, "The id of a notice to withdraw");
  notifying->add_option("--reason", options->reason, "Why: for the regulator and the councils")
      ->required();
  add_workplace_options(*notifying, options->workplace);
  notifying->callback([options, &chosen] { chosen = [=] { return notify(*options); }; });
  CLI::App* listing = command->add_subcommand("list", "One line for each notice");
  add_workplace_options(*listing, options->workplace);
  listing->callback([options, &chosen] { chosen = [=] { return list(*options); }; });
  CLI::App* showing = command->add_subcommand("show", "A notice with its continuity plan, as JSON");
  showing->add_option("ID", options->id, "The notice's id")->required();
  add_workplace_options(*showing, options->workplace);
  showing->callback([options, &chosen] { chosen = [=] { return show(*options); }; });
  command->footer(
      "A notice is never erased: a later one withdraws it.\n\nExamples:\n"
      "  assize exit notify --school 900001 --last-day 2027-07-21 --reason \"the lease ends\"\n"
      "  assize exit notify --withdraw ID --reason \"the lease was renewed\"\n"
      "  assize exit show ID");
}

}  // namespace assize::api
