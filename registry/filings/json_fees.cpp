#include "registry/filings/json_fees.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "pricing/text/csv.h"
#include "pricing/text/json.h"

namespace assize::registry {
namespace {

using pricing::JsonValue;

constexpr std::array<std::string_view, 21> columns{
    "urn",          "line",     "item",           "provision",  "need",           "age_from",
    "age_to",       "unit",     "units_per_year", "unit_price", "annual_price",   "education",
    "boarding",     "care",     "health",         "vat_rate",   "effective_from", "effective_to",
    "notice_given", "included", "new_provision"};
constexpr std::size_t own_columns_limit = 100;
constexpr std::size_t faults_limit = 1000;

bool is_own_column(std::string_view key) {
  return key.starts_with("x_") && key.size() > 2 && key.size() <= 62 &&
         key.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

bool has_line_break(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos;
}

class Converter {
 public:
  Result<std::string> convert(const JsonValue::Array& lines) {
    for (std::size_t index = 0; index < lines.size(); ++index) read_line(lines[index], index);
    if (fault_count_ > 0) return all_faults();
    return csv(lines);
  }

 private:
  void read_line(const JsonValue& line, std::size_t index) {
    const JsonValue::Object* members = line.object();
    const std::string path = "$.lines[" + std::to_string(index) + "]";
    if (members == nullptr) {
      fault(path, "This is not an object. Write each line as {\"urn\": \"123456\", ...}.");
      return;
    }
    for (const auto& [key, value] : *members) {
      check_key(path, key);
      check_value(path + "." + key, value);
    }
  }

  void check_key(const std::string& path, const std::string& key) {
    if (std::find(columns.begin(), columns.end(), key) != columns.end()) return;
    if (!is_own_column(key)) {
      fault(path + "." + key,
            "This is not a column of the fee file. Use the fee file's own names, or begin the name "
            "with x_ (lower-case letters, digits and _, at most 62) to have it kept.");
      return;
    }
    if (std::find(own_columns_.begin(), own_columns_.end(), key) != own_columns_.end()) return;
    if (own_columns_.size() == own_columns_limit) {
      fault(path + "." + key, "There are more than 100 different x_ columns. Use fewer.");
      return;
    }
    own_columns_.push_back(key);
  }

  void check_value(const std::string& path, const JsonValue& value) {
    if (value.is_null()) return;
    if (const std::string* text = value.string()) {
      if (has_line_break(*text)) {
        fault(path, "The text has a line break. Write it on one line.");
      }
    } else if (const pricing::JsonNumber* number = value.number()) {
      fault(path,
            "This is a JSON number, which many programs read as a binary fraction. Write it "
            "as a string: \"" +
                number->text.substr(0, 40) + "\".");
    } else if (value.array() != nullptr) {
      fault(path, "This is an array. Write one string, with \";\" between the values.");
    } else {
      fault(path, "This is not a string. Write the value as a string.");
    }
  }

  std::string csv(const JsonValue::Array& lines) const {
    std::vector<std::string_view> header(columns.begin(), columns.end());
    header.insert(header.end(), own_columns_.begin(), own_columns_.end());
    std::string out;
    for (std::size_t column = 0; column < header.size(); ++column) {
      if (column > 0) out.push_back(',');
      pricing::append_csv_field(out, header[column]);
    }
    out.push_back('\n');
    for (const JsonValue& line : lines) {
      for (std::size_t column = 0; column < header.size(); ++column) {
        if (column > 0) out.push_back(',');
        const JsonValue* value = line.find(header[column]);
        if (value != nullptr && value->string() != nullptr) {
          pricing::append_csv_field(out, *value->string());
        }
      }
      out.push_back('\n');
    }
    return out;
  }

  void fault(const std::string& place, std::string message) {
    if (++fault_count_ <= faults_limit) faults_.push_back({place, std::move(message)});
  }

  Faults all_faults() {
    if (fault_count_ > faults_limit) {
      faults_.push_back({"$.lines", "There are " + std::to_string(fault_count_ - faults_limit) +
                                        " more faults like these."});
    }
    return std::move(faults_);
  }

  std::vector<std::string> own_columns_;
  Faults faults_;
  std::uint64_t fault_count_ = 0;
};

}  // namespace

Result<std::string> fees_from_json(std::string_view body) {
  Result<JsonValue> parsed = pricing::parse_json(body);
  if (!parsed) return parsed.faults();
  const JsonValue::Object* top = parsed->object();
  if (top == nullptr) {
    return Fault{"$",
                 "The body is not an object. Write {\"lines\": [{\"urn\": \"123456\", ...}]}."};
  }
  Faults faults;
  for (const auto& [key, value] : *top) {
    if (key != "lines") faults.push_back({"$." + key, "This key is not known: only \"lines\" is."});
  }
  const JsonValue* lines = parsed->find("lines");
  if (lines == nullptr || lines->array() == nullptr || lines->array()->empty()) {
    faults.push_back({"$.lines",
                      "There are no lines. Write {\"lines\": [{\"urn\": \"123456\", ...}]}, "
                      "with one object for each offer line."});
  }
  if (!faults.empty()) return faults;
  return Converter().convert(*lines->array());
}

}  // namespace assize::registry
