// A council's placements: the list, and recording them from a file or one by hand.
#include <array>

#include "api/http/message/percent_encoding.h"
#include "api/http/message/problem.h"
#include "api/pages/council/council_pages.h"
#include "api/pages/forms/fields.h"
#include "api/pages/public/public_choices.h"
#include "api/pages/site/ask.h"
#include "api/pages/site/json_view.h"
#include "api/pages/site/page.h"

namespace assize::api {
namespace {

using pricing::JsonValue;

constexpr std::array<std::string_view, 14> typed{
    "reference",    "urn",       "line", "need",   "provision", "start", "basis",
    "annual_price", "education", "care", "health", "end",       "lot",   "add_ons"};
constexpr std::size_t most_errors = 30;  // of a file: the first tell enough

std::string say(const std::string& key) { return english().say(key); }

std::string body_of(const Form& form) {
  JsonWriter json;
  json.begin_object().key("placements").begin_array().begin_object();
  for (const std::string_view name : typed) {
    const std::string value = form.value(name);
    const bool is_needed = name != "end" && name != "lot" && name != "add_ons";
    if (is_needed || !value.empty()) json.member(name, value);
  }
  json.end_object().end_array();
  if (!form.value("why").empty()) json.member("why", form.value("why"));
  return json.end_object().take();
}

// The faults of a file stand at the file; those of what was typed at their fields.
std::vector<FormError> errors_of(const ApiReply& reply, bool is_file) {
  std::vector<FormError> errors;
  for (const JsonValue& fault : elements(reply.json, "faults")) {
    if (errors.size() == most_errors) break;
    const std::string place = member_text(fault, "place");
    const std::string message = member_text(fault, "message");
    if (is_file) {
      errors.push_back({"file", place.empty() ? message : place + ": " + message});
      continue;
    }
    std::string field;
    for (const std::string_view name : typed) {
      const bool is_at = place.ends_with(name) && place.size() > name.size();
      if (is_at || place == name) field = name;
    }
    errors.push_back({field, message});
  }
  if (errors.empty()) errors.push_back({is_file ? "file" : "", member_text(reply.json, "detail")});
  return errors;
}

void write_forms(JsonWriter& json, const Form& form, const std::vector<FormError>& errors) {
  json.key("form").begin_object();
  Field file{"file", say("placements.file"), "", say("placements.file_hint"),
             error_of(errors, "file")};
  file.accept = ".csv,text/csv";
  write_field(json, file);
  write_field(json, {"why", say("placements.why"), form.value("why"), say("placements.why_hint")});
  for (const std::string_view name : typed) {
    Field made{name, say("placements." + std::string(name)), form.value(name)};
    made.error = error_of(errors, name);
    if (name == "need") {
      write_choice(json, made, chosen(need_choices()));
    } else if (name == "provision") {
      write_choice(json, made, chosen(provision_choices()));
    } else if (name == "basis") {
      write_choice(
          json, made,
          choices_of_texts("placements.any_basis", "basis", {"strategic", "spot", "directed"}));
    } else {
      if (name == "reference") made.hint = say("placements.reference_hint");
      if (name == "start") made.hint = say("placements.start_hint");
      made.width = "10";
      write_field(json, made);
    }
  }
  json.end_object();
}

Response render(const Request& request, Backend& backend, const Form& form,
                const std::vector<FormError>& errors) {
  Query query;
  bool is_recorded = false;
  for (const auto& [name, value] : request.query) {
    if (name == "cursor") query.emplace_back(name, value);
    if (name == "recorded") is_recorded = true;
  }
  const ApiReply list = ask_api(request, backend, "/v1/placements", query);
  if (!list.is_good()) return list.response;
  JsonWriter json;
  json.begin_object();
  if (is_recorded && errors.empty()) {
    json.key("notification").begin_object().member("text", say("placements.recorded"));
    json.key("is_success").boolean(true).end_object();
  }
  write_errors(json, errors);
  write_forms(json, form, errors);
  json.member("form_key", new_form_key(backend));
  json.key("is_open").boolean(!errors.empty() && error_of(errors, "file").empty());
  json.key("placements").begin_array();
  if (errors.empty()) {  // else the form alone, to be put right
    for (const JsonValue& each : elements(list.json, "placements")) write_value(json, each);
  }
  json.end_array().key("has_errors").boolean(!errors.empty());
  if (const std::string next = member_text(list.json, "next"); !next.empty() && errors.empty()) {
    json.key("pages").begin_object().key("next").begin_object();
    json.member("href", "/council/placements?cursor=" + percent_encoded(next)).end_object();
    json.end_object();
  }
  write_council_breadcrumbs(json, request, say("placements.title"));
  json.end_object();
  Page page{"council/placements", say("placements.title"), json.take()};
  page.has_errors = !errors.empty();
  page.status = errors.empty() ? 200 : 422;
  return render_page(request, page);
}

}  // namespace

Response show_placements_page(const Request& request, Backend& backend) {
  return render(request, backend, {}, {});
}

Response record_placements_of_form(const Request& request, Backend& backend) {
  const Result<Form> form = parse_form(request);
  if (!form.ok()) return problem_reply(Problem::bad_request, form.faults().front().message);
  const bool is_file = form->value("do") == "file";
  const FormFile* file = form->file("file");
  if (is_file && (file == nullptr || file->content.empty())) {
    return render(request, backend, *form, {{"file", say("placements.no_file")}});
  }
  Query query;
  if (is_file && !form->value("why").empty()) query.emplace_back("why", form->value("why"));
  const ApiBody body{is_file ? "text/csv" : "application/json",
                     is_file ? file->content : body_of(*form), form_key_of(*form)};
  const ApiReply recorded =
      ask_api(request, backend, "POST", "/v1/placements", std::move(query), body);
  if (recorded.is_good()) return see_other("/council/placements?recorded=yes");
  if (recorded.status() != 422 && recorded.status() != 400) return recorded.response;
  return render(request, backend, *form, errors_of(recorded, is_file));
}

}  // namespace assize::api
