// Finding a placement: the API's search as a form and its results.
#include <algorithm>
#include <array>

#include "api/http/message/percent_encoding.h"
#include "api/pages/council/own_placements.h"
#include "api/pages/forms/fields.h"
#include "api/pages/public/public_choices.h"
#include "api/pages/public/public_pages.h"
#include "api/pages/site/ask.h"
#include "api/pages/site/json_view.h"
#include "api/pages/site/page.h"
#include "api/pages/template/filters.h"
#include "api/routes/page_address.h"

namespace assize::api {
namespace {

using pricing::JsonValue;

constexpr std::array<std::string_view, 18> parameters{
    "text",    "need",       "provision", "age",        "near",      "within",
    "vacancy", "price_from", "price_to",  "inspection", "section41", "region",
    "type",    "lot",        "la",        "sort",       "cursor",    "limit"};
// Those that stand behind "More filters".
constexpr std::array<std::string_view, 8> behind_more{
    "price_from", "price_to", "inspection", "section41", "region", "type", "lot", "la"};

std::string value_in(const Query& query, std::string_view name) {
  for (const auto& [each, value] : query) {
    if (each == name) return value;
  }
  return "";
}

// What was asked for, without empty fields, which a form sends along.
Query asked_for(const Request& request) {
  Query query;
  for (const auto& [name, value] : request.query) {
    if (!value.empty()) query.emplace_back(name, value);
  }
  return query;
}

std::string say(std::string_view key) { return english().say(key); }

Choices regions() {
  Choices choices{{"", say("find.any_region")}};
  for (const std::string_view region :
       {"East Midlands", "East of England", "London", "North East", "North West", "South East",
        "South West", "West Midlands", "Yorkshire and the Humber"}) {
    choices.emplace_back(region, region);
  }
  return choices;
}

// Every lot of every live framework.
Choices lots(const Request& request, Backend& backend) {
  Choices choices{{"", say("find.any_lot")}};
  const ApiReply reply = ask_api(request, backend, "/v1/frameworks");
  for (const JsonValue& each : elements(reply.json, "frameworks")) {
    const std::string id = member_text(each, "id");
    if (member_text(each, "state") != "live") continue;
    const ApiReply one = ask_api(request, backend, "/v1/frameworks/" + percent_encoded(id));
    for (const JsonValue& lot : elements(one.json, "lots")) {
      const std::string value = id + "/" + member_text(lot, "id");
      choices.emplace_back(value, member_text(lot, "title") + " (" + value + ")");
    }
  }
  return choices;
}

void write_form(JsonWriter& json, const Request& request, Backend& backend, const Query& query,
                const std::vector<FormError>& errors) {
  const auto field = [&](std::string_view name) {
    Field made;
    made.name = name;
    made.label = say("find." + std::string(name));
    made.value = value_in(query, name);
    made.error = error_of(errors, name);
    return made;
  };
  const auto number = [&](std::string_view name, std::string_view width) {
    Field made = field(name);
    made.width = width;
    made.inputmode = "decimal";
    return made;
  };
  json.key("form").begin_object();
  write_field(json, field("text"));
  write_choice(json, field("need"), need_choices());
  write_choice(json, field("provision"), provision_choices());
  write_field(json, number("age", "3"));
  Field near = field("near");
  near.hint = say("find.near_hint");
  near.width = "10";
  near.autocomplete = "postal-code";
  write_field(json, near);
  write_field(json, number("within", "4"));
  write_choice(json, field("vacancy"),
               {{"", say("find.any_vacancy")}, {"true", say("find.vacancy_yes")}});
  write_field(json, number("price_from", "10"));
  write_field(json, number("price_to", "10"));
  write_choice(json, field("inspection"),
               choices_of_texts("find.any_inspection", "inspection",
                                {"outstanding", "good", "requires_improvement", "inadequate", "met",
                                 "not_met", "report_card", "none"}));
  write_choice(
      json, field("section41"),
      {{"", say("find.any_section41")}, {"true", say("find.yes")}, {"false", say("find.no")}});
  write_choice(json, field("region"), regions());
  write_choice(json, field("type"), choices_of_texts("find.any_type", "type", {"8", "10", "32"}));
  write_choice(json, field("lot"), lots(request, backend));
  write_field(json, number("la", "4"));
  write_choice(json, field("sort"), choices_of_texts("", "sort", {"name", "price", "distance"}));
  const bool is_open = std::any_of(behind_more.begin(), behind_more.end(),
                                   [&](auto name) { return !value_in(query, name).empty(); });
  json.key("is_open").boolean(is_open).end_object();
}

std::vector<FormError> errors_of(const ApiReply& reply) {
  std::vector<FormError> errors;
  for (const JsonValue& fault : elements(reply.json, "faults")) {
    const std::string name = member_text(fault, "place");
    const bool is_field = std::find(parameters.begin(), parameters.end(), name) != parameters.end();
    errors.push_back({is_field ? name : "", member_text(fault, "message")});
  }
  return errors;
}

// The reply, with how many placements of one's own each school has, for a council.
void write_found(JsonWriter& json, const Request& request, Backend& backend,
                 const JsonValue& found) {
  const OwnPlacements own = own_placements(request, backend);
  json.key("found").begin_object();
  for (const auto& [key, value] : *found.object()) {
    if (key == "schools") continue;
    json.key(key);
    write_value(json, value);
  }
  json.key("schools").begin_array();
  for (const JsonValue& school : elements(found, "schools")) {
    json.begin_object();
    write_members_of(json, school);
    json.key("own").integer(own.at(member_text(school, "urn"))).end_object();
  }
  json.end_array().end_object();
}

}  // namespace

Response find_schools(const Request& request, Backend& backend) {
  const Query query = asked_for(request);
  const ApiReply found = ask_api(request, backend, "/v1/schools", query);
  const std::vector<FormError> errors = errors_of(found);
  if (!found.is_good() && errors.empty()) return found.response;
  JsonWriter json;
  json.begin_object();
  write_errors(json, errors);
  write_form(json, request, backend, query, errors);
  std::string next;
  if (found.is_good()) {
    write_found(json, request, backend, found.json);
    json.key("wished").begin_object();
    for (const std::string_view name : {"need", "provision", "age"}) {
      json.member(name, value_in(query, name));
    }
    json.end_object();
    next = member_text(found.json, "next");
  }
  if (!next.empty() || !value_in(query, "cursor").empty()) {
    json.key("pages").begin_object();
    if (!value_in(query, "cursor").empty()) {
      json.key("previous").begin_object().member("href", page_address("/schools", query, ""));
      json.member("label", say("find.first_page")).end_object();
    }
    if (!next.empty()) {
      json.key("next").begin_object().member("href", page_address("/schools", query, next));
      json.end_object();
    }
    json.end_object();
  }
  json.end_object();
  Page page{"public/find_schools", say("find.title"), json.take()};
  page.has_errors = !errors.empty();
  if (found.is_good()) {
    const JsonValue* matching = found.json.find("matching");
    page.title +=
        " (" + filtered("plural", "school,schools", plain_text(*matching), english()) + ")";
  }
  page.status = found.is_good() ? 200 : 400;
  return render_page(request, page);
}

}  // namespace assize::api
