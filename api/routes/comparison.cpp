// /v1/compare: what schools charge, like for like, from the snapshot.
#include "api/comparison/comparison_report.h"

#include <algorithm>

#include "api/http/message/problem.h"
#include "api/routes/handlers.h"
#include "registry/rule_books/rule_books.h"

namespace assize::api {
namespace {

using Schools = std::vector<const registry::CatalogueSchool*>;

constexpr std::size_t schools_limit = 6;

// `urn` is the one parameter that may be repeated; takes it out of the query.
Schools take_schools(Query& query, const registry::Snapshot& snapshot, Faults& faults) {
  Schools schools;
  std::size_t urns = 0;
  for (const auto& [name, value] : query) {
    if (name != "urn") continue;
    if (++urns > schools_limit) continue;
    const Result<pricing::Urn> urn = pricing::Urn::parse(value);
    const auto* school = urn.ok() ? snapshot.find(*urn) : nullptr;
    if (!urn.ok()) {
      faults.push_back({"urn", urn.faults().front().message});
    } else if (school == nullptr) {
      faults.push_back({"urn", "No school in the catalogue has the URN " + urn->text() + "."});
    } else if (std::find(schools.begin(), schools.end(), school) != schools.end()) {
      faults.push_back({"urn", "The URN " + urn->text() + " is given twice."});
    } else {
      schools.push_back(school);
    }
  }
  if (urns == 0 || urns > schools_limit) {
    faults.push_back({"urn", "Name one to six schools, each as urn=123456."});
  }
  std::erase_if(query, [](const auto& parameter) { return parameter.first == "urn"; });
  return schools;
}

}  // namespace

Response compare_prices(const Request& request, Backend& backend) {
  const auto snapshot = backend.snapshots.current();
  if (!snapshot) {
    Response response = problem_reply(Problem::not_ready, "The catalogue is still being read.");
    return response.with("Retry-After", "1");
  }
  Faults faults;
  Query rest = request.query;
  const Schools schools = take_schools(rest, *snapshot, faults);
  QueryReader query(rest);
  pricing::ComparisonWishes wishes;
  wishes.need = query.value<pricing::Need>("need", pricing::parse_need);
  wishes.provision = query.value<pricing::Provision>("provision", pricing::parse_provision);
  if (const auto age = query.whole("age", 0, 25)) wishes.age = static_cast<int>(*age);
  const pricing::Date as_at =
      query.value<pricing::Date>("as_at", pricing::Date::parse).value_or(snapshot->today);
  for (Fault& fault : query.faults()) faults.push_back(std::move(fault));
  if (!faults.empty()) {
    return problem_reply(
        Problem::bad_parameters,
        faults.size() == 1 ? faults.front().message : "Several parameters are wrong; see faults.",
        faults);
  }
  const auto book = backend.database.with_connection(
      [](registry::Connection& connection) { return registry::rule_book_in_force(connection); });
  const ComparisonReport report = compare_in_catalogue(schools, wishes, as_at, book.get());
  Response response = prefers_csv(request.head) ? reply(csv_type, comparison_csv(report))
                                                : reply(json_type, comparison_json(report));
  return response.with("Vary", "Accept");
}

}  // namespace assize::api
