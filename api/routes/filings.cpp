// /v1/filings: handing in a fee file, and seeing it again.
#include "registry/filings/filing.h"

#include <charconv>
#include <variant>

#include "api/http/message/json_writer.h"
#include "api/http/message/problem.h"
#include "api/idempotency/once.h"
#include "api/routes/fee_body.h"
#include "api/routes/filing_reply.h"
#include "api/routes/handlers.h"
#include "api/routes/replay_reply.h"
#include "registry/filings/filing_id.h"

namespace assize::api {
namespace {

constexpr std::size_t row_limit = 50'000;
constexpr std::size_t filings_shown = 50;
constexpr std::uint64_t cursor_limit = std::uint64_t{1} << 62;
constexpr std::chrono::seconds patience{20};
// Files up to this size, some thousand lines, take little memory and wait mostly for the database:
// the more of them at once, the more share each forcing of the database's log to the disk.
constexpr std::size_t small_file_limit_bytes = std::size_t{256} << 10;

Result<registry::FilingChoice> parse_choice(std::string_view text) {
  for (const auto choice :
       {registry::FilingChoice::all_or_nothing, registry::FilingChoice::good_lines}) {
    if (text == registry::code(choice)) return choice;
  }
  return Fault{"choice", "\"" + std::string(text) +
                             "\" is not a choice; write all_or_nothing or good_lines."};
}

Result<std::uint64_t> parse_cursor(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc() && end == text.data() + text.size() && number < cursor_limit) {
    return number;
  }
  return Fault{"cursor", "The cursor is not one that this list gave."};
}

Response too_many_at_once() {
  Response busy = problem_reply(Problem::busy, "Too many fee files are being assessed at once.");
  return busy.with("Retry-After", "10");
}

// The filing that the path names, if it is the caller's to see; else the refusal. Another's filing
// is as if it were not there, so that nobody learns who has filed.
std::variant<registry::Filing, Response> filing_of(const Request& request, Backend& backend) {
  if (const Faults faults = QueryReader(request.query).faults(); !faults.empty()) {
    return problem_reply(Problem::bad_parameters, faults.front().message, faults);
  }
  const std::string& id = request.path_value("id");
  std::optional<registry::Filing> filing;
  if (registry::is_filing_id(id)) {
    filing = backend.database.with_connection([&](registry::Connection& connection) {
      return registry::find_filing_row(connection, id);
    });
  }
  if (!filing || !request.may_reach(filing->organisation_id)) {
    return problem_reply(Problem::not_found, "No filing of yours has that id.");
  }
  return std::move(*filing);
}

// What kept the file from being assessed at all.
Response not_filed(const Faults& faults) {
  const Fault& fault = faults.front();
  if (fault.place == "forbidden") return problem_reply(Problem::not_allowed, fault.message);
  if (fault.place == "rule_book") return problem_reply(Problem::not_ready, fault.message);
  if (fault.place == "filed") return problem_reply(Problem::bad_parameters, fault.message, faults);
  return problem_reply(Problem::faulty_document, fault.message, faults);
}

}  // namespace

Response file_fee_file(const Request& request, Backend& backend) {
  if (backend.log_is_contradicted) return refuse_while_contradicted();
  QueryReader query(request.query);
  registry::FilingCommand command;
  command.caller = request.caller;
  command.choice = query.value<registry::FilingChoice>("choice", parse_choice)
                       .value_or(registry::FilingChoice::all_or_nothing);
  command.filed = query.value<pricing::Date>("filed", pricing::Date::parse);
  if (const Faults faults = query.faults(); !faults.empty()) {
    return problem_reply(Problem::bad_parameters, faults.front().message, faults);
  }
  auto fees = fees_of(request, row_limit);
  if (auto* refusal = std::get_if<Response>(&fees)) return std::move(*refusal);
  command.fees = std::get<std::string>(std::move(fees));

  const bool is_small = command.fees.size() <= small_file_limit_bytes;
  const std::optional<Gate::Pass> pass =
      is_small ? std::nullopt : backend.assessments.enter(patience);
  if (!pass && !is_small) return too_many_at_once();
  return once_in_transaction(request, backend, [&](registry::Transaction& transaction) {
    const Result<registry::Filing> filing =
        registry::file_fees(transaction, backend.journal, command);
    return filing.ok() ? filing_reply(*filing) : not_filed(filing.faults());
  });
}

// The caller's own, or one organisation's for the regulator.
Response list_own_filings(const Request& request, Backend& backend) {
  QueryReader query(request.query);
  const std::string organisation =
      query.text("organisation").value_or(request.caller.organisation_id);
  const auto before = query.value<std::uint64_t>("cursor", parse_cursor);
  if (const Faults faults = query.faults(); !faults.empty()) {
    return problem_reply(Problem::bad_parameters, faults.front().message, faults);
  }
  if (!request.may_reach(organisation)) {
    return problem_reply(Problem::not_found, "No organisation of yours has that id.");
  }
  const auto page = backend.database.with_connection([&](registry::Connection& connection) {
    return registry::list_filings(connection, organisation, before, filings_shown);
  });
  Response response = reply(json_type, filings_json(page));
  return response.with("Cache-Control", "private, no-cache");
}

Response show_filing(const Request& request, Backend& backend) {
  if (const Faults faults = QueryReader(request.query).faults(); !faults.empty()) {
    return problem_reply(Problem::bad_parameters, faults.front().message, faults);
  }
  const std::string& id = request.path_value("id");
  std::optional<registry::Filing> filing;
  if (registry::is_filing_id(id)) {
    filing = backend.database.with_connection(
        [&](registry::Connection& connection) { return registry::find_filing(connection, id); });
  }
  // Another's filing is as if it were not there, so that nobody learns who has filed.
  if (!filing || !request.may_reach(filing->organisation_id)) {
    return problem_reply(Problem::not_found, "No filing of yours has that id.");
  }
  Response response = reply(json_type, filing_json(*filing));
  return response.with("Cache-Control", "private, no-cache");
}

Response show_filing_receipt(const Request& request, Backend& backend) {
  auto filing = filing_of(request, backend);
  if (auto* refusal = std::get_if<Response>(&filing)) return std::move(*refusal);
  Response response = reply(json_type, std::get<registry::Filing>(filing).receipt_json);
  return response.with("Cache-Control", "private, no-cache");
}

// What opens the entry's commitment: the body that it commits to, and the random bytes before it.
Response show_filing_opening(const Request& request, Backend& backend) {
  auto found = filing_of(request, backend);
  if (auto* refusal = std::get_if<Response>(&found)) return std::move(*refusal);
  const registry::Filing& filing = std::get<registry::Filing>(found);
  JsonWriter json;
  json.begin_object().member("subject", "filing/" + filing.id);
  json.member("random", filing.commitment_random);
  json.key("body").raw(registry::commitment_body(filing)).end_object();
  Response response = reply(json_type, json.take());
  return response.with("Cache-Control", "private, no-cache");
}

Response show_replay(const Request& request, Backend& backend) {
  if (const Faults faults = QueryReader(request.query).faults(); !faults.empty()) {
    return problem_reply(Problem::bad_parameters, faults.front().message, faults);
  }
  const std::optional<Gate::Pass> pass = backend.assessments.enter(patience);
  if (!pass) return too_many_at_once();
  const auto replay = registry::replay_filing(backend.database, request.path_value("id"));
  if (!replay) return problem_reply(Problem::not_found, "No filing has that id.");
  Response response = reply(json_type, replay_json(*replay));
  return response.with("Cache-Control", "no-store");
}

}  // namespace assize::api
