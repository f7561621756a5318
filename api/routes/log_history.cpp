// /v1/log, /v1/receipts and /log/prove: the log's history searched, and receipts kept and redeemed.
#include "registry/log/log_history.h"

#include "api/http/message/json_writer.h"
#include "api/http/message/problem.h"
#include "api/routes/handlers.h"
#include "api/routes/log_times.h"
#include "pricing/exact/date.h"
#include "registry/log/receipts.h"

namespace assize::api {
namespace {

constexpr std::int64_t page_default = 50;
constexpr std::int64_t page_limit = 200;
constexpr std::size_t subject_limit_bytes = 80;

}  // namespace

Response search_log(const Request& request, Backend& backend) {
  QueryReader reader(request.query);
  registry::LogQuery query;
  query.subject = reader.text("subject");
  query.action = reader.text("action");
  query.from = reader.value<audit::Instant>("from", parse_log_from);
  query.until = reader.value<audit::Instant>("to", parse_log_to);
  const auto before = reader.whole("before", 0, INT64_MAX);
  if (before) query.before = static_cast<std::uint64_t>(*before);
  query.limit =
      static_cast<std::size_t>(reader.whole("limit", 1, page_limit).value_or(page_default));
  if (query.subject && query.subject->size() > subject_limit_bytes) {
    reader.refuse("subject", "A subject has at most 80 bytes, such as school/900001.");
  }
  if (const Faults faults = reader.faults(); !faults.empty()) return bad_parameters(faults);
  const registry::LogPage page = backend.database.with_connection(
      [&](registry::Connection& connection) { return registry::search_log(connection, query); });
  JsonWriter json;
  json.begin_object().key("entries").begin_array();
  for (const registry::LogLine& line : page.lines) {
    json.begin_object().key("index").whole(line.index);
    json.member("leaf", audit::hex(audit::leaf_hash(line.text)));
    json.key("entry").raw(line.text).end_object();
  }
  json.end_array();
  // For the parameter `before` of the next page.
  if (page.next) json.key("next").whole(*page.next);
  json.end_object();
  Response response = reply(json_type, json.take());
  return response.with("Cache-Control", "public, max-age=1");
}

Response show_receipt(const Request& request, Backend& backend) {
  if (const Faults faults = QueryReader(request.query).faults(); !faults.empty()) {
    return bad_parameters(faults);
  }
  const auto leaf = audit::hash_from_hex(request.path_value("leaf"));
  std::optional<registry::StoredReceipt> found;
  if (leaf.ok()) {
    found = backend.database.with_connection([&](registry::Connection& connection) {
      return registry::find_receipt(connection, *leaf);
    });
  }
  if (!found || !request.may_reach(found->organisation_id)) {
    return problem_reply(Problem::not_found, "No receipt of yours is for an entry of that leaf.");
  }
  Response response = reply(json_type, std::move(found->receipt));
  return response.with("Cache-Control", "private, no-cache");
}

Response prove_receipt(const Request& request, Backend& backend) {
  if (const Faults faults = QueryReader(request.query).faults(); !faults.empty()) {
    return bad_parameters(faults);
  }
  const auto receipt = audit::parse_receipt(request.body);
  if (!receipt.ok()) {
    return problem_reply(Problem::faulty_document, "This is not a receipt: " + receipt.reason());
  }
  const auto proof = registry::prove_receipt(backend.database, backend.log,
                                             backend.journal.key().verifier(), *receipt);
  if (!proof.ok()) return problem_reply(Problem::faulty_document, proof.reason() + ".");
  if (proof->empty()) {
    return problem_reply(Problem::not_found,
                         "The log has no entry of this receipt yet. An entry may take ten seconds "
                         "to be sequenced.");
  }
  Response response = reply(text_type, *proof);
  return response.with("Cache-Control", "no-store");
}

}  // namespace assize::api
