// `assize case`: the queue of cases, one case with its history, and its steps.
#include <CLI/CLI.hpp>

#include "api/cases/case_json.h"
#include "api/command_line/commands.h"
#include "api/command_line/input_file.h"
#include "api/command_line/options.h"
#include "api/command_line/output.h"
#include "api/command_line/workplace.h"
#include "registry/cases/case_documents.h"

namespace assize::api {
namespace {

struct ListOptions {
  WorkplaceOptions workplace;
  std::string status = "live";
  std::string sort = "stake";
  std::string rule, group, owner, filing, school;
  bool escalated = false;
};

std::optional<std::string> given(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return text;
}

std::string line_of(const registry::Case& about) {
  std::string line = about.id + "  " + about.stake.display() + " a year  " +
                     std::string(code(about.kind)) + "  " + std::string(code(about.state));
  if (about.disposition) line += " (" + std::string(code(*about.disposition)) + ")";
  line += "  " + about.urn.text() + " " + about.school;
  for (const std::string& rule : about.rules) line += " " + rule;
  if (about.due_on) line += "  due " + about.due_on->text();
  if (about.escalation > 0) line += "  escalated " + std::to_string(about.escalation);
  return line + "\n";
}

int list(const ListOptions& options) {
  registry::CaseFilter filter;
  filter.status = value_or_cannot_run(registry::parse_case_status(options.status), "--status");
  filter.rule = given(options.rule);
  filter.group = given(options.group);
  filter.owner = given(options.owner);
  filter.filing = given(options.filing);
  filter.escalated = options.escalated;
  if (!options.school.empty()) {
    filter.urn = value_or_cannot_run(pricing::Urn::parse(options.school), "--school");
  }
  const auto order = value_or_cannot_run(registry::parse_case_order(options.sort), "--sort");
  constexpr std::size_t cases_at_once = 200;
  Workplace workplace(options.workplace);
  Output output;
  std::optional<std::string> after;
  do {
    const auto page = workplace.database().with_connection([&](registry::Connection& connection) {
      return registry::list_cases(connection, {}, filter, order, after, cases_at_once).value();
    });
    if (!after) {
      output.write(std::to_string(page.matching) + " cases, £" + page.stake + " a year at stake\n");
    }
    for (const registry::Case& each : page.cases) output.write(line_of(each));
    after = page.next;
  } while (after);
  output.flush();
  return all_well;
}

struct CaseOptions {
  WorkplaceOptions workplace;
  std::vector<std::string> ids;
  std::string id;  // where a command is about one case
  std::string disposition, words, owner, file;
  std::string lines;  // a JSON file
  int working_days = 0;
};

int show(const CaseOptions& options) {
  Workplace workplace(options.workplace);
  const auto whole = workplace.database().with_connection([&](registry::Connection& connection) {
    return registry::find_whole_case(connection, options.id, {});
  });
  if (!whole) throw CannotRun("no case has the id " + options.id + ".");
  Output output;
  output.write(case_json(*whole, {}) + "\n");
  output.flush();
  return all_well;
}

int take(const CaseOptions& options, registry::StepCommand command) {
  command.caller = registry::local_administrator();
  command.words = options.words;
  Workplace workplace(options.workplace);
  const auto taken = workplace.database().in_transaction([&](registry::Transaction& transaction) {
    auto done = registry::take_step_in_all(transaction, workplace.journal(), command, options.ids);
    // Thrown, so that what was done in the cases before is undone with it.
    if (!done) throw CannotRun("nothing was done: " + faults_line(done.faults()));
    return *std::move(done);
  });
  workplace.sequence_pending();
  Output output;
  for (const registry::Case& each : taken) output.write(line_of(each));
  output.flush();
  return all_well;
}

// One case, where what is modified may be said.
int take_one(const CaseOptions& options, registry::StepCommand command) {
  command.caller = registry::local_administrator();
  command.case_id = options.ids.front();
  command.words = options.words;
  Workplace workplace(options.workplace);
  const auto taken = value_or_cannot_run(
      registry::take_step(workplace.database(), workplace.journal(), command), "nothing was done");
  workplace.sequence_pending();
  Output output;
  output.write(line_of(taken));
  output.flush();
  return all_well;
}

int decide(const CaseOptions& options, registry::CaseStepKind step) {
  registry::StepCommand command;
  if (!options.lines.empty()) {
    const std::string members = read_whole_file(options.lines, "the modifications", 1 << 20);
    command = value_or_cannot_run(read_step(members), options.lines);
  }
  command.step = step;
  command.disposition =
      value_or_cannot_run(registry::parse_disposition(options.disposition), "the disposition");
  if (options.ids.size() == 1) return take_one(options, command);
  if (!options.lines.empty()) throw CannotRun("modifications are made in one case at a time.");
  return take(options, command);
}

int hand_in(const CaseOptions& options) {
  const std::string bytes =
      read_whole_file(options.file, "the document", registry::document_limit_bytes);
  registry::DocumentCommand command;
  command.caller = registry::local_administrator();
  command.case_id = options.id;
  command.name = options.file.substr(options.file.rfind('/') + 1);
  command.bytes = bytes;
  Workplace workplace(options.workplace);
  const auto document = value_or_cannot_run(
      workplace.database().in_transaction([&](registry::Transaction& transaction) {
        return registry::hand_in_document(transaction, workplace.journal(), command);
      }),
      "the document was not taken");
  workplace.sequence_pending();
  JsonWriter json;
  write_case_document(json, document);
  Output output;
  output.write(json.take() + "\n");
  output.flush();
  return all_well;
}

void add_list(CLI::App& cases, Work& chosen) {
  auto options = std::make_shared<ListOptions>();
  CLI::App* command = cases.add_subcommand("list", "The queue, one line for each case");
  command->add_option("--status", options->status, "live, over or all")->capture_default_str();
  command->add_option("--sort", options->sort, "stake, age or due")->capture_default_str();
  command->add_option("--rule", options->rule, "With a finding of this rule: UNI-04");
  command->add_option("--group", options->group, "Of this group, or provider without one");
  command->add_option("--owner", options->owner, "Of this account; none: nobody's");
  command->add_option("--filing", options->filing, "Of this filing");
  command->add_option("--school", options->school, "Of this school: its URN");
  command->add_flag("--escalated", options->escalated, "Only those whose deadline has passed");
  add_workplace_options(*command, options->workplace);
  command->callback([options, &chosen] { chosen = [=] { return list(*options); }; });
}

using Run = int (*)(const CaseOptions&);

CLI::App* add_one(CLI::App& cases, Work& chosen, const std::string& name, const std::string& help,
                  const std::shared_ptr<CaseOptions>& options, Run run) {
  CLI::App* command = cases.add_subcommand(name, help);
  add_workplace_options(*command, options->workplace);
  command->callback([options, run, &chosen] { chosen = [=] { return run(*options); }; });
  return command;
}

CLI::App* add_words(CLI::App* command, const std::shared_ptr<CaseOptions>& options) {
  command->add_option("--words", options->words, "Why, in plain words")->required();
  return command;
}

void add_steps(CLI::App& cases, Work& chosen) {
  const auto many = [](CLI::App* command, const std::shared_ptr<CaseOptions>& options) {
    command->add_option("ID", options->ids, "Cases: all, or none if one cannot be")->required();
  };
  auto assigning = std::make_shared<CaseOptions>();
  CLI::App* assign = add_one(cases, chosen, "assign", "Give cases to an officer", assigning,
                             [](const CaseOptions& options) {
                               registry::StepCommand command;
                               command.step = registry::CaseStepKind::assigned;
                               command.owner = options.owner;
                               return take(options, command);
                             });
  many(assign, assigning);
  assign->add_option("--owner", assigning->owner, "The officer's account; nobody if left out");
  auto objecting = std::make_shared<CaseOptions>();
  CLI::App* object = add_one(cases, chosen, "object", "Object, and ask the provider to respond",
                             objecting, [](const CaseOptions& options) {
                               registry::StepCommand command;
                               command.step = registry::CaseStepKind::objection;
                               if (options.working_days > 0) {
                                 command.working_days = options.working_days;
                               }
                               return take(options, command);
                             });
  many(add_words(object, objecting), objecting);
  object->add_option("--working-days", objecting->working_days, "To respond in; 10 if left out");
  auto noting = std::make_shared<CaseOptions>();
  CLI::App* note = add_one(cases, chosen, "note", "Note something among officers", noting,
                           [](const CaseOptions& options) {
                             registry::StepCommand command;
                             command.step = registry::CaseStepKind::note;
                             return take(options, command);
                           });
  many(add_words(note, noting), noting);
}

void add_decisions(CLI::App& cases, Work& chosen) {
  const auto decision = [&](const std::string& name, const std::string& help, Run run) {
    auto options = std::make_shared<CaseOptions>();
    CLI::App* command = add_one(cases, chosen, name, help, options, run);
    command
        ->add_option("DISPOSITION", options->disposition,
                     "approved, approved_as_modified or refused")
        ->required();
    command->add_option("ID", options->ids, "Cases: all, or none if one cannot be")->required();
    command->add_option("--lines", options->lines,
                        "A JSON file of what is modified: {\"step\": \"decision\", \"lines\": [{\n"
                        "\"line\", \"unit_price\", \"education\", …}], \"refused_lines\": […]}");
    add_words(command, options);
  };
  decision("decide", "Decide cases", [](const CaseOptions& options) {
    return decide(options, registry::CaseStepKind::decision);
  });
  decision("decide-appeal", "Decide appeals", [](const CaseOptions& options) {
    return decide(options, registry::CaseStepKind::appeal_decision);
  });
}

}  // namespace

void add_case(CLI::App& program, Work& chosen) {
  CLI::App* command = program.add_subcommand("case", "Held filings and flags, as they are worked");
  command->require_subcommand(1);
  add_list(*command, chosen);
  auto showing = std::make_shared<CaseOptions>();
  add_one(*command, chosen, "show", "A case with its history, as JSON", showing, show)
      ->add_option("ID", showing->id, "The case's id")
      ->required();
  add_steps(*command, chosen);
  auto handing = std::make_shared<CaseOptions>();
  CLI::App* document =
      add_one(*command, chosen, "document", "Hand in a PDF, CSV or XLSX file", handing, hand_in);
  document->add_option("ID", handing->id, "The case's id")->required();
  document->add_option("FILE", handing->file, "At most 10 MiB")->required();
  add_decisions(*command, chosen);
  command->footer(
      "A case is decided by somebody who neither opened it nor objected in it; on this machine\n"
      "everything is done as one account, so what was filed here is decided over HTTP.\n\n"
      "Examples:\n"
      "  assize case list --rule UNI-04\n"
      "  assize case object ID --words \"Show how wages rose\"\n"
      "  assize case decide approved ID ID --words \"Within what was agreed\"");
}

}  // namespace assize::api
