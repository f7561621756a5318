// /v1/schools/{urn}/prices and /v1/price-changes, from the snapshot.
#include "api/catalogue/price_json.h"
#include "api/http/message/problem.h"
#include "api/routes/handlers.h"
#include "registry/rule_books/rule_books.h"

namespace assize::api {
namespace {

Response not_ready() {
  Response response = problem_reply(Problem::not_ready, "The catalogue is still being read.");
  return response.with("Retry-After", "1");
}

}  // namespace

Response show_prices(const Request& request, Backend& backend) {
  const auto snapshot = backend.snapshots.current();
  if (!snapshot) return not_ready();
  QueryReader query(request.query);
  const pricing::Date as_at =
      query.value<pricing::Date>("as_at", pricing::Date::parse).value_or(snapshot->today);
  if (const Faults faults = query.faults(); !faults.empty()) {
    return problem_reply(Problem::bad_parameters, faults.front().message, faults);
  }
  const Result<pricing::Urn> urn = pricing::Urn::parse(request.path_value("urn"));
  const registry::CatalogueSchool* school = urn.ok() ? snapshot->find(*urn) : nullptr;
  if (school == nullptr) {
    return problem_reply(Problem::not_found, "No school in the catalogue has that URN.");
  }
  const auto book = backend.database.with_connection(
      [](registry::Connection& connection) { return registry::rule_book_in_force(connection); });
  JsonWriter json;
  write_prices(json, *school, as_at, book.get());
  return reply(json_type, json.take());
}

Response list_price_changes(const Request& request, Backend& backend) {
  const auto snapshot = backend.snapshots.current();
  if (!snapshot) return not_ready();
  if (const Faults faults = QueryReader(request.query).faults(); !faults.empty()) {
    return problem_reply(Problem::bad_parameters, faults.front().message, faults);
  }
  return reply(json_type, backend.downloads.get(snapshot, "price-changes", [&snapshot] {
    JsonWriter json;
    write_price_changes(json, *snapshot);
    return json.take();
  }));
}

}  // namespace assize::api
