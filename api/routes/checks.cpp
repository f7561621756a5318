// /v1/checks: what a filing would be told, by the same function from the same facts; nothing is
// kept. What councils pay is told only to those who could file the fees.
#include "api/http/message/problem.h"
#include "api/routes/fee_body.h"
#include "api/routes/handlers.h"
#include "registry/filings/london_date.h"
#include "registry/filings/steps/assess_filing.h"
#include "registry/filings/steps/authority.h"
#include "registry/rule_books/rule_books.h"

namespace assize::api {
namespace {

constexpr std::size_t row_limit = 10'000;
constexpr std::chrono::seconds patience{20};
constexpr int one_job = 1;  // so many are answered at once that one thread each is fastest in all

struct Facts {
  std::shared_ptr<const pricing::RuleBook> book;
  registry::FilingFacts read;
};

// The edition asked for, or the one in force, and what the registry knows of the file's schools.
Facts read_facts(registry::Connection& connection, const registry::Caller& caller,
                 const std::optional<std::string>& edition, const std::string& fees,
                 pricing::Date filed) {
  Facts facts;
  facts.book = edition ? registry::find_rule_book(connection, *edition)
                       : registry::rule_book_in_force(connection);
  if (!facts.book) return facts;
  const auto lines = pricing::read_fee_lines(pricing::read_from_memory(fees), *facts.book);
  const auto schools = registry::schools_in_file(fees, lines, filed);
  const bool could_file = !registry::refuse_filing(connection, caller, schools);
  facts.read = registry::read_filing_facts(
      connection, lines, schools,
      could_file ? registry::PlacementFacts::given : registry::PlacementFacts::withheld);
  return facts;
}

}  // namespace

Response check_fee_file(const Request& request, Backend& backend) {
  QueryReader query(request.query);
  const std::optional<std::string> edition = query.text("edition");
  const pricing::Date filed = query.value<pricing::Date>("filed", pricing::Date::parse)
                                  .value_or(registry::london_date(backend.journal.now()));
  if (const Faults faults = query.faults(); !faults.empty()) {
    return problem_reply(Problem::bad_parameters, faults.front().message, faults);
  }
  auto body = fees_of(request, row_limit);
  if (auto* refusal = std::get_if<Response>(&body)) return std::move(*refusal);
  const std::string fees = std::get<std::string>(std::move(body));

  const std::optional<Gate::Pass> pass = backend.assessments.enter(patience);
  if (!pass) {
    Response busy = problem_reply(Problem::busy, "Too many fee files are being assessed at once.");
    return busy.with("Retry-After", "10");
  }
  const Facts facts = backend.database.with_connection([&](registry::Connection& connection) {
    return read_facts(connection, request.caller, edition, fees, filed);
  });
  if (!facts.book) {
    return edition ? problem_reply(Problem::not_found, "No edition of that name is published.")
                   : problem_reply(Problem::not_ready, "No edition of the rule book is published.");
  }
  const auto assessment = registry::assess_filing(fees, *facts.book, facts.read, filed, one_job);
  Response response;
  if (prefers_csv(request.head)) {
    std::string annotated;
    pricing::write_annotated_csv(assessment.value(), pricing::read_from_memory(fees),
                                 [&annotated](std::string_view piece) { annotated += piece; });
    response = reply(csv_type, std::move(annotated));
    response.with("Content-Disposition", "attachment; filename=\"checked-fees.csv\"");
  } else {
    response = reply(json_type, registry::assessment_json(assessment.value()));
  }
  return response.with("Vary", "Accept").with("Cache-Control", "no-store");
}

}  // namespace assize::api
