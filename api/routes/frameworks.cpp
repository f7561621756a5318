// /v1/frameworks: the frameworks and their lots, and who is admitted to them.
#include "registry/frameworks/frameworks.h"

#include "api/frameworks/framework_json.h"
#include "api/http/message/problem.h"
#include "api/idempotency/once.h"
#include "api/routes/handlers.h"
#include "registry/filings/london_date.h"

namespace assize::api {
namespace {

using registry::Connection;

Response no_such_framework() {
  return problem_reply(Problem::not_found,
                       "No framework of that id is published. /v1/frameworks lists them.");
}

// The day asked for, or today in London; the faults of the query are its only ones.
Result<pricing::Date> day_asked_for(const Request& request, Backend& backend) {
  QueryReader query(request.query);
  const pricing::Date day = query.value<pricing::Date>("as_at", pricing::Date::parse)
                                .value_or(registry::london_date(backend.journal.now()));
  if (Faults faults = query.faults(); !faults.empty()) return faults;
  return day;
}

Response not_published(const Faults& faults) {
  const Fault& fault = faults.front();
  if (fault.place == "forbidden") return problem_reply(Problem::not_allowed, fault.message);
  if (fault.place == "conflict") return problem_reply(Problem::already_published, fault.message);
  if (fault.place == "reason") {
    return problem_reply(Problem::bad_parameters, fault.message, faults);
  }
  return problem_reply(Problem::faulty_document,
                       "The framework has " + std::to_string(faults.size()) +
                           (faults.size() == 1 ? " fault." : " faults."),
                       faults);
}

}  // namespace

Response list_frameworks(const Request& request, Backend& backend) {
  const Result<pricing::Date> day = day_asked_for(request, backend);
  if (!day) return problem_reply(Problem::bad_parameters, day.faults()[0].message, day.faults());
  const auto frameworks = backend.database.with_connection(
      [](Connection& connection) { return registry::list_frameworks(connection); });
  return reply(json_type, framework_list_json(frameworks, *day));
}

Response show_framework(const Request& request, Backend& backend) {
  const Result<pricing::Date> day = day_asked_for(request, backend);
  if (!day) return problem_reply(Problem::bad_parameters, day.faults()[0].message, day.faults());
  const auto found = backend.database.with_connection([&](Connection& connection) {
    return framework_on_day(connection, request.path_value("id"), *day);
  });
  return found ? reply(json_type, framework_json(*found, *day)) : no_such_framework();
}

Response show_framework_edition(const Request& request, Backend& backend) {
  if (const Faults faults = QueryReader(request.query).faults(); !faults.empty()) {
    return problem_reply(Problem::bad_parameters, faults.front().message, faults);
  }
  const auto number = pricing::read_scaled<6, 0>(request.path_value("edition"));
  std::optional<std::string> body;
  if (number) {
    body = backend.database.with_connection([&](Connection& connection) {
      return registry::framework_body(connection, request.path_value("id"),
                                      static_cast<std::uint32_t>(*number));
    });
  }
  if (!body) return problem_reply(Problem::not_found, "No framework has that edition.");
  Response response = reply(json_type, *body);
  response.with("Cache-Control", "public, max-age=31536000, immutable");
  return response.with("Repr-Digest", repr_digest(*body));
}

Response publish_framework(const Request& request, Backend& backend) {
  if (backend.log_is_contradicted) return refuse_while_contradicted();
  QueryReader query(request.query);
  const std::string reason = query.text("reason").value_or("");
  if (const Faults faults = query.faults(); !faults.empty()) {
    return problem_reply(Problem::bad_parameters, faults.front().message, faults);
  }
  return once_in_transaction(request, backend, [&](registry::Transaction& transaction) {
    const auto publication = registry::publish_framework(transaction, backend.journal,
                                                         request.caller, request.body, reason);
    if (!publication) return not_published(publication.faults());
    Response response =
        reply(json_type, publication_json(*publication), publication->was_new ? 201 : 200);
    return response.with("Location", "/v1/frameworks/" + publication->id);
  });
}

}  // namespace assize::api
