#include "api/routes/return_reply.h"

#include "api/http/message/json_writer.h"
#include "api/http/message/problem.h"
#include "api/routes/filing_reply.h"
#include "pricing/rules/return_columns.h"

namespace assize::api {
namespace {

std::string address_of(const registry::ReturnFiling& filing) {
  return "/v1/returns/" + filing.provider_id + "/" + filing.id;
}

void write_return(JsonWriter& json, const registry::HeldReturn& held) {
  json.begin_object().member("filing", held.filing_id);
  for (std::size_t column = 0; column < pricing::return_column_count; ++column) {
    json.member_unless_empty(pricing::return_column_names[column],
                             pricing::return_field(held.values, column));
  }
  json.end_object();
}

}  // namespace

std::string return_filing_json(const registry::ReturnFiling& filing) {
  JsonWriter json;
  json.begin_object().member("id", filing.id).member("status", registry::code(filing.status));
  json.member("provider", filing.provider_id).member("received_at", filing.received_at);
  json.member("edition", filing.edition).member("returns_sha256", filing.returns_sha256);
  json.member("earlier_sha256", filing.earlier_sha256);
  json.member("assessment_sha256", filing.assessment_sha256);
  json.key("assessment").raw(filing.assessment_json);
  json.key("receipt").raw(filing.receipt_json);
  json.member("commitment_body", registry::commitment_body(filing));
  json.member("commitment_random", filing.commitment_random).end_object();
  return json.take();
}

Response return_filing_reply(const registry::ReturnFiling& filing) {
  if (filing.status != registry::ReturnStatus::refused) {
    Response response = reply(json_type, return_filing_json(filing), 201);
    return response.with("Location", address_of(filing)).with("Cache-Control", "no-store");
  }
  Response response = problem_reply(
      Problem::faulty_document,
      "The returns were refused, and nothing of them is kept. Put right what the faults name and "
      "file them again.",
      errors_of(filing.assessment_json));
  std::string body(response.body_text());
  body.pop_back();  // the closing brace
  body += ",\"assessment\":" + filing.assessment_json + "}";
  response.body = std::make_shared<const std::string>(std::move(body));
  return response;
}

std::string returns_json(const std::string& provider_id,
                         const std::vector<registry::HeldReturn>& held,
                         const std::vector<registry::ReturnFiling>& filings) {
  JsonWriter json;
  json.begin_object().member("provider", provider_id).key("returns").begin_array();
  for (const registry::HeldReturn& each : held) write_return(json, each);
  json.end_array().key("filings").begin_array();
  for (const registry::ReturnFiling& filing : filings) {
    json.begin_object().member("id", filing.id).member("status", registry::code(filing.status));
    json.member("received_at", filing.received_at).member("edition", filing.edition);
    json.member("href", address_of(filing)).end_object();
  }
  json.end_array().end_object();
  return json.take();
}

}  // namespace assize::api
