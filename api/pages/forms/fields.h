// A form's fields as the templates of components/ show them: with what was typed, and its error.
// Pure; thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/http/message/json_writer.h"

namespace assize::api {

struct Field {
  std::string_view name;
  std::string label;
  std::string value = {};
  std::string hint = {};
  std::string error = {};
  std::string_view type = {};   // of an input: "text" if empty
  std::string_view width = {};  // of an input: 2, 3, 4, 5, 10, 20 characters
  std::string_view inputmode = {};
  std::string_view autocomplete = {};
  std::string_view accept = {};  // of a file's
};
using Choices = std::vector<std::pair<std::string, std::string>>;  // value and text

// A member of its name: an object for components/input, textarea or file_upload.
void write_field(JsonWriter& json, const Field& field);
// The same for components/select and radios; the choice of the field's value is selected.
void write_choice(JsonWriter& json, const Field& field, const Choices& choices);

struct FormError {
  std::string field;  // its name; empty: of none
  std::string message;
};
// The member "errors" for the summary at the top of the page, linked to the fields.
void write_errors(JsonWriter& json, const std::vector<FormError>& errors);
// The message of a field's first error; "" without.
std::string error_of(const std::vector<FormError>& errors, std::string_view field);

}  // namespace assize::api
