#include "api/routes/filing_reply.h"

#include "api/http/message/json_writer.h"
#include "api/http/message/problem.h"
#include "pricing/text/json.h"

namespace assize::api {
namespace {

std::string text_of(const pricing::JsonValue& object, std::string_view key) {
  const pricing::JsonValue* member = object.find(key);
  if (member == nullptr) return "";
  if (member->string() != nullptr) return *member->string();
  return member->number() != nullptr ? member->number()->text : "";
}

}  // namespace

Faults errors_of(const std::string& assessment_json) {
  Faults faults;
  const Result<pricing::JsonValue> assessment = pricing::parse_json(assessment_json);
  if (!assessment.ok()) return faults;
  const pricing::JsonValue* findings = assessment->find("findings");
  if (findings == nullptr || findings->array() == nullptr) return faults;
  for (const pricing::JsonValue& finding : *findings->array()) {
    if (text_of(finding, "severity") != "error") continue;
    const std::string line = text_of(finding, "line");
    const std::string column = text_of(finding, "column");
    std::string place = line == "0" ? "the file" : "line " + line;
    if (!column.empty()) place += ", " + column;
    faults.push_back({place, text_of(finding, "message")});
  }
  return faults;
}

std::string filing_json(const registry::Filing& filing) {
  JsonWriter json;
  json.begin_object().member("id", filing.id).member("status", registry::code(filing.status));
  json.member("choice", registry::code(filing.choice));
  json.member("received_at", filing.received_at).member("filed", filing.filed_on.text());
  json.member("edition", filing.edition).member("fees_sha256", filing.fees_sha256);
  json.member("previous_sha256", filing.previous_sha256);
  json.member("register_sha256", filing.register_sha256);
  json.member("facts_sha256", filing.facts_sha256);
  json.member("assessment_sha256", filing.assessment_sha256);
  json.key("lines").begin_object();
  json.key("in_effect").whole(filing.lines_in_effect).key("held").whole(filing.lines_held);
  json.key("refused").whole(filing.lines_refused).end_object();
  json.key("assessment").raw(filing.assessment_json);
  json.key("receipt").raw(filing.receipt_json);
  json.member("commitment_random", filing.commitment_random).end_object();
  return json.take();
}

std::string filings_json(const registry::FilingPage& page) {
  JsonWriter json;
  json.begin_object().key("filings").begin_array();
  for (const registry::Filing& filing : page.filings) {
    json.begin_object().member("id", filing.id).member("status", registry::code(filing.status));
    json.member("received_at", filing.received_at).member("filed", filing.filed_on.text());
    json.member("edition", filing.edition).key("lines").begin_object();
    json.key("in_effect").whole(filing.lines_in_effect).key("held").whole(filing.lines_held);
    json.key("refused").whole(filing.lines_refused).end_object().end_object();
  }
  json.end_array().key("next");
  page.next ? json.string(std::to_string(*page.next)) : json.null();
  return json.end_object().take();
}

Response filing_reply(const registry::Filing& filing) {
  const std::string location = "/v1/filings/" + filing.id;
  if (filing.status != registry::FilingStatus::refused) {
    Response response = reply(json_type, filing_json(filing), 201);
    return response.with("Location", location);
  }
  Response response = problem_reply(
      Problem::filing_refused,
      "The filing was recorded and refused: no line of it takes effect. Put right what the faults "
      "name and file it again, with a new Idempotency-Key.",
      errors_of(filing.assessment_json));
  std::string body(response.body_text());
  body.pop_back();  // the closing brace
  body += ",\"filing\":" + filing_json(filing) + "}";
  response.body = std::make_shared<const std::string>(std::move(body));
  response.is_recorded = true;
  return response.with("Location", location);
}

}  // namespace assize::api
