// `assize token`: giving and taking away the right to act for an organisation.
#include <CLI/CLI.hpp>
#include <iostream>

#include "api/command_line/commands.h"
#include "api/command_line/input_file.h"
#include "api/command_line/options.h"
#include "api/command_line/output.h"
#include "api/command_line/workplace.h"
#include "registry/access/caller.h"

namespace assize::api {
namespace {

constexpr std::uint64_t token_limit_bytes = 1024;

struct CreateOptions {
  WorkplaceOptions workplace;
  std::string role;
  std::string organisation;
  std::string provider;
  std::string la;
  std::string label = "made on the command line";
  int days = 0;
};

std::optional<std::string> unless_empty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

int create(const CreateOptions& options) {
  registry::TokenRequest request;
  request.role = registry::role_of_code(options.role).value();
  request.organisation_name = options.organisation;
  request.provider_id = unless_empty(options.provider);
  request.la_code = unless_empty(options.la);
  request.label = options.label;
  if (options.days > 0) request.days_valid = options.days;
  Workplace workplace(options.workplace);
  const registry::NewToken token =
      value_or_cannot_run(registry::issue_token(workplace.database(), workplace.journal(),
                                                registry::local_administrator(), request),
                          "no token was made");
  workplace.sequence_pending();
  std::cerr << "Account " << token.account_id
            << ". The token is shown this once; only its SHA-256 is kept.\n";
  Output output;
  output.write(token.secret + "\n");
  output.flush();
  return all_well;
}

struct RevokeOptions {
  WorkplaceOptions workplace;
  std::string token;
};

// The account of a token, or of an account's own id.
std::string account_of(Workplace& workplace, const std::string& given) {
  if (given.starts_with("acc_")) return given;
  const auto caller = registry::caller_of(workplace.database(), workplace.journal(), given);
  if (!caller) throw CannotRun("this is neither an account's id nor a token that is in force.");
  return caller->account_id;
}

int revoke(const RevokeOptions& options) {
  const std::string given =
      options.token == "-" ? without_line_ends(read_whole_file("-", "the token", token_limit_bytes))
                           : options.token;
  Workplace workplace(options.workplace);
  const int count = value_or_cannot_run(
      registry::revoke_token(workplace.database(), workplace.journal(),
                             registry::local_administrator(), account_of(workplace, given)),
      "nothing was revoked");
  workplace.sequence_pending();
  if (count == 0) throw CannotRun("that account has no token in force.");
  Output output;
  output.write(std::to_string(count) + (count == 1 ? " token is" : " tokens are") + " revoked.\n");
  output.flush();
  return all_well;
}

}  // namespace

void add_token(CLI::App& program, Work& chosen) {
  CLI::App* command = program.add_subcommand("token", "Tokens by which organisations act");
  command->require_subcommand(1);

  auto created = std::make_shared<CreateOptions>();
  CLI::App* creating = command->add_subcommand("create", "Make a token, and show it this once");
  creating->add_option("--role", created->role, "What its holder may do")
      ->required()
      ->check(CLI::IsMember(
          {"provider", "commissioner", "case_officer", "approver", "administrator", "auditor"}));
  creating->add_option("--organisation", created->organisation, "The organisation's name")
      ->required();
  creating->add_option("--provider", created->provider, "The provider's id, for that role");
  creating->add_option("--la", created->la, "The council's three-digit code, for a commissioner");
  creating->add_option("--label", created->label, "What the token is for")->capture_default_str();
  creating->add_option("--days", created->days, "Days until it expires; it does not if 0")
      ->check(CLI::Range(0, 3660));
  add_workplace_options(*creating, created->workplace);
  creating->callback([created, &chosen] { chosen = [=] { return create(*created); }; });

  auto revoked = std::make_shared<RevokeOptions>();
  CLI::App* revoking = command->add_subcommand("revoke", "End the tokens of an account");
  revoking
      ->add_option("TOKEN", revoked->token,
                   "The account's id (acc_…), or a token; - reads it from standard input")
      ->required();
  add_workplace_options(*revoking, revoked->workplace);
  revoking->callback([revoked, &chosen] { chosen = [=] { return revoke(*revoked); }; });

  command->footer(
      "Examples:\n"
      "  assize token create --role provider --provider GB-COH-01234567 "
      "--organisation \"Example Schools Ltd\"\n"
      "  assize token create --role case_officer --organisation \"The regulator\" --days 365\n"
      "  assize token revoke acc_0123456789abcdef");
}

}  // namespace assize::api
