// `assize log show`: the public history of a school, a filing or an edition.
#include <CLI/CLI.hpp>

#include "api/command_line/log/log_commands.h"
#include "api/command_line/options.h"
#include "api/command_line/output.h"
#include "api/command_line/workplace.h"
#include "api/http/message/json_writer.h"
#include "api/routes/log_times.h"
#include "registry/log/log_history.h"

namespace assize::api {
namespace {

constexpr std::size_t page_lines = 200;

struct Options {
  WorkplaceOptions workplace;
  std::string subject;
  std::string action;
  std::string from;
  std::string to;
  std::size_t limit = 0;  // 0: all
  std::string format = "text";
};

registry::LogQuery query_of(const Options& options) {
  registry::LogQuery query;
  if (!options.subject.empty()) query.subject = options.subject;
  if (!options.action.empty()) query.action = options.action;
  if (!options.from.empty()) {
    query.from = value_or_cannot_run(parse_log_from(options.from), "--from");
  }
  if (!options.to.empty()) query.until = value_or_cannot_run(parse_log_to(options.to), "--to");
  return query;
}

std::string padded(std::string text, std::size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text;
}

// Confidential parts are not in the log, so all of an entry may be printed.
std::string text_of(const registry::LogLine& line) {
  return padded(std::to_string(line.index), 9) + " " + audit::instant_text(line.entry.at) + "  " +
         padded(line.entry.action, 22) + "  " + padded(line.entry.subject, 34) + "  " +
         audit::canonical_text(line.entry.public_part) + "\n";
}

std::string json_of(const registry::LogLine& line) {
  JsonWriter json;
  json.begin_object().key("index").whole(line.index);
  json.member("leaf", audit::hex(audit::leaf_hash(line.text)));
  json.key("entry").raw(line.text).end_object();
  return json.take() + "\n";
}

int show(const Options& options) {
  registry::LogQuery query = query_of(options);
  Workplace workplace(options.workplace);
  workplace.sequence_pending();
  Output output;
  if (options.format == "text") {
    output.write(padded("index", 9) + " " + padded("at", 27) + "  " + padded("action", 22) + "  " +
                 padded("subject", 34) + "  what anyone may read of it\n");
  }
  std::size_t left = options.limit == 0 ? SIZE_MAX : options.limit;
  do {
    query.limit = std::min(page_lines, left);
    const registry::LogPage page = workplace.database().with_connection(
        [&](registry::Connection& connection) { return registry::search_log(connection, query); });
    for (const registry::LogLine& line : page.lines) {
      output.write(options.format == "json" ? json_of(line) : text_of(line));
    }
    left -= page.lines.size();
    query.before = page.next;
  } while (query.before && left > 0);
  output.flush();
  return all_well;
}

}  // namespace

void add_log_show(CLI::App& log, Work& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App* command = log.add_subcommand("show", "Search the log's history, the latest first");
  command->add_option("--subject", options->subject,
                      "Entries about it: school/900001, filing/01J…, rule_book/2026.1");
  command->add_option("--action", options->action, "Entries of that action: filing.in_effect");
  command->add_option("--from", options->from, "Entries from that day or instant on, in UTC");
  command->add_option("--to", options->to, "Entries up to that day or instant, it included");
  command->add_option("--limit", options->limit, "So many at most; 0 shows all")
      ->capture_default_str();
  command->add_option("--format", options->format, "text, or json: an object a line")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  add_workplace_options(*command, options->workplace);
  command->footer(
      "A school's entries are those whose subject it is and those whose public part names its URN\n"
      "as `urn`, in `urns` or in `published.urns`; a filing's, likewise, by `filing`.\n\n"
      "Example:\n  assize log show --subject school/900001 --from 2026-01-01");
  command->callback([options, &chosen] { chosen = [=] { return show(*options); }; });
}

}  // namespace assize::api
