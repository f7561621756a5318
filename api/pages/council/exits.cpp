// Schools that close places where the council has placements, each with its continuity plan.
#include "api/http/message/percent_encoding.h"
#include "api/pages/council/council_pages.h"
#include "api/pages/site/ask.h"
#include "api/pages/site/json_view.h"
#include "api/pages/site/page.h"

namespace assize::api {
namespace {

using pricing::JsonValue;

std::string say(const std::string& key) { return english().say(key); }

std::string school_name(const Request& request, Backend& backend, const std::string& urn) {
  const ApiReply school = ask_api(request, backend, "/v1/schools/" + percent_encoded(urn));
  return school.is_good() ? member_text(school.json, "name") : "URN " + urn;
}

}  // namespace

Response show_exits_page(const Request& request, Backend& backend) {
  const ApiReply notices = ask_api(request, backend, "/v1/exit-notices");
  if (!notices.is_good()) return notices.response;
  JsonWriter json;
  json.begin_object().key("notices").begin_array();
  for (const JsonValue& notice : elements(notices.json, "notices")) {
    if (!member_text(notice, "withdraws").empty()) continue;
    json.begin_object();
    write_members_of(json, notice);
    json.member("school", school_name(request, backend, member_text(notice, "urn")));
    json.end_object();
  }
  json.end_array();
  write_council_breadcrumbs(json, request, say("exits.title"));
  json.end_object();
  return render_page(request, {"council/exits", say("exits.title"), json.take()});
}

Response show_exit_page(const Request& request, Backend& backend) {
  const ApiReply plan =
      ask_api(request, backend, "/v1/exit-notices/" + percent_encoded(request.path_value("id")));
  if (!plan.is_good()) return plan.response;
  const JsonValue* notice = plan.json.find("notice");
  const std::string name =
      school_name(request, backend, notice == nullptr ? "" : member_text(*notice, "urn"));
  JsonWriter json;
  json.begin_object().key("plan");
  write_value(json, plan.json);
  json.member("school", name);
  write_council_breadcrumbs(json, request, name, "/council/exits", say("exits.title"));
  json.end_object();
  return render_page(request, {"council/exit", say("exits.plan") + ": " + name, json.take()});
}

}  // namespace assize::api
