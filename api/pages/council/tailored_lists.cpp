// A council's tailored lists: a form with the weights, its ranking with the reasons, and lists that
// were frozen, to be opened again and printed.
#include <array>

#include "api/http/message/percent_encoding.h"
#include "api/http/message/problem.h"
#include "api/pages/charts/bar_chart.h"
#include "api/pages/council/council_pages.h"
#include "api/pages/forms/fields.h"
#include "api/pages/forms/form.h"
#include "api/pages/public/public_choices.h"
#include "api/pages/site/ask.h"
#include "api/pages/site/json_view.h"
#include "api/pages/site/page.h"
#include "api/pages/template/filters.h"

namespace assize::api {
namespace {

using pricing::JsonValue;

constexpr std::array<std::string_view, 5> parts{"performance", "availability", "suitability",
                                                "distance", "value"};

constexpr std::int64_t listed = 10;  // as many as are read

std::string say(const std::string& key) { return english().say(key); }

// A number as it is, anything else as a string, so that the API says what is wrong with it.
void write_number(JsonWriter& json, std::string_view name, const std::string& text) {
  const Result<JsonValue> value = pricing::parse_json(text);
  json.key(name);
  if (value.ok() && value->number() != nullptr) {
    json.raw(text);
  } else {
    json.string(text);
  }
}

std::string body_of(const Form& form, bool freeze) {
  JsonWriter json;
  json.begin_object();
  for (const char* name : {"need", "provision"}) json.member(name, form.value(name));
  write_number(json, "age", form.value("age"));
  for (const char* name : {"home", "from", "reference"}) {
    if (!form.value(name).empty()) json.member(name, form.value(name));
  }
  json.key("must").begin_object();
  for (const char* name : {"section41", "vacancy"}) {
    if (form.value(name) == "true") json.key(name).boolean(true);
  }
  for (const char* name : {"within", "price_to"}) {
    if (!form.value(name).empty()) json.member(name, form.value(name));
  }
  json.end_object().key("weights").begin_object();
  for (const std::string_view part : parts) {
    const std::string weight = form.value("weight_" + std::string(part));
    if (!weight.empty()) write_number(json, part, weight);
  }
  json.end_object().key("limit").integer(listed).key("freeze").boolean(freeze);
  return json.end_object().take();
}

// "$.must.within" is the field "within", "$.weights.value" the field "weight_value".
std::vector<FormError> errors_of(const ApiReply& reply) {
  std::vector<FormError> errors;
  for (const JsonValue& fault : elements(reply.json, "faults")) {
    const std::string place = member_text(fault, "place");
    const std::string last = place.substr(place.rfind('.') + 1);
    const bool is_weight = place.starts_with("$.weights.");
    errors.push_back({is_weight ? "weight_" + last : last, member_text(fault, "message")});
  }
  if (errors.empty()) errors.push_back({"", member_text(reply.json, "detail")});
  return errors;
}

void write_form(JsonWriter& json, const Form& form, const std::vector<FormError>& errors) {
  const auto field = [&](const std::string& name) {
    Field made;
    made.label = say("lists." + name);
    made.value = form.value(name);
    made.error = error_of(errors, name);
    return made;
  };
  const auto write = [&](std::string_view name, std::string_view width, bool has_hint = false) {
    Field made = field(std::string(name));
    made.name = name;
    made.width = width;
    if (has_hint) made.hint = say("lists." + std::string(name) + "_hint");
    write_field(json, made);
  };
  const auto choose = [&](std::string_view name, const Choices& choices) {
    Field made = field(std::string(name));
    made.name = name;
    write_choice(json, made, choices);
  };
  json.key("form").begin_object();
  choose("need", chosen(need_choices()));
  choose("provision", chosen(provision_choices()));
  write("age", "3");
  write("home", "10", true);
  write("from", "10", true);
  write("reference", "20", true);
  write("within", "4");
  write("price_to", "10");
  choose("vacancy", {{"", say("find.any_vacancy")}, {"true", say("find.vacancy_yes")}});
  choose("section41", {{"", say("find.any_section41")}, {"true", say("find.yes")}});
  json.key("weights").begin_array();
  for (const std::string_view part : parts) {
    const std::string name = "weight_" + std::string(part);
    Field made = field(name);
    made.name = name;
    made.width = "3";
    made.inputmode = "numeric";
    json.begin_object();
    write_field(json, made);
    // Under a name that is the same for each, so that a template can show them in turn.
    json.member("name", name).member("label", made.label).member("value", made.value);
    json.member("width", "3").member("inputmode", "numeric").member("error", made.error);
    json.member("described_by", made.error.empty() ? "" : name + "-error").end_object();
  }
  json.end_array().end_object();
}

// A list with each school's parts in a row, and a bar of what each earns of the most.
void write_list(JsonWriter& json, const JsonValue& list) {
  json.key("list").begin_object();
  for (const auto& [key, value] : *list.object()) {
    if (key == "schools" || key == "weights") continue;
    json.key(key);
    write_value(json, value);
  }
  std::vector<ChartBar> bars;
  json.key("schools").begin_array();
  for (const JsonValue& school : elements(list, "schools")) {
    const std::string total = member_text(school, "total");
    bars.push_back({member_text(school, "rank") + ". " + member_text(school, "name"),
                    std::stoll(total), filtered("whole", "", total, english())});
    json.begin_object();
    for (const auto& [key, value] : *school.object()) {
      if (key == "parts") continue;
      json.key(key);
      write_value(json, value);
    }
    json.key("part_rows").begin_array();
    for (const std::string_view part : parts) {
      const JsonValue* scores = school.find("parts");
      const JsonValue* score = scores == nullptr ? nullptr : scores->find(part);
      if (score == nullptr) continue;
      json.begin_object().member("part", part);
      write_members_of(json, *score);
      json.end_object();
    }
    json.end_array().end_object();
  }
  json.end_array().key("weight_rows").begin_array();
  for (const std::string_view part : parts) {
    const JsonValue* weights = list.find("weights");
    json.begin_object().member("part", part);
    json.member("weight", weights == nullptr ? "" : member_text(*weights, part)).end_object();
  }
  json.end_array().key("chart");
  write_bar_chart(json, say("lists.chart"), bars);
  json.end_object();
}

Response render_form(const Request& request, Backend& backend, const Form& form,
                     const std::vector<FormError>& errors, const JsonValue* list) {
  JsonWriter json;
  json.begin_object();
  write_errors(json, errors);
  write_form(json, form, errors);
  json.member("form_key", new_form_key(backend));
  if (list != nullptr) write_list(json, *list);
  const ApiReply frozen = ask_api(request, backend, "/v1/tailored-lists");
  json.key("frozen").begin_array();
  for (const JsonValue& each : elements(frozen.json, "lists")) write_value(json, each);
  json.end_array();
  write_council_breadcrumbs(json, request, say("lists.title"));
  json.end_object();
  Page page{"council/tailored_lists", say("lists.title"), json.take()};
  page.has_errors = !errors.empty();
  page.status = errors.empty() ? 200 : 422;
  return render_page(request, page);
}

}  // namespace

Response show_tailored_lists_page(const Request& request, Backend& backend) {
  Form form;
  for (const std::string_view part : parts) {
    form.fields.emplace_back("weight_" + std::string(part), "20");
  }
  return render_form(request, backend, form, {}, nullptr);
}

Response make_tailored_list_of_form(const Request& request, Backend& backend) {
  const Result<Form> form = parse_form(request);
  if (!form.ok()) return problem_reply(Problem::bad_request, form.faults().front().message);
  const bool freeze = form->value("do") == "freeze";
  const ApiReply made =
      ask_api(request, backend, "POST", "/v1/tailored-lists", {},
              ApiBody{"application/json", body_of(*form, freeze), form_key_of(*form)});
  if (!made.is_good()) {
    if (made.status() != 422) return made.response;
    return render_form(request, backend, *form, errors_of(made), nullptr);
  }
  const JsonValue* frozen = made.json.find("frozen");
  if (freeze && frozen != nullptr) {
    return see_other("/council/lists/" + percent_encoded(member_text(*frozen, "id")));
  }
  return render_form(request, backend, *form, {}, &made.json);
}

Response show_tailored_list_page(const Request& request, Backend& backend) {
  const std::string id = request.path_value("id");
  const ApiReply list = ask_api(request, backend, "/v1/tailored-lists/" + percent_encoded(id));
  if (!list.is_good()) return list.response;
  JsonWriter json;
  json.begin_object();
  write_list(json, list.json);
  const ApiReply all = ask_api(request, backend, "/v1/tailored-lists");
  for (const JsonValue& each : elements(all.json, "lists")) {
    if (member_text(each, "id") != id) continue;
    json.key("kept");
    write_value(json, each);
  }
  write_council_breadcrumbs(json, request, say("lists.frozen_title"), "/council/lists",
                            say("lists.title"));
  json.end_object();
  return render_page(request, {"council/tailored_list", say("lists.frozen_title"), json.take()});
}

}  // namespace assize::api
