#include "pricing/text/json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "pricing/text/code_point.h"
#include "pricing/text/quoted.h"

namespace assize::pricing {
namespace {

constexpr std::size_t depth_limit = 64;
constexpr std::size_t repeated_keys_limit = 100;

std::string place_of(std::string_view text, std::size_t position) {
  const std::string_view before = text.substr(0, position == 0 ? 0 : position - 1);
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t line_from = before.rfind('\n') + 1;  // npos + 1 is 0
  return "line " + std::to_string(line) + ", column " +
         std::to_string(before.size() - line_from + 1);
}

// What the parser's own message says, without its prefix and without quoting the text back.
std::string reason_in(std::string_view what) {
  if (const auto at = what.find(" - "); at != std::string_view::npos) what.remove_prefix(at + 3);
  what = what.substr(0, what.find("; last read"));
  std::string reason = "this is not JSON: ";
  reason += what.substr(0, 200);
  return reason;
}

// Builds the tree from the parser's events. Returning false stops the parser.
class TreeBuilder : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit TreeBuilder(std::string_view text) : text_(text) {}

  bool null() override { return take(JsonValue()); }
  bool boolean(bool value) override { return take(JsonValue(value)); }
  bool number_integer(number_integer_t value) override { return number(std::to_string(value)); }
  bool number_unsigned(number_unsigned_t value) override { return number(std::to_string(value)); }
  // The binary fraction is never looked at: only the text that it was read from.
  bool number_float(number_float_t, const string_t& text) override { return number(text); }
  bool string(string_t& value) override { return take(JsonValue(std::move(value))); }
  bool binary(binary_t&) override { return false; }  // does not occur in text

  bool start_object(std::size_t) override { return open(JsonValue::Object()); }
  bool start_array(std::size_t) override { return open(JsonValue::Array()); }
  bool key(string_t& key) override {
    open_.back().key = std::move(key);
    return true;
  }
  bool end_object() override {
    report_repeated_keys(std::get<JsonValue::Object>(open_.back().held));
    return close();
  }
  bool end_array() override { return close(); }

  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception& error) override {
    constexpr int number_overflow = 406;
    faults_ = {{place_of(text_, position), error.id == number_overflow
                                               ? "this number is too large to be read"
                                               : reason_in(error.what())}};
    return false;
  }

  Result<JsonValue> result() && {
    if (repeated_keys_ > repeated_keys_limit) {
      faults_.push_back(
          {"$", std::to_string(repeated_keys_ - repeated_keys_limit) + " more keys are repeated"});
    }
    if (!faults_.empty()) return std::move(faults_);
    return std::move(root_);
  }

 private:
  struct Open {
    JsonValue::Held held;
    std::string key;  // of the member being read, if this is an object
  };

  bool number(std::string text) { return take(JsonValue(JsonNumber{std::move(text)})); }

  bool take(JsonValue value) {
    if (open_.empty()) {
      root_ = std::move(value);
    } else if (auto* array = std::get_if<JsonValue::Array>(&open_.back().held)) {
      array->push_back(std::move(value));
    } else {
      std::get<JsonValue::Object>(open_.back().held)
          .emplace_back(std::move(open_.back().key), std::move(value));
    }
    return true;
  }

  bool open(JsonValue::Held held) {
    if (open_.size() == depth_limit) {
      faults_ = {{path_here(), "this is nested too deeply: at most " + std::to_string(depth_limit) +
                                   " levels are read"}};
      return false;
    }
    open_.push_back({std::move(held), ""});
    return true;
  }

  bool close() {
    JsonValue value(std::move(open_.back().held));
    open_.pop_back();
    return take(std::move(value));
  }

  // Once an object is whole, by sorting, so that a huge one costs no more than its size.
  void report_repeated_keys(const JsonValue::Object& object) {
    std::vector<std::string_view> keys;
    for (const auto& member : object) keys.push_back(member.first);
    std::sort(keys.begin(), keys.end());
    for (auto at = keys.begin(); (at = std::adjacent_find(at, keys.end())) != keys.end();) {
      const auto next = std::upper_bound(at, keys.end(), *at);
      if (++repeated_keys_ <= repeated_keys_limit) {
        open_.back().key = *at;
        faults_.push_back({path_here(), "this key is here " + std::to_string(next - at) +
                                            " times: write it once"});
      }
      at = next;
    }
  }

  std::string path_here() const {
    std::string path = "$";
    for (const Open& open : open_) {
      const auto* array = std::get_if<JsonValue::Array>(&open.held);
      path = array != nullptr ? json_path(path, array->size()) : json_path(path, open.key);
    }
    return path;
  }

  std::string_view text_;
  std::vector<Open> open_;
  JsonValue root_;
  Faults faults_;
  std::size_t repeated_keys_ = 0;
};

bool is_plain_ascii(char letter) {
  return letter >= 0x20 && letter < 0x7F && letter != '"' && letter != '\\';
}

}  // namespace

const JsonValue* JsonValue::find(std::string_view key) const {
  const Object* members = object();
  if (members == nullptr) return nullptr;
  const auto at = std::find_if(members->begin(), members->end(),
                               [key](const Member& member) { return member.first == key; });
  return at == members->end() ? nullptr : &at->second;
}

Result<JsonValue> parse_json(std::string_view text) {
  TreeBuilder builder(text);
  nlohmann::json::sax_parse(text.begin(), text.end(), &builder);
  return std::move(builder).result();
}

std::string json_path(std::string_view parent, std::string_view key) {
  const auto is_plain = [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') || letter == '_';
  };
  std::string path(parent);
  if (!key.empty() && key.size() <= 40 && std::all_of(key.begin(), key.end(), is_plain)) {
    return path.append(".").append(key);
  }
  return path.append("[").append(quoted(key)).append("]");
}

std::string json_path(std::string_view parent, std::size_t index) {
  return std::string(parent).append("[").append(std::to_string(index)).append("]");
}

void append_json_string(std::string& out, std::string_view text) {
  constexpr std::string_view hex = "0123456789abcdef";
  out += '"';
  while (!text.empty()) {
    // Nearly all text is a run of letters that stand as they are.
    const auto run_end = std::ranges::find_if_not(text, is_plain_ascii);
    const auto run = static_cast<std::size_t>(run_end - text.begin());
    out += text.substr(0, run);
    text.remove_prefix(run);
    if (text.empty()) break;
    const std::string_view before = text;
    const char32_t point = take_code_point(text);
    if (point == '"' || point == '\\') {
      out += '\\';
      out += static_cast<char>(point);
    } else if (point == '\n') {
      out += "\\n";
    } else if (point == '\r') {
      out += "\\r";
    } else if (point == '\t') {
      out += "\\t";
    } else if (point < 0x20) {
      out += "\\u00";
      out += hex[point >> 4U];
      out += hex[point & 0xFU];
    } else if (point == replacement_character) {
      out += "\xEF\xBF\xBD";
    } else {
      out += before.substr(0, before.size() - text.size());
    }
  }
  out += '"';
}

}  // namespace assize::pricing
