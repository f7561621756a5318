// Where a commissioner begins: what needs an answer and the pounds at stake, what the council
// spends, and the ways on.
#include "api/http/message/percent_encoding.h"
#include "api/pages/charts/bar_chart.h"
#include "api/pages/charts/line_chart.h"
#include "api/pages/council/council_pages.h"
#include "api/pages/council/own_placements.h"
#include "api/pages/site/ask.h"
#include "api/pages/site/json_view.h"
#include "api/pages/site/page.h"
#include "api/pages/template/filters.h"
#include "registry/filings/filing_id.h"

namespace assize::api {
namespace {

using pricing::JsonValue;

constexpr std::size_t most_form_key = 64;

std::string say(const std::string& key) { return english().say(key); }

// Notices that were withdrawn need nothing more.
void write_exits(JsonWriter& json, const Request& request, Backend& backend) {
  const ApiReply notices = ask_api(request, backend, "/v1/exit-notices");
  json.key("exits").begin_array();
  for (const JsonValue& notice : elements(notices.json, "notices")) {
    const bool stands =
        member_text(notice, "withdraws").empty() && member_text(notice, "withdrawn_by").empty();
    if (!stands) continue;
    const ApiReply school =
        ask_api(request, backend, "/v1/schools/" + percent_encoded(member_text(notice, "urn")));
    json.begin_object();
    write_members_of(json, notice);
    json.member("school", school.is_good() ? member_text(school.json, "name")
                                           : "URN " + member_text(notice, "urn"));
    json.end_object();
  }
  json.end_array();
}

}  // namespace

void write_council_breadcrumbs(JsonWriter& json, const Request& request, const std::string& title,
                               const std::string& between, const std::string& between_title) {
  if (request.caller.role != registry::Role::commissioner) return;
  json.key("breadcrumbs").begin_array();
  json.begin_object().member("text", say("council.title")).member("href", "/council").end_object();
  if (!between.empty()) {
    json.begin_object().member("text", between_title).member("href", between).end_object();
  }
  json.begin_object().member("text", title).end_object().end_array();
}

Choices chosen(Choices choices) {
  choices.front().second = say("council.choose");
  return choices;
}

std::string new_form_key(Backend& backend) {
  return "form-" + registry::new_filing_id(backend.journal.now());
}

std::string form_key_of(const Form& form) {
  const std::string key = form.value("form_key");
  return key.size() <= most_form_key ? key : "";
}

Response show_council_home(const Request& request, Backend& backend) {
  const std::string code = request.caller.la_code.value_or("");
  JsonWriter json;
  json.begin_object().member("code", code);
  json.key("placements").integer(own_placements(request, backend).total());
  write_exits(json, request, backend);
  const ApiReply spending = ask_api(request, backend, "/v1/spending/" + percent_encoded(code));
  if (!code.empty() && spending.is_good()) {
    json.key("spending");
    write_value(json, spending.json);
    std::vector<ChartBar> bars;
    for (const JsonValue& basis : elements(spending.json, "by_basis")) {
      const std::string spend = member_text(basis, "spend");
      bars.push_back(
          {say("basis." + member_text(basis, "basis")), pence_of(spend), pounds_text(spend)});
    }
    json.key("chart");
    write_bar_chart(json, say("spending.by_basis"), bars);
  }
  json.end_object();
  return render_page(request, {"council/home", say("council.title"), json.take()});
}

}  // namespace assize::api
