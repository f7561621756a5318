// `assize organisation`: who people and tokens act for.
#include <CLI/CLI.hpp>

#include "api/command_line/commands.h"
#include "api/command_line/options.h"
#include "api/command_line/output.h"
#include "api/command_line/workplace.h"
#include "registry/people/organisations.h"

namespace assize::api {
namespace {

using registry::Connection;
using registry::Transaction;

constexpr std::size_t page_size = 500;

struct Options {
  WorkplaceOptions workplace;
  std::string kind;
  std::string name;
  std::string provider;
  std::string group;
  std::vector<std::string> councils;
};

std::string line_of(const registry::Organisation& organisation) {
  std::string line = organisation.id + ": " + organisation.name + ", " +
                     std::string(registry::code(organisation.kind));
  for (const std::string& each : organisation.la_codes) line += " " + each;
  return line + "\n";
}

int add(const Options& options) {
  registry::Organisation wanted;
  wanted.kind = registry::organisation_kind_of_code(options.kind).value();
  wanted.name = options.name;
  if (!options.provider.empty()) wanted.provider_id = options.provider;
  if (!options.group.empty()) wanted.group_id = options.group;
  wanted.la_codes = options.councils;
  Workplace workplace(options.workplace);
  const auto made =
      value_or_cannot_run(workplace.database().in_transaction([&](Transaction& transaction) {
        return registry::register_organisation(transaction, workplace.journal(),
                                               registry::local_administrator(), wanted);
      }),
                          "no organisation was added");
  workplace.sequence_pending();
  Output output;
  output.write(line_of(made));
  output.flush();
  return all_well;
}

int list(const Options& options) {
  Workplace workplace(options.workplace);
  Output output;
  std::string after;
  for (bool is_more = true; is_more;) {
    const auto found = workplace.database().with_connection([&](Connection& connection) {
      return registry::list_organisations(connection, after, page_size);
    });
    for (const auto& each : found) output.write(line_of(each));
    is_more = found.size() == page_size;
    if (is_more) after = found.back().id;
  }
  output.flush();
  return all_well;
}

}  // namespace

void add_organisation(CLI::App& program, Work& chosen) {
  CLI::App* command = program.add_subcommand("organisation", "Whom people and tokens act for");
  command->require_subcommand(1);
  auto options = std::make_shared<Options>();
  CLI::App* adding = command->add_subcommand("add", "Add one, unless it is there");
  adding->add_option("--kind", options->kind, "What it is")
      ->required()
      ->check(CLI::IsMember({"provider", "group", "council", "partnership", "auditor"}));
  adding->add_option("--name", options->name, "Its name")->required();
  adding->add_option("--provider", options->provider, "The provider's id, of a provider");
  adding->add_option("--group", options->group, "The group's id, of a group");
  adding->add_option("--la", options->councils,
                     "A council's three-digit code; of a partnership, two or more");
  add_workplace_options(*adding, options->workplace);
  adding->callback([options, &chosen] { chosen = [=] { return add(*options); }; });
  CLI::App* listing = command->add_subcommand("list", "One line for each");
  add_workplace_options(*listing, options->workplace);
  listing->callback([options, &chosen] { chosen = [=] { return list(*options); }; });
  command->footer(
      "Examples:\n"
      "  assize organisation add --kind council --name \"Leeds City Council\" --la 383\n"
      "  assize organisation add --kind partnership --name \"Yorkshire\" --la 383 --la 380\n"
      "  assize organisation list");
}

}  // namespace assize::api
