#include "registry/filings/steps/compare_assessments.h"

#include <map>
#include <sstream>

#include "pricing/text/json.h"

namespace assize::registry {
namespace {

using pricing::JsonValue;

// Values of an assessment, as text that can be compared and read: JSON without its spaces.
std::string text_of(const JsonValue& value) {
  std::string out;
  if (value.string() != nullptr) {
    pricing::append_json_string(out, *value.string());
  } else if (value.number() != nullptr) {
    out = value.number()->text;
  } else if (value.boolean() != nullptr) {
    out = *value.boolean() ? "true" : "false";
  } else if (value.array() != nullptr) {
    for (const JsonValue& each : *value.array()) out += (out.empty() ? "[" : ",") + text_of(each);
    out += out.empty() ? "[]" : "]";
  } else if (value.object() != nullptr) {
    for (const auto& [key, member] : *value.object()) {
      out += out.empty() ? "{" : ",";
      pricing::append_json_string(out, key);
      out += ":" + text_of(member);
    }
    out += out.empty() ? "{}" : "}";
  } else {
    out = "null";
  }
  return out;
}

std::string member(const JsonValue& object, std::string_view key) {
  const JsonValue* value = object.find(key);
  if (value == nullptr) return "";
  return value->string() != nullptr ? *value->string() : text_of(*value);
}

// What makes two findings the same finding, said for people.
std::string name_of_finding(const JsonValue& finding) {
  const std::string line = member(finding, "line");
  const std::string column = member(finding, "column");
  return member(finding, "rule") + (line == "0" ? " of the file" : " on line " + line) +
         (column.empty() ? "" : ", " + column);
}

std::string name_of_reason(const JsonValue& reason) { return member(reason, "rule"); }

// Elements by name; several of one name keep their order.
using Named = std::map<std::string, std::vector<const JsonValue*>>;
using Name = std::string (*)(const JsonValue&);

Named by_name(const JsonValue& assessment, std::string_view key, Name name) {
  Named named;
  const JsonValue* list = assessment.find(key);
  if (list == nullptr || list->array() == nullptr) return named;
  for (const JsonValue& each : *list->array()) named[name(each)].push_back(&each);
  return named;
}

// Which members of an element differ, with both values.
std::string changes(const JsonValue& stored, const JsonValue& replayed) {
  std::string out;
  if (stored.object() == nullptr || replayed.object() == nullptr) return "its form changed";
  for (const auto& [key, value] : *stored.object()) {
    const JsonValue* now = replayed.find(key);
    const std::string then_text = text_of(value);
    const std::string now_text = now == nullptr ? "nothing" : text_of(*now);
    if (then_text == now_text) continue;
    out += (out.empty() ? "" : "; ") + key + " was " + then_text + " and is " + now_text;
  }
  return out.empty() ? "it has other members" : out;
}

struct Words {
  std::string_view part;
  std::string_view text_key;  // the member that says what an element is about
  std::string_view appeared;
  std::string_view gone;
};
constexpr Words of_findings{"finding", "message", " appeared: ", " is found no more: "};
constexpr Words of_reasons{"not_assessed", "because", " is not assessed now: ",
                           " was not assessed, and now is not said to be: "};

void compare_elements(const Named& stored, const Named& replayed, const Words& words,
                      std::vector<ReplayDifference>& out) {
  static const std::vector<const JsonValue*> none;
  Named names = stored;
  names.insert(replayed.begin(), replayed.end());
  for (const auto& [name, ignored] : names) {
    const auto then = stored.find(name);
    const auto now = replayed.find(name);
    const auto& before = then == stored.end() ? none : then->second;
    const auto& after = now == replayed.end() ? none : now->second;
    const auto add = [&](const std::string& message) {
      out.push_back({std::string(words.part), message});
    };
    for (std::size_t at = 0; at < std::max(before.size(), after.size()); ++at) {
      if (at >= before.size()) {
        add(name + std::string(words.appeared) + member(*after[at], words.text_key));
      } else if (at >= after.size()) {
        add(name + std::string(words.gone) + member(*before[at], words.text_key));
      } else if (text_of(*before[at]) != text_of(*after[at])) {
        add(name + " changed: " + changes(*before[at], *after[at]));
      }
    }
  }
}

// The keys beside the two lists.
void compare_summaries(const JsonValue& stored, const JsonValue& replayed,
                       std::vector<ReplayDifference>& out) {
  const auto is_list = [](std::string_view key) {
    return key == "findings" || key == "not_assessed";
  };
  for (const auto& [key, value] : *stored.object()) {
    if (is_list(key)) continue;
    const JsonValue* now = replayed.find(key);
    const std::string now_text = now == nullptr ? "nothing" : text_of(*now);
    if (text_of(value) == now_text) continue;
    out.push_back({"summary", key + " was " + text_of(value) + " and is " + now_text});
  }
  for (const auto& [key, value] : *replayed.object()) {
    if (is_list(key) || stored.find(key) != nullptr) continue;
    out.push_back({"summary", key + " was nothing and is " + text_of(value)});
  }
}

using Versions = std::map<std::string, std::string>;

Versions parse_versions(std::string_view text) {
  Versions versions;
  std::istringstream words{std::string(text)};
  for (std::string word; words >> word;) {
    const std::size_t slash = word.find('/');
    if (slash != std::string::npos) versions[word.substr(0, slash)] = word.substr(slash + 1);
  }
  return versions;
}

}  // namespace

std::vector<ReplayDifference> compare_assessments(std::string_view stored,
                                                  std::string_view replayed) {
  std::vector<ReplayDifference> out;
  if (stored == replayed) return out;
  const Result<JsonValue> then = pricing::parse_json(stored);
  const Result<JsonValue> now = pricing::parse_json(replayed);
  if (!then || !now || then->object() == nullptr || now->object() == nullptr) {
    out.push_back({"summary", "the stored assessment cannot be read as JSON"});
    return out;
  }
  compare_elements(by_name(*then, "findings", name_of_finding),
                   by_name(*now, "findings", name_of_finding), of_findings, out);
  compare_elements(by_name(*then, "not_assessed", name_of_reason),
                   by_name(*now, "not_assessed", name_of_reason), of_reasons, out);
  compare_summaries(*then, *now, out);
  if (out.empty()) {
    out.push_back({"summary", "it says the same in other bytes: the order or the layout differs"});
  }
  return out;
}

std::vector<RuleChange> compare_rule_versions(std::string_view then, std::string_view now) {
  std::vector<RuleChange> changed;
  if (then.empty()) return changed;
  const Versions before = parse_versions(then);
  const Versions after = parse_versions(now);
  for (const auto& [rule, version] : before) {
    const auto found = after.find(rule);
    const std::string current = found == after.end() ? "" : found->second;
    if (current != version) changed.push_back({rule, version, current});
  }
  for (const auto& [rule, version] : after) {
    if (!before.contains(rule)) changed.push_back({rule, "", version});
  }
  return changed;
}

}  // namespace assize::registry
