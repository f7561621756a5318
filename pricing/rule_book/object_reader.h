// Reads one JSON object (of a rule book, of facts) key by key, and gathers what is wrong with each,
// with its path. Used by one thread at a time.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pricing/exact/codes.h"
#include "pricing/exact/explain.h"
#include "pricing/result.h"
#include "pricing/text/json.h"

namespace assize::pricing {

// "a JSON number", "an array": what a value is, for a message.
std::string_view kind_of(const JsonValue& value);

// The string that a value is; a fault at `path` if it is something else.
const std::string* read_string(const JsonValue& value, const std::string& path, Faults& faults);

// The code that a text is; the fault names them all.
template <typename Code, std::size_t count>
Result<Code> parse_code(const std::array<std::string_view, count>& codes, std::string_view text) {
  if (const auto read = read_code<Code>(codes, text)) return *read;
  std::string known;
  for (const std::string_view each : codes) known.append(known.empty() ? "" : ", ").append(each);
  return Fault{"", quoted(text) + " is not one of the codes: write one of " + known};
}

class ObjectReader {
 public:
  // Faults if the value is no object, and for each key that is not one of `keys`.
  ObjectReader(const JsonValue& value, std::string path,
               std::initializer_list<std::string_view> keys, Faults& faults);

  // Whether nothing has been found wrong since this reader was made.
  bool is_good() const { return faults_.size() == faults_before_; }
  const std::string& path() const { return path_; }
  void fault(std::string_view key, std::string message);

  // The member, or null if it is missing or JSON null.
  const JsonValue* find(std::string_view key) const;
  // The same, and a fault if there is none.
  const JsonValue* require(std::string_view key);

  // The string of a member; null, with a fault, if it is missing or no string.
  const std::string* require_string(std::string_view key);
  // Null without a fault if it is missing.
  const std::string* find_string(std::string_view key);
  // One line of at most limit_bytes that is not empty.
  std::string require_line(std::string_view key, std::size_t limit_bytes);
  std::string find_line(std::string_view key, std::size_t limit_bytes);
  // A name of letters, digits, ".", "_" and "-", at most 40, that begins with a letter or a digit.
  std::string require_name(std::string_view key);
  // The elements of an array; none if it is missing, with a fault if it is something else.
  const JsonValue::Array& find_array(std::string_view key);

  // A whole JSON number from nil to `most`, of what `thing` names ("the age"); none, with a fault
  // if it is something else, and without one if it is missing.
  std::optional<std::int64_t> find_whole(std::string_view key, std::string_view thing,
                                         std::int64_t most);

  // What `read` makes of each object of an array, without those it makes nothing of; none if the
  // array is missing.
  template <typename T, typename Read>
  std::optional<std::vector<T>> find_objects(std::string_view key,
                                             std::initializer_list<std::string_view> keys,
                                             Read read) {
    if (find(key) == nullptr) return std::nullopt;
    const JsonValue::Array& values = find_array(key);
    const std::string list_path = json_path(path_, key);
    std::vector<T> list;
    list.reserve(values.size());
    for (std::size_t at = 0; at < values.size(); ++at) {
      ObjectReader reader(values[at], json_path(list_path, at), keys, faults_);
      if (auto each = read(reader)) list.push_back(std::move(*each));
    }
    return list;
  }

  // What `parse` makes of a string.
  template <typename T>
  std::optional<T> require_parsed(std::string_view key, Result<T> (*parse)(std::string_view)) {
    return parsed(key, require_string(key), parse);
  }
  template <typename T>
  std::optional<T> find_parsed(std::string_view key, Result<T> (*parse)(std::string_view)) {
    return parsed(key, find_string(key), parse);
  }

 private:
  template <typename T>
  std::optional<T> parsed(std::string_view key, const std::string* text,
                          Result<T> (*parse)(std::string_view)) {
    if (text == nullptr) return std::nullopt;
    Result<T> result = parse(*text);
    if (result.ok()) return *result;
    fault(key, result.faults().front().message);
    return std::nullopt;
  }
  std::string line_of(std::string_view key, const std::string* text, std::size_t limit_bytes);

  const JsonValue& value_;
  std::string path_;
  Faults& faults_;
  std::size_t faults_before_;
};

}  // namespace assize::pricing
