// `assize person`: inviting people, the first administrator among them, and helping those who are
// shut out.
#include <CLI/CLI.hpp>
#include <iostream>

#include "api/command_line/commands.h"
#include "api/command_line/options.h"
#include "api/command_line/output.h"
#include "api/command_line/workplace.h"
#include "registry/people/managing.h"
#include "registry/people/organisations.h"
#include "registry/people/second_factor.h"
#include "registry/people/sessions.h"

namespace assize::api {
namespace {

using registry::Connection;
using registry::Transaction;

struct Options {
  WorkplaceOptions workplace;
  std::string organisation = "org_regulator";
  std::string name;
  std::string email;
  std::string role;
  std::string account;
  std::string public_url = "http://localhost:8080";
  bool manages = false;
};

int invite(const Options& options) {
  registry::Invitation wanted;
  wanted.organisation_id = options.organisation;
  wanted.name = options.name;
  wanted.email = options.email;
  wanted.role = registry::role_of_code(options.role).value();
  wanted.manages = options.manages;
  Workplace workplace(options.workplace);
  const auto made =
      value_or_cannot_run(workplace.database().in_transaction([&](Transaction& transaction) {
        return registry::invite(transaction, workplace.journal(), registry::local_administrator(),
                                wanted, options.public_url);
      }),
                          "nobody was invited");
  workplace.sequence_pending();
  std::cerr << "Invitation " << made.id << ", until " << made.expires_at
            << ". The service sends it by e-mail too. The link works once, for whoever has it:\n";
  Output output;
  output.write(made.link + "\n");
  output.flush();
  return all_well;
}

int list(const Options& options) {
  Workplace workplace(options.workplace);
  Output output;
  workplace.database().with_connection([&](Connection& connection) {
    if (!registry::find_organisation(connection, options.organisation)) {
      throw CannotRun("no organisation has the id " + options.organisation +
                      "; assize organisation list shows them.");
    }
    for (const auto& each : registry::members_of(connection, options.organisation)) {
      output.write(each.account_id + ": " + each.person.name + " <" + each.person.email + ">, " +
                   std::string(registry::code(each.role)) + (each.manages ? ", manages" : "") +
                   "\n");
    }
    for (const auto& each :
         registry::open_invitations(connection, workplace.journal(), options.organisation)) {
      output.write(each.id + ": " + each.name + " <" + each.email + ">, " +
                   std::string(registry::code(each.role)) + (each.manages ? ", manages" : "") +
                   ", invited until " + each.expires_at + "\n");
    }
  });
  output.flush();
  return all_well;
}

int remove(const Options& options) {
  Workplace workplace(options.workplace);
  const bool is_removed =
      value_or_cannot_run(workplace.database().in_transaction([&](Transaction& transaction) {
        return registry::end_membership(transaction, workplace.journal(),
                                        registry::local_administrator(), options.account);
      }),
                          "nobody was removed");
  workplace.sequence_pending();
  if (!is_removed) throw CannotRun("that account has ended already.");
  Output output;
  output.write("The account has ended, with its sessions and the tokens it made.\n");
  output.flush();
  return all_well;
}

// For who has lost both the app and the recovery codes, once the operator knows that it is they.
int forget_second_factor(const Options& options) {
  const std::string email =
      value_or_cannot_run(registry::parse_email(options.email), "nothing was changed");
  Workplace workplace(options.workplace);
  const bool had_one = workplace.database().in_transaction([&](Transaction& transaction) {
    Connection& connection = transaction.connection();
    const auto person = registry::find_person(connection, email);
    if (!person) throw CannotRun("nobody has that e-mail address.");
    const bool had = registry::has_second_factor(connection, person->id);
    registry::remove_second_factor(connection, person->id);
    registry::end_sessions_of(connection, person->id);
    return had;
  });
  Output output;
  output.write(had_one ? "The authenticator app is forgotten, and every session has ended.\n"
                       : "There was no authenticator app; every session has ended.\n");
  output.flush();
  return all_well;
}

void add_invite(CLI::App& command, Work& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App* inviting =
      command.add_subcommand("invite", "Invite somebody, and show the link this once");
  inviting->add_option("--name", options->name, "The person's name")->required();
  inviting->add_option("--email", options->email, "The person's e-mail address")->required();
  inviting->add_option("--role", options->role, "What they may do")
      ->required()
      ->check(CLI::IsMember(
          {"provider", "commissioner", "case_officer", "approver", "administrator", "auditor"}));
  inviting->add_option("--organisation", options->organisation, "The organisation's id")
      ->capture_default_str();
  inviting->add_flag("--manages", options->manages, "They invite and remove people there");
  inviting
      ->add_option("--public-url", options->public_url,
                   "The address that browsers know the service by")
      ->envname("ASSIZE_PUBLIC_URL")
      ->capture_default_str();
  add_workplace_options(*inviting, options->workplace);
  inviting->callback([options, &chosen] { chosen = [=] { return invite(*options); }; });
}

}  // namespace

void add_person(CLI::App& program, Work& chosen) {
  CLI::App* command = program.add_subcommand("person", "People and what they may do");
  command->require_subcommand(1);
  add_invite(*command, chosen);
  auto options = std::make_shared<Options>();
  CLI::App* listing = command->add_subcommand("list", "An organisation's people and invitations");
  listing->add_option("--organisation", options->organisation, "The organisation's id")
      ->capture_default_str();
  add_workplace_options(*listing, options->workplace);
  listing->callback([options, &chosen] { chosen = [=] { return list(*options); }; });
  CLI::App* removing = command->add_subcommand("remove", "End what somebody is in an organisation");
  removing->add_option("ACCOUNT", options->account, "The account's id (acc_…)")->required();
  add_workplace_options(*removing, options->workplace);
  removing->callback([options, &chosen] { chosen = [=] { return remove(*options); }; });
  CLI::App* forgetting = command->add_subcommand(
      "forget-second-factor", "For somebody who has lost the app and the recovery codes");
  forgetting->add_option("EMAIL", options->email, "The person's e-mail address")->required();
  add_workplace_options(*forgetting, options->workplace);
  forgetting->callback(
      [options, &chosen] { chosen = [=] { return forget_second_factor(*options); }; });
  command->footer(
      "The first administrator of a new service is invited here.\n\nExamples:\n"
      "  assize person invite --name \"Ada Lovelace\" --email ada@example.org --role "
      "administrator\n"
      "  assize person list --organisation org_council_383\n"
      "  assize person remove acc_0123456789abcdef");
}

}  // namespace assize::api
