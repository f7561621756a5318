// /v1/increases: what councils are told of price rises at schools where they have placements, and
// their answers.
#include "api/agreements/increase_json.h"
#include "api/http/message/problem.h"
#include "api/idempotency/once.h"
#include "api/routes/handlers.h"
#include "pricing/rule_book/object_reader.h"

namespace assize::api {
namespace {

constexpr std::size_t increases_on_a_page = 50;

// One that has no code reaches nothing.
registry::IncreaseReader reader_of(const Request& request) {
  if (request.reach == Reach::all) return {};
  if (request.caller.role == registry::Role::provider) {
    return {std::nullopt, request.caller.organisation_id};
  }
  return {request.caller.la_code.value_or(""), std::nullopt};
}

Response refusal(const Faults& faults) {
  const Fault& fault = faults.front();
  if (fault.place == "forbidden") return problem_reply(Problem::not_allowed, fault.message);
  if (fault.place == "not_found") return problem_reply(Problem::not_found, fault.message);
  if (fault.place == "conflict") return problem_reply(Problem::out_of_turn, fault.message);
  return problem_reply(Problem::faulty_document, "Nothing was recorded: see faults.", faults);
}

Result<registry::AnswerCommand> read_answer(const Request& request) {
  const auto document = pricing::parse_json(request.body);
  if (!document) return document.faults();
  Faults faults;
  pricing::ObjectReader reader(*document, "$",
                               {"position", "reason", "shows_name", "lines", "council"}, faults);
  registry::AnswerCommand command;
  command.caller = request.caller;
  command.increase_id = request.path_value("id");
  const auto position =
      reader.require_parsed<pricing::Position>("position", [](std::string_view text) {
        return pricing::parse_code<pricing::Position>(pricing::position_codes, text);
      });
  command.position = position.value_or(pricing::Position::challenged);
  if (const std::string* reason = reader.find_string("reason")) command.reason = *reason;
  if (const std::string* shows = reader.find_string("shows_name")) {
    command.shows_name = *shows == "yes";
    if (*shows != "yes" && *shows != "no") reader.fault("shows_name", "write yes or no");
  }
  const std::string* council = reader.find_string("council");
  if (request.reach == Reach::all) {
    if (council == nullptr) reader.fault("council", "write whose answer this is: a council's code");
    if (council != nullptr) command.caller.la_code = *council;
  } else if (council != nullptr) {
    reader.fault("council", "this is for the regulator alone: your answer is your own council's");
  }
  const auto& lines = reader.find_array("lines");
  for (std::size_t at = 0; at < lines.size(); ++at) {
    const std::string path = pricing::json_path(pricing::json_path("$", "lines"), at);
    if (const std::string* line = pricing::read_string(lines[at], path, faults)) {
      command.lines.push_back(*line);
    }
  }
  if (!faults.empty()) return faults;
  return command;
}

}  // namespace

Response list_increases(const Request& request, Backend& backend) {
  QueryReader query(request.query);
  const auto before = query.whole("before", 1, 1'000'000'000'000);
  registry::IncreaseFilter filter;
  filter.filing = query.text("filing");
  filter.urn = query.value<pricing::Urn>("urn", pricing::Urn::parse);
  if (const Faults faults = query.faults(); !faults.empty()) return bad_parameters(faults);
  const registry::IncreaseReader reader = reader_of(request);
  const auto page = backend.database.with_connection([&](registry::Connection& connection) {
    std::optional<std::uint64_t> from;
    if (before) from = static_cast<std::uint64_t>(*before);
    return registry::list_increases(connection, reader, from, increases_on_a_page, filter);
  });
  JsonWriter json;
  json.begin_object().key("increases").begin_array();
  for (const registry::Increase& each : page.increases) write_increase(json, each, reader);
  json.end_array();
  json.member_or_null("next", page.next ? std::optional(std::to_string(*page.next)) : std::nullopt);
  return private_reply(json.end_object().take());
}

Response show_increase(const Request& request, Backend& backend) {
  if (const Faults faults = QueryReader(request.query).faults(); !faults.empty()) {
    return bad_parameters(faults);
  }
  const registry::IncreaseReader reader = reader_of(request);
  const auto increase = backend.database.with_connection([&](registry::Connection& connection) {
    return registry::find_increase(connection, request.path_value("id"), reader);
  });
  if (!increase) return problem_reply(Problem::not_found, "No increase of yours has that id.");
  JsonWriter json;
  write_increase(json, *increase, reader);
  return private_reply(json.take());
}

Response answer_increase(const Request& request, Backend& backend) {
  if (backend.log_is_contradicted) return refuse_while_contradicted();
  if (const Faults faults = QueryReader(request.query).faults(); !faults.empty()) {
    return bad_parameters(faults);
  }
  const auto command = read_answer(request);
  if (!command) return refusal(command.faults());
  return once_in_transaction(request, backend, [&](registry::Transaction& transaction) {
    const auto increase = registry::answer_increase(transaction, backend.journal, *command);
    if (!increase) return refusal(increase.faults());
    JsonWriter json;
    write_increase(json, *increase, reader_of(request));
    return private_reply(json.take(), 201);
  });
}

}  // namespace assize::api
