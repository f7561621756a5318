#include "api/routes/replay_reply.h"

#include "api/http/message/json_writer.h"

namespace assize::api {

std::string replay_json(const registry::Replay& replay) {
  JsonWriter json;
  json.begin_object().member(replay.kind, replay.filing_id).key("same").boolean(replay.is_same());
  json.member("edition", replay.edition).member("filed", replay.filed_on);
  json.member("assessment_sha256", replay.assessment_sha256);
  json.member_unless_empty("replayed_sha256", replay.replayed_sha256);
  json.key("log_index");
  if (replay.log_index) {
    json.whole(*replay.log_index);
  } else {
    json.null();
  }
  json.key("rules_changed").begin_array();
  for (const registry::RuleChange& change : replay.rules_changed) {
    json.begin_object().member("rule", change.rule);
    json.member_unless_empty("then", change.then).member_unless_empty("now", change.now);
    json.end_object();
  }
  json.end_array().key("differences").begin_array();
  for (const registry::ReplayDifference& each : replay.differences) {
    json.begin_object().member("part", each.part).member("message", each.message).end_object();
  }
  json.end_array().end_object();
  return json.take();
}

}  // namespace assize::api
