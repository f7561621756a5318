#include <algorithm>

#include "pricing/text/encoding.h"
#include "pricing/text/json.h"
#include "registry/forms/form.h"

namespace assize::registry {
namespace {

using pricing::JsonValue;

bool has_line_break(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos;
}

// The text of a value; a fault, and none, where it is not one line of text.
std::optional<std::string_view> text_of(const JsonValue& value, const std::string& place,
                                        FormFaults& faults) {
  if (value.is_null()) return "";
  const std::string* text = value.string();
  if (text == nullptr) {
    faults.add(place, "this is not a string: write every value as one, numbers too");
    return std::nullopt;
  }
  if (has_line_break(*text)) {
    faults.add(place, "the text has a line break: write it on one line");
    return std::nullopt;
  }
  return pricing::trimmed(*text);
}

void read_row(const JsonValue& row, const std::string& where, const Form& form, FormFaults& faults,
              const OnFormRow& on_row) {
  const JsonValue::Object* members = row.object();
  if (members == nullptr) {
    faults.add(where,
               "this is not an object: write {\"" + std::string(form.columns[0]) + "\": \"…\", …}");
    return;
  }
  std::vector<std::string_view> values(form.columns.size());
  bool is_good = true;
  for (const auto& [key, value] : *members) {
    const auto column = std::find(form.columns.begin(), form.columns.end(), key);
    if (column == form.columns.end()) {
      faults.add(where,
                 "a key here is none of this form's, and what it does not ask for is not "
                 "wanted: take it out");
      is_good = false;
      continue;
    }
    const auto text = text_of(value, where + "." + key, faults);
    if (text) {
      values[static_cast<std::size_t>(column - form.columns.begin())] = *text;
    } else {
      is_good = false;
    }
  }
  if (is_good) on_row(FormRow(where, std::move(values)));
}

}  // namespace

std::uint64_t read_form_json(std::string_view body, const Form& form,
                             std::span<const FormMember> extra, FormFaults& faults,
                             const OnFormRow& on_row) {
  const Result<JsonValue> parsed = pricing::parse_json(body);
  if (!parsed) {
    for (const Fault& fault : parsed.faults()) faults.add(fault.place, fault.message);
    return 0;
  }
  const std::string list_place = "$." + std::string(form.list);
  const JsonValue* rows = nullptr;
  if (parsed->object() != nullptr) {
    for (const auto& [key, value] : *parsed->object()) {
      const auto member =
          std::find_if(extra.begin(), extra.end(),
                       [&name = key](const FormMember& each) { return each.name == name; });
      if (key == form.list) {
        rows = &value;
      } else if (member != extra.end()) {
        const auto text = text_of(value, "$." + key, faults);
        if (text && !text->empty()) *member->value = std::string(*text);
      } else {
        faults.add("$", "there is a key beside \"" + std::string(form.list) +
                            "\" that is not known: take it out");
      }
    }
  }
  if (rows == nullptr || rows->array() == nullptr || rows->array()->empty()) {
    faults.add(list_place, "there are no rows: write {\"" + std::string(form.list) +
                               "\": [{…}]}, with one object for each");
    return 0;
  }
  const JsonValue::Array& array = *rows->array();
  for (std::size_t at = 0; at < array.size(); ++at) {
    read_row(array[at], pricing::json_path(list_place, at), form, faults, on_row);
  }
  return array.size();
}

}  // namespace assize::registry
