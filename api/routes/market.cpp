// /v1/market: the regulator has the market judged, and sees what stands flagged.
#include "api/http/message/problem.h"
#include "api/idempotency/once.h"
#include "api/market/market_json.h"
#include "api/routes/handlers.h"
#include "api/routes/page_address.h"
#include "registry/placements/list_placements.h"

namespace assize::api {
namespace {

constexpr std::int64_t page_size = 100;
constexpr std::int64_t page_size_limit = 1000;
constexpr std::chrono::seconds patience{20};

Response not_run(const Faults& faults) {
  const std::string& place = faults.front().place;
  if (place == "forbidden") return problem_reply(Problem::not_allowed, faults.front().message);
  if (place == "rule_book") return problem_reply(Problem::not_ready, faults.front().message);
  return bad_parameters(faults);
}

Result<std::uint64_t> parse_cursor(std::string_view text) {
  std::uint64_t place = 0;
  bool is_good = !text.empty() && text.size() <= 18;
  for (const char digit : text) {
    is_good = is_good && digit >= '0' && digit <= '9';
    place = place * 10 + static_cast<std::uint64_t>(digit - '0');
  }
  if (!is_good) return Fault{"", "This is not a cursor of this list."};
  return place;
}

}  // namespace

Response run_market(const Request& request, Backend& backend) {
  if (backend.log_is_contradicted) return refuse_while_contradicted();
  QueryReader query(request.query);
  const auto at = query.value<pricing::Date>("at", pricing::Date::parse);
  if (const Faults faults = query.faults(); !faults.empty()) return bad_parameters(faults);
  const std::optional<Gate::Pass> pass = backend.assessments.enter(patience);
  if (!pass) {
    Response busy = problem_reply(Problem::busy, "Too much is being assessed at once.");
    return busy.with("Retry-After", "10");
  }
  return once_in_transaction(request, backend, [&](registry::Transaction& transaction) {
    const auto run = registry::run_market(transaction, backend.journal, request.caller, at);
    if (!run.ok()) return not_run(run.faults());
    return reply(json_type, market_run_json(*run), run->id.empty() ? 200 : 201)
        .with("Cache-Control", "private, no-store");
  });
}

Response list_market_flags(const Request& request, Backend& backend) {
  QueryReader query(request.query);
  registry::MarketFlagFilter filter;
  filter.state = query.value<registry::FlagState>("state", registry::parse_flag_state)
                     .value_or(registry::FlagState::open);
  filter.rule = query.text("rule");
  filter.commissioner = query.text("commissioner");
  filter.need = query.value<pricing::Need>("need", pricing::parse_need);
  filter.urn = query.value<pricing::Urn>("urn", pricing::Urn::parse);
  filter.known_at = query.value<std::string>("known_at", registry::parse_known_at);
  const auto after = query.value<std::uint64_t>("cursor", parse_cursor);
  const auto limit = query.whole("limit", 1, page_size_limit).value_or(page_size);
  if (const Faults faults = query.faults(); !faults.empty()) return bad_parameters(faults);
  const auto page = backend.database.with_connection([&](registry::Connection& connection) {
    return registry::list_market_flags(connection, filter, after, static_cast<std::size_t>(limit));
  });
  JsonWriter json;
  json.begin_object().key("flags").begin_array();
  for (const registry::MarketFlag& flag : page.flags) write_market_flag(json, flag);
  json.end_array();
  std::optional<std::string> next;
  if (page.next) next = std::to_string(*page.next);
  json.member_or_null("next", next).end_object();
  Response response = reply(json_type, json.take());
  response.with("Link", page_links("/v1/market/flags", request.query, next));
  return response.with("Cache-Control", "private, no-cache");
}

}  // namespace assize::api
