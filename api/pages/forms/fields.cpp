#include "api/pages/forms/fields.h"

namespace assize::api {
namespace {

void write_members(JsonWriter& json, const Field& field) {
  json.member("name", field.name).member("label", field.label).member("value", field.value);
  json.member("hint", field.hint).member("error", field.error);
  json.member("type", field.type).member("width", field.width);
  json.member("inputmode", field.inputmode).member("autocomplete", field.autocomplete);
  json.member("accept", field.accept);
  std::string described_by;
  if (!field.hint.empty()) described_by = std::string(field.name) + "-hint";
  if (!field.error.empty()) {
    described_by += (described_by.empty() ? "" : " ") + std::string(field.name) + "-error";
  }
  json.member("described_by", described_by);
}

}  // namespace

void write_field(JsonWriter& json, const Field& field) {
  json.key(field.name).begin_object();
  write_members(json, field);
  json.end_object();
}

void write_choice(JsonWriter& json, const Field& field, const Choices& choices) {
  json.key(field.name).begin_object();
  write_members(json, field);
  json.key("items").begin_array();
  int number = 0;
  for (const auto& [value, text] : choices) {
    ++number;
    json.begin_object().member("name", field.name).member("value", value).member("text", text);
    // The first has the field's own name, to which the summary of errors links.
    json.member("id", std::string(field.name) + (number == 1 ? "" : "-" + std::to_string(number)));
    json.key("selected").boolean(value == field.value).end_object();
  }
  json.end_array().end_object();
}

void write_errors(JsonWriter& json, const std::vector<FormError>& errors) {
  json.key("errors").begin_array();
  for (const FormError& error : errors) {
    json.begin_object().member("text", error.message);
    json.member("href", error.field.empty() ? "" : "#" + error.field).end_object();
  }
  json.end_array();
}

std::string error_of(const std::vector<FormError>& errors, std::string_view field) {
  for (const FormError& error : errors) {
    if (error.field == field) return error.message;
  }
  return "";
}

}  // namespace assize::api
