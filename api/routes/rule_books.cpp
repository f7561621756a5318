// /v1/rule-books: the editions as they were published.
#include "registry/rule_books/rule_books.h"

#include "api/http/message/json_writer.h"
#include "api/http/message/problem.h"
#include "api/routes/handlers.h"

namespace assize::api {
namespace {

using registry::Connection;

void write_edition(JsonWriter& json, const registry::EditionSummary& edition) {
  json.begin_object().member("edition", edition.edition).member("title", edition.title);
  json.member("status", edition.status).member("sha256", edition.sha256);
  json.member("published", edition.published_on).member("published_at", edition.published_at);
  json.end_object();
}

}  // namespace

Response list_editions(const Request& request, Backend& backend) {
  if (const Faults faults = QueryReader(request.query).faults(); !faults.empty()) {
    return problem_reply(Problem::bad_parameters, faults.front().message, faults);
  }
  const auto editions = backend.database.with_connection(
      [](Connection& connection) { return registry::list_rule_books(connection); });
  JsonWriter json;
  json.begin_object().key("rule_books").begin_array();
  for (const registry::EditionSummary& edition : editions) write_edition(json, edition);
  json.end_array().end_object();
  return reply(json_type, json.take());
}

Response show_edition(const Request& request, Backend& backend) {
  const std::string& edition = request.path_value("edition");
  const auto body = backend.database.with_connection(
      [&](Connection& connection) { return registry::rule_book_body(connection, edition); });
  if (!body) {
    return problem_reply(Problem::not_found,
                         "No edition of that name is published. /v1/rule-books lists them.");
  }
  Response response = reply(json_type, *body);
  response.with("Cache-Control", "public, max-age=31536000, immutable");
  return response.with("Repr-Digest", repr_digest(*body));
}

}  // namespace assize::api
