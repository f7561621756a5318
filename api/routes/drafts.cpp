// /v1/drafts: editions of the rule book before they are published, by two people.
#include "registry/rule_books/drafts.h"

#include "api/http/message/json_writer.h"
#include "api/http/message/problem.h"
#include "api/idempotency/once.h"
#include "api/routes/handlers.h"

namespace assize::api {
namespace {

using registry::Connection;
using registry::Draft;

void write_draft(JsonWriter& json, const Draft& draft, bool with_steps) {
  json.begin_object().member("id", draft.id).member("edition", draft.edition);
  json.member("title", draft.title).member("sha256", draft.sha256);
  json.member("state", code(draft.state)).member_or_null("publish_at", draft.publish_at);
  json.member("drafted_by", draft.drafted_by).member_unless_empty("proposed_by", draft.proposed_by);
  json.member_unless_empty("approved_by", draft.approved_by);
  json.key("version").whole(draft.version);
  if (with_steps) {
    json.key("steps").begin_array();
    for (const registry::DraftStep& step : draft.steps) {
      json.begin_object().key("number").whole(step.number).member("step", code(step.step));
      json.member("by", step.account_id).member("at", step.at).member("words", step.words);
      json.member("commitment_random", step.commitment_random);
      json.key("receipt").raw(step.receipt_json).end_object();
    }
    json.end_array();
  }
  json.end_object();
}

Response draft_reply(const Result<Draft>& draft) {
  if (!draft.ok()) {
    const Fault& fault = draft.faults().front();
    if (fault.place == "forbidden") return problem_reply(Problem::not_allowed, fault.message);
    if (fault.place == "not_found") return problem_reply(Problem::not_found, fault.message);
    if (fault.place == "conflict") return problem_reply(Problem::out_of_turn, fault.message);
    return problem_reply(Problem::faulty_document, "Nothing was done: see faults.", draft.faults());
  }
  JsonWriter json;
  write_draft(json, *draft, true);
  return reply(json_type, json.take(), 201)
      .with("Cache-Control", "private, no-cache")
      .with("Location", "/v1/drafts/" + draft->id);
}

Result<registry::DraftCommand> read_command(const Request& request) {
  const auto document = pricing::parse_json(request.body);
  if (!document) return document.faults();
  Faults faults;
  pricing::ObjectReader reader(*document, "$", {"step", "words", "publish_at", "version"}, faults);
  registry::DraftCommand command;
  command.caller = request.caller;
  command.id = request.path_value("id");
  command.step = reader.require_parsed<registry::DraftStepKind>("step", registry::parse_draft_step)
                     .value_or(registry::DraftStepKind::proposed);
  if (const std::string* words = reader.find_string("words")) command.words = *words;
  if (const std::string* at = reader.find_string("publish_at")) command.publish_at = *at;
  if (const auto version = reader.find_whole("version", "a draft's version", 1'000'000'000)) {
    command.version = static_cast<std::uint32_t>(*version);
  }
  if (!faults.empty()) return faults;
  return command;
}

}  // namespace

Response list_drafts(const Request& request, Backend& backend) {
  if (const Faults faults = QueryReader(request.query).faults(); !faults.empty()) {
    return bad_parameters(faults);
  }
  const auto drafts = backend.database.with_connection(
      [](Connection& connection) { return registry::list_drafts(connection); });
  JsonWriter json;
  json.begin_object().key("drafts").begin_array();
  for (const Draft& draft : drafts) write_draft(json, draft, false);
  json.end_array().end_object();
  return reply(json_type, json.take()).with("Cache-Control", "private, no-cache");
}

Response make_draft(const Request& request, Backend& backend) {
  if (backend.log_is_contradicted) return refuse_while_contradicted();
  if (const Faults faults = QueryReader(request.query).faults(); !faults.empty()) {
    return bad_parameters(faults);
  }
  return once_in_transaction(request, backend, [&](registry::Transaction& transaction) {
    return draft_reply(
        registry::make_draft(transaction, backend.journal, request.caller, request.body));
  });
}

Response show_draft(const Request& request, Backend& backend) {
  if (const Faults faults = QueryReader(request.query).faults(); !faults.empty()) {
    return bad_parameters(faults);
  }
  const auto draft = backend.database.with_connection([&](Connection& connection) {
    return registry::find_draft(connection, request.path_value("id"));
  });
  if (!draft) return problem_reply(Problem::not_found, "No draft has that id.");
  JsonWriter json;
  write_draft(json, *draft, true);
  return reply(json_type, json.take()).with("Cache-Control", "private, no-cache");
}

Response show_draft_book(const Request& request, Backend& backend) {
  const auto body = backend.database.with_connection([&](Connection& connection) {
    return registry::draft_body(connection, request.path_value("id"));
  });
  if (!body) return problem_reply(Problem::not_found, "No draft has that id.");
  return reply(json_type, *body).with("Cache-Control", "private, no-cache");
}

Response take_draft_step(const Request& request, Backend& backend) {
  if (backend.log_is_contradicted) return refuse_while_contradicted();
  if (const Faults faults = QueryReader(request.query).faults(); !faults.empty()) {
    return bad_parameters(faults);
  }
  const auto command = read_command(request);
  if (!command) return draft_reply(command.faults());
  return once_in_transaction(request, backend, [&](registry::Transaction& transaction) {
    return draft_reply(registry::take_draft_step(transaction, backend.journal, *command));
  });
}

}  // namespace assize::api
