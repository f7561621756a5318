// The demo's page, which signs anyone in as any of its people with one click. It is there only
// where the service was started as a demo, and says so.
#include "api/http/message/problem.h"
#include "api/pages/public/public_pages.h"
#include "api/pages/site/navigation.h"
#include "api/pages/site/page.h"
#include "registry/demo/demo_people.h"

namespace assize::api {

Response show_demo(const Request& request, Backend& backend) {
  if (!backend.site.is_demo) {
    return problem_reply(Problem::not_found, "Nothing has this address: this is no demo.");
  }
  const auto people = backend.database.with_connection(
      [](registry::Connection& connection) { return registry::demo_people(connection); });
  JsonWriter json;
  json.begin_object().key("people").begin_array();
  for (const registry::Role role :
       {registry::Role::provider, registry::Role::commissioner, registry::Role::case_officer,
        registry::Role::approver, registry::Role::administrator, registry::Role::auditor}) {
    for (const registry::DemoPerson& person : people) {
      if (person.role != role) continue;
      json.begin_object().member("role", registry::code(role)).member("person", person.name);
      json.member("whom", person.organisation_name).member("next", home_of(role)).end_object();
      break;  // signing in by role takes the first
    }
  }
  json.end_array().end_object();
  return render_page(request, {"public/demo", english().say("demo.title"), json.take()});
}

}  // namespace assize::api
