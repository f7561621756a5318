// `assize rule-book`: checking, publishing and listing editions.
#include <CLI/CLI.hpp>

#include "api/command_line/commands.h"
#include "api/command_line/input_file.h"
#include "api/command_line/options.h"
#include "api/command_line/output.h"
#include "api/command_line/workplace.h"
#include "audit/tree/hash.h"
#include "registry/rule_books/rule_books.h"

namespace assize::api {
namespace {

struct Options {
  WorkplaceOptions workplace;
  std::string file;
};

int check(const Options& options) {
  const std::string text = read_whole_file(options.file, "the rule book", rule_book_limit_bytes);
  const auto book = pricing::RuleBook::load(text, audit::sha256_hex(text));
  if (!book.ok()) return print_faults(book.faults(), "the rule book " + options.file);
  Output output;
  output.write("Edition " + book->edition() + " (" + book->status() + "), " +
               std::to_string(book->bands().size()) + " bands, " +
               std::to_string(book->areas().size()) + " areas: no faults.\nsha256 " +
               book->sha256() + "\n");
  output.flush();
  return all_well;
}

int publish(const Options& options) {
  const std::string text = read_whole_file(options.file, "the rule book", rule_book_limit_bytes);
  Workplace workplace(options.workplace);
  const auto published = registry::publish_rule_book(workplace.database(), workplace.journal(),
                                                     registry::local_administrator(), text);
  if (!published.ok()) return print_faults(published.faults(), "the rule book " + options.file);
  workplace.sequence_pending();
  Output output;
  output.write("Edition " + published->edition.edition + " (" + published->edition.status + ") " +
               (published->was_new ? "is published." : "was published before; nothing changed.") +
               "\nsha256 " + published->edition.sha256 + "\n");
  output.flush();
  return all_well;
}

int list(const WorkplaceOptions& options) {
  Workplace workplace(options);
  const auto editions = workplace.database().with_connection(
      [](registry::Connection& connection) { return registry::list_rule_books(connection); });
  Output output;
  for (const registry::EditionSummary& edition : editions) {
    output.write(edition.edition + "  " + edition.status + "  " + edition.published_on + "  " +
                 edition.sha256 + "  " + edition.title + "\n");
  }
  if (editions.empty()) output.write("No edition is published.\n");
  output.flush();
  return all_well;
}

}  // namespace

void add_rule_book(CLI::App& program, Work& chosen) {
  CLI::App* command = program.add_subcommand("rule-book", "The editions of the rule book");
  command->require_subcommand(1);
  auto options = std::make_shared<Options>();

  CLI::App* checking = command->add_subcommand("check", "List every fault of an edition");
  checking->add_option("FILE", options->file, "The edition (JSON)")->required();
  checking->callback([options, &chosen] { chosen = [=] { return check(*options); }; });

  CLI::App* publishing =
      command->add_subcommand("publish", "Publish an edition; it never changes afterwards");
  publishing->add_option("FILE", options->file, "The edition (JSON)")->required();
  add_workplace_options(*publishing, options->workplace);
  publishing->callback([options, &chosen] { chosen = [=] { return publish(*options); }; });

  CLI::App* listing = command->add_subcommand("list", "List the published editions");
  add_workplace_options(*listing, options->workplace);
  listing->callback([options, &chosen] { chosen = [=] { return list(options->workplace); }; });

  command->footer(
      "Examples:\n"
      "  assize rule-book check book.json\n"
      "  assize rule-book publish book.json");
}

}  // namespace assize::api
