#include "api/market/market_json.h"

namespace assize::api {
namespace {

// Without what was found where it is stored: a nation's flags are asked for a page at a time.
std::string assessment_json(const registry::MarketRun& run) {
  std::string json;
  const pricing::Write write = [&json](std::string_view piece) { json += piece; };
  if (run.id.empty()) {
    pricing::write_market_json(run.assessment, write);
  } else {
    pricing::write_market_summary(run.assessment, write);
  }
  json.pop_back();  // the end of its line
  return json;
}

}  // namespace

std::string market_run_json(const registry::MarketRun& run) {
  const bool is_stored = !run.id.empty();
  JsonWriter json;
  json.begin_object().member_unless_empty("id", run.id);
  json.member_unless_empty("run_at", run.run_at).member("at", run.assessment.at.text());
  json.key("flags");
  if (is_stored) {
    json.begin_object().key("opened").whole(run.flags.opened);
    json.key("changed").whole(run.flags.changed).key("closed").whole(run.flags.closed);
    json.key("standing").whole(run.flags.standing).end_object();
  } else {
    json.null();
  }
  json.key("receipt");
  if (is_stored) {
    json.raw(run.receipt_json);
  } else {
    json.null();
  }
  json.key("assessment").raw(assessment_json(run));
  return json.end_object().take();
}

void write_market_flag(JsonWriter& json, const registry::MarketFlag& flag) {
  json.begin_object().key("id").whole(flag.id);
  json.member("rule", flag.rule).member("severity", flag.severity);
  json.member_unless_empty("commissioner", flag.commissioner);
  json.member_unless_empty("need", flag.need).member_unless_empty("region", flag.region);
  json.member_unless_empty("holder", flag.holder).member_unless_empty("urn", flag.urn);
  json.member("name", flag.name).member("column", flag.column);
  json.member("value", flag.value).member("limit", flag.limit);
  json.member("message", flag.message).key("working").raw(flag.working_json);
  json.member("opened_on", flag.opened_on).member_or_null("closed_on", flag.closed_on);
  json.member("run", flag.run_id).end_object();
}

}  // namespace assize::api
