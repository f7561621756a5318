#include "api/register/register_json.h"

#include <algorithm>

#include "pricing/text/json.h"

namespace assize::api {
namespace {

using registry::Correction;
using registry::HistoryEvent;

void write_change(JsonWriter& json, const registry::ChangedValue& value,
                  const std::optional<std::string>& holds_from) {
  json.begin_object().member("column", value.column);
  json.member_or_null("from", value.before).member_or_null("to", value.after);
  json.member_or_null("holds_from", holds_from).end_object();
}

// Its id, what it says of days and reasons, and who made it.
void write_correction_members(JsonWriter& json, const Correction& correction, bool sees_reasons) {
  json.member("id", correction.id).member("account", correction.account_id);
  json.member("recorded_at", correction.recorded_at);
  json.member_or_null("holds_from", correction.from).member_or_null("holds_to", correction.to);
  json.key("confidential").boolean(correction.is_confidential).key("reason");
  if (correction.is_confidential && !sees_reasons) {
    json.null();
  } else {
    json.string(correction.reason);
  }
  if (correction.is_confidential && sees_reasons) {
    json.member("commitment_random", correction.commitment_random);
  }
}

void write_by(JsonWriter& json, const HistoryEvent& event, bool sees_reasons) {
  if (event.correction) {
    json.begin_object().member("kind", "correction");
    write_correction_members(json, *event.correction, sees_reasons);
    json.end_object();
  } else if (!event.import_kind.empty()) {
    json.begin_object().member("kind", "import").member("import", event.import_kind);
    json.member("file_sha256", event.file_sha256).end_object();
  } else {
    json.null();
  }
}

class Reader {
 public:
  explicit Reader(const pricing::JsonValue& body) : body_(body) {}

  Result<registry::CorrectionCommand> read() {
    if (body_.object() == nullptr) return Fault{"$", "Give an object with set and reason."};
    constexpr std::string_view known[] = {"set", "reason", "confidential", "from", "to"};
    for (const auto& [key, value] : *body_.object()) {
      if (std::ranges::find(known, key) == std::end(known)) {
        fault(key, "There is no such member. There are: set, reason, confidential, from, to.");
      }
    }
    read_set();
    command_.reason = text("reason").value_or("");
    command_.from = day("from");
    command_.to = day("to");
    if (const auto* confidential = body_.find("confidential")) {
      if (confidential->boolean() == nullptr) fault("confidential", "Write true or false.");
      command_.is_confidential = confidential->boolean() != nullptr && *confidential->boolean();
    }
    if (!faults_.empty()) return faults_;
    return command_;
  }

 private:
  void fault(std::string_view key, std::string message) {
    faults_.push_back({pricing::json_path("$", key), std::move(message)});
  }
  void read_set() {
    const auto* set = body_.find("set");
    if (set == nullptr) return;
    if (set->object() == nullptr) {
      fault("set", "Give an object of columns and their values.");
      return;
    }
    for (const auto& [column, value] : *set->object()) {
      if (!value.is_null() && value.string() == nullptr) {
        fault("set", column + ": write the value as a string, or null for none.");
        continue;
      }
      command_.set.emplace_back(column, value.is_null() ? "" : *value.string());
    }
  }
  std::optional<std::string> text(std::string_view key) {
    const auto* value = body_.find(key);
    if (value == nullptr || value->is_null()) return std::nullopt;
    if (value->string() == nullptr) {
      fault(key, "Write it as a string.");
      return std::nullopt;
    }
    return *value->string();
  }
  std::optional<pricing::Date> day(std::string_view key) {
    const auto written = text(key);
    if (!written) return std::nullopt;
    const auto parsed = pricing::Date::parse(*written);
    if (parsed.ok()) return *parsed;
    fault(key, parsed.faults().front().message);
    return std::nullopt;
  }

  const pricing::JsonValue& body_;
  registry::CorrectionCommand command_;
  Faults faults_;
};

}  // namespace

std::string correction_json(const Correction& correction, bool sees_reasons) {
  JsonWriter json;
  json.begin_object().member("urn", std::to_string(correction.urn));
  write_correction_members(json, correction, sees_reasons);
  json.member("known_at", correction.known_at).key("changes").begin_array();
  for (const registry::ChangedValue& value : correction.values) {
    write_change(json, value, correction.from);
  }
  json.end_array().key("receipt").raw(correction.receipt_json).end_object();
  return json.take();
}

std::string history_json(std::uint32_t urn, const std::vector<HistoryEvent>& events,
                         bool sees_reasons) {
  JsonWriter json;
  json.begin_object().member("urn", std::to_string(urn)).key("events").begin_array();
  for (const HistoryEvent& event : events) {
    json.begin_object().member("known_at", event.known_at);
    json.member("what", registry::code(event.what)).member_unless_empty("summary", event.summary);
    json.key("by");
    write_by(json, event, sees_reasons);
    json.key("changes").begin_array();
    for (const registry::HistoryChange& change : event.changes) {
      write_change(json, change.value, change.holds_from);
    }
    json.end_array().end_object();
  }
  json.end_array().end_object();
  return json.take();
}

Result<registry::CorrectionCommand> read_correction(std::string_view body) {
  const auto value = pricing::parse_json(body);
  if (!value.ok()) return value.faults();
  return Reader(*value).read();
}

}  // namespace assize::api
