// Up to six schools side by side: what the register says of each, and what they charge, like for
// like. A council sees its own placements there too.
#include <vector>

#include "api/http/message/percent_encoding.h"
#include "api/pages/charts/bar_chart.h"
#include "api/pages/charts/line_chart.h"
#include "api/pages/council/own_placements.h"
#include "api/pages/forms/fields.h"
#include "api/pages/public/public_choices.h"
#include "api/pages/public/public_pages.h"
#include "api/pages/site/ask.h"
#include "api/pages/site/json_view.h"
#include "api/pages/site/page.h"
#include "api/pages/template/filters.h"

namespace assize::api {
namespace {

using pricing::JsonValue;

constexpr std::size_t most_schools = 6;

std::string say(const std::string& key) { return english().say(key); }

struct Wish {
  Query query;  // without empty fields, which a form sends along
  std::vector<std::string> urns;
  std::string need, provision, age;
};

Wish wish_of(const Request& request) {
  Wish wish;
  for (const auto& [name, value] : request.query) {
    if (value.empty()) continue;
    wish.query.emplace_back(name, value);
    if (name == "urn") wish.urns.push_back(value);
    if (name == "need") wish.need = value;
    if (name == "provision") wish.provision = value;
    if (name == "age") wish.age = value;
  }
  return wish;
}

std::vector<FormError> errors_of(const ApiReply& reply) {
  std::vector<FormError> errors;
  for (const JsonValue& fault : elements(reply.json, "faults")) {
    const std::string place = member_text(fault, "place");
    const bool is_field = place == "need" || place == "provision" || place == "age";
    errors.push_back({is_field ? place : "", member_text(fault, "message")});
  }
  return errors;
}

void write_schools(JsonWriter& json, const Request& request, Backend& backend, const Wish& wish) {
  const OwnPlacements own = own_placements(request, backend);
  json.key("is_council").boolean(own.is_council).key("schools").begin_array();
  for (const std::string& urn : wish.urns) {
    const ApiReply school = ask_api(request, backend, "/v1/schools/" + percent_encoded(urn));
    if (!school.is_good()) continue;
    std::int64_t free = 0;
    for (const JsonValue& place : elements(school.json, "places")) {
      const JsonValue* stale = place.find("stale");
      if (stale != nullptr && plain_text(*stale) == "true") continue;
      free += whole_number(member_text(place, "vacancies"));
    }
    json.begin_object();
    write_members_of(json, school.json);
    json.key("own").integer(own.at(urn)).key("free").integer(free).end_object();
  }
  json.end_array();
}

void write_kinds(JsonWriter& json, const JsonValue& comparison) {
  json.key("kinds").begin_array();
  for (const JsonValue& kind : elements(comparison, "kinds")) {
    std::vector<ChartBar> bars;
    for (const JsonValue& line : elements(kind, "lines")) {
      const std::string price = member_text(line, "yearly_price");
      bars.push_back({member_text(line, "school") + ", " + member_text(line, "age_from") + "–" +
                          member_text(line, "age_to"),
                      pence_of(price), pounds_text(price)});
    }
    json.begin_object();
    write_members_of(json, kind);
    json.key("chart");
    write_bar_chart(json, say("compare.chart"), bars);
    json.end_object();
  }
  json.end_array();
}

void write_form(JsonWriter& json, const Wish& wish, const std::vector<FormError>& errors) {
  json.key("form").begin_object();
  write_choice(json, {"need", say("find.need"), wish.need, "", error_of(errors, "need")},
               need_choices());
  write_choice(
      json, {"provision", say("find.provision"), wish.provision, "", error_of(errors, "provision")},
      provision_choices());
  Field age{"age", say("find.age"), wish.age, "", error_of(errors, "age")};
  age.width = "3";
  age.inputmode = "numeric";
  write_field(json, age);
  json.end_object().key("urns").begin_array();
  if (wish.urns.size() <= most_schools) {
    for (const std::string& urn : wish.urns) json.string(urn);
  }
  json.end_array();
}

}  // namespace

Response show_compare(const Request& request, Backend& backend) {
  const Wish wish = wish_of(request);
  JsonWriter json;
  json.begin_object();
  std::vector<FormError> errors;
  if (wish.urns.size() > most_schools) {
    errors.push_back({"", say("compare.too_many")});
  } else if (!wish.urns.empty()) {
    const ApiReply compared = ask_api(request, backend, "/v1/compare", wish.query);
    errors = errors_of(compared);
    if (!compared.is_good() && errors.empty()) return compared.response;
    if (compared.is_good()) {
      json.key("compared").begin_object().member("as_at", member_text(compared.json, "as_at"));
      if (const JsonValue* basket = compared.json.find("basket")) {
        json.key("basket");
        write_value(json, *basket);
      }
      write_schools(json, request, backend, wish);
      write_kinds(json, compared.json);
      json.end_object();
    }
  }
  write_errors(json, errors);
  write_form(json, wish, errors);
  json.key("breadcrumbs").begin_array();
  json.begin_object().member("text", say("find.title")).member("href", "/schools");
  json.end_object().begin_object().member("text", say("compare.title"));
  json.end_object().end_array().end_object();
  Page page{"public/compare", say("compare.title"), json.take()};
  page.has_errors = !errors.empty();
  page.status = errors.empty() ? 200 : 400;
  return render_page(request, page);
}

}  // namespace assize::api
