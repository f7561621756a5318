// `assize application`: providers' applications to register schools, and what is asked and decided.
#include <CLI/CLI.hpp>

#include "api/applications/register_application_json.h"
#include "api/command_line/commands.h"
#include "api/command_line/input_file.h"
#include "api/command_line/options.h"
#include "api/command_line/output.h"
#include "api/command_line/workplace.h"
#include "api/http/message/json_writer.h"
#include "registry/filings/london_date.h"

namespace assize::api {
namespace {

constexpr std::uint64_t file_limit_bytes = 64ULL << 10;
constexpr std::size_t applications_at_once = 500;

struct Options {
  WorkplaceOptions workplace;
  std::string id, provider, file, words, answer_by, decision, urn, status;
  std::vector<std::string> conditions;
};
using SharedOptions = std::shared_ptr<Options>;

void print(const std::string& text) {
  Output output;
  output.write(text);
  output.flush();
}

// The bodies of the same requests over HTTP, so that both are read alike.
std::string apply_body(const Options& options) {
  JsonWriter json;
  json.begin_object().member_unless_empty("provider", options.provider);
  json.key("particulars").raw(read_whole_file(options.file, "the particulars", file_limit_bytes));
  return json.end_object().take();
}

std::string question_body(const Options& options) {
  JsonWriter json;
  json.begin_object().member("question", options.words);
  return json.member_unless_empty("answer_by", options.answer_by).end_object().take();
}

std::string answer_body(const Options& options) {
  JsonWriter json;
  json.begin_object().member("answer", options.words);
  if (!options.file.empty()) {
    json.key("particulars").raw(read_whole_file(options.file, "the particulars", file_limit_bytes));
  }
  return json.end_object().take();
}

// A condition is written as its day, a colon, and its text.
std::string decision_body(const Options& options) {
  JsonWriter json;
  json.begin_object().member("decision", options.decision);
  json.member_unless_empty("reasons", options.words).member_unless_empty("urn", options.urn);
  json.key("conditions").begin_array();
  for (const std::string& each : options.conditions) {
    const std::size_t colon = each.find(':');
    if (colon == std::string::npos) {
      throw CannotRun(
          "--condition: write its day, a colon and its text, such as "
          "\"2027-03-31: appoint a safeguarding lead\"");
    }
    const std::size_t text = std::min(each.find_first_not_of(' ', colon + 1), each.size());
    json.begin_object().member("due", each.substr(0, colon));
    json.member("condition", each.substr(text)).end_object();
  }
  return json.end_array().end_object().take();
}

std::string withdrawal_body(const Options& options) {
  JsonWriter json;
  return json.begin_object().member("reason", options.words).end_object().take();
}

std::string urn_body(const Options& options) {
  JsonWriter json;
  return json.begin_object().member("urn", options.urn).end_object().take();
}

int print_done(Workplace& workplace, const Result<registry::RegisterApplication>& done) {
  if (!done.ok()) return print_faults(done.faults(), "the application");
  workplace.sequence_pending();
  print("application " + done->id + " is " + std::string(registry::code(done->status)) +
        (done->urn ? ", school " + done->urn->text() : "") +
        ", receipt: " + done->events.back().receipt_json + "\n");
  return all_well;
}

int apply(const Options& options) {
  const auto request = registry::parse_apply_request(apply_body(options));
  if (!request.ok()) return print_faults(request.faults(), "the application");
  Workplace workplace(options.workplace);
  return print_done(workplace,
                    workplace.database().in_transaction([&](registry::Transaction& transaction) {
                      return registry::apply_to_register(transaction, workplace.journal(),
                                                         registry::local_administrator(), *request);
                    }));
}

template <std::string (*body)(const Options&),
          Result<registry::StepRequest> (*parse)(std::string_view)>
int step(const Options& options) {
  const auto request = parse(body(options));
  if (!request.ok()) return print_faults(request.faults(), "the application");
  Workplace workplace(options.workplace);
  return print_done(
      workplace, workplace.database().in_transaction([&](registry::Transaction& transaction) {
        return registry::take_step(transaction, workplace.journal(),
                                   registry::local_administrator(), options.id, *request);
      }));
}

std::string line_of(const registry::RegisterApplication& application) {
  const auto particulars = registry::stored_particulars(application.particulars_json);
  return application.id + "  " + std::string(registry::code(application.status)) +
         (application.urn ? "  " + application.urn->text() : "") + "  " + application.provider_id +
         "  " + particulars.school[registry::SchoolColumn::name].value_or("") + "\n";
}

int list(const Options& options) {
  registry::ApplicationFilter filter;
  if (!options.status.empty()) {
    filter.status =
        value_or_cannot_run(registry::parse_application_status(options.status), "--status");
  }
  Workplace workplace(options.workplace);
  std::string text;
  do {
    const auto page = workplace.database().with_connection([&](registry::Connection& connection) {
      return registry::list_register_applications(connection, filter, applications_at_once);
    });
    for (const auto& application : page.applications) text += line_of(application);
    filter.before = page.next;
  } while (filter.before);
  print(text.empty() ? "No application is there.\n" : text);
  return all_well;
}

int show(const Options& options) {
  Workplace workplace(options.workplace);
  const auto found = workplace.database().with_connection([&](registry::Connection& connection) {
    return registry::find_register_application(connection, options.id);
  });
  if (!found) throw CannotRun("no application has the id " + options.id + ".");
  const pricing::Date today = registry::london_date(workplace.journal().now());
  print(register_application_json(*found, today) + "\n");
  return all_well;
}

CLI::App* add(CLI::App& command, const char* name, const char* what, const SharedOptions& options,
              int (*work)(const Options&), Work& chosen) {
  CLI::App* added = command.add_subcommand(name, what);
  add_workplace_options(*added, options->workplace);
  added->callback([options, work, &chosen] { chosen = [=] { return work(*options); }; });
  return added;
}

CLI::App* add_of_id(CLI::App& command, const char* name, const char* what,
                    const SharedOptions& options, int (*work)(const Options&), Work& chosen) {
  CLI::App* added = add(command, name, what, options, work, chosen);
  added->add_option("ID", options->id, "The application's id")->required();
  return added;
}

void add_deciding(CLI::App& command, const SharedOptions& options, Work& chosen) {
  CLI::App* asking = add_of_id(command, "ask", "Ask the provider a question", options,
                               step<question_body, registry::parse_question>, chosen);
  asking->add_option("--question", options->words, "What is asked")->required();
  asking->add_option("--answer-by", options->answer_by, "Its day; 28 days on if left out");
  CLI::App* deciding = add_of_id(command, "decide", "Accept or refuse", options,
                                 step<decision_body, registry::parse_application_decision>, chosen);
  deciding->add_option("DECISION", options->decision, "accepted or refused")->required();
  deciding->add_option("--reasons", options->words, "Why; a refusal must say");
  deciding->add_option("--condition", options->conditions, "DAY: TEXT; once for each")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  deciding->add_option("--urn", options->urn, "The school's URN, if it has one already");
  CLI::App* giving = add_of_id(command, "urn", "Give an accepted school its URN", options,
                               step<urn_body, registry::parse_given_urn>, chosen);
  giving->add_option("URN", options->urn, "The school's six digits")->required();
}

}  // namespace

void add_application(CLI::App& program, Work& chosen) {
  CLI::App* command =
      program.add_subcommand("application", "Applications to register schools, and decisions");
  command->require_subcommand(1);
  auto options = std::make_shared<Options>();
  CLI::App* applying = add(*command, "apply", "Apply to register a school", options, apply, chosen);
  applying->add_option("FILE", options->file, "The particulars, as JSON")->required();
  applying->add_option("--provider", options->provider, "The provider that applies")->required();
  CLI::App* listing =
      add(*command, "list", "One line for each, the latest first", options, list, chosen);
  listing->add_option("--status", options->status,
                      "applied, asked, answered, accepted, refused or withdrawn");
  add_of_id(*command, "show", "An application with all its steps, as JSON", options, show, chosen);
  add_deciding(*command, options, chosen);
  CLI::App* answering = add_of_id(*command, "answer", "Answer the question", options,
                                  step<answer_body, registry::parse_answer>, chosen);
  answering->add_option("--answer", options->words, "The answer")->required();
  answering->add_option("--particulars", options->file, "Corrected particulars, as JSON");
  CLI::App* withdrawing = add_of_id(*command, "withdraw", "Withdraw an application", options,
                                    step<withdrawal_body, registry::parse_withdrawal>, chosen);
  withdrawing->add_option("--reason", options->words, "Why")->required();
  command->footer(
      "What is done here is done as the administrator. Nothing is erased.\n\nExamples:\n"
      "  assize application apply school.json --provider GB-COH-01234567\n"
      "  assize application ask ID --question \"How many staff will there be?\"\n"
      "  assize application decide ID accepted --condition \"2027-03-31: appoint a lead\"");
}

}  // namespace assize::api
