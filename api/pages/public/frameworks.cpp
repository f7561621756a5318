// The frameworks, and one with its lots and the schools admitted to them.
#include "api/http/message/percent_encoding.h"
#include "api/pages/public/public_pages.h"
#include "api/pages/site/ask.h"
#include "api/pages/site/json_view.h"
#include "api/pages/site/page.h"

namespace assize::api {

Response list_framework_pages(const Request& request, Backend& backend) {
  const ApiReply reply = ask_api(request, backend, "/v1/frameworks", request.query);
  if (!reply.is_good()) return reply.response;
  return render_page(request, {"public/frameworks", english().say("frameworks.title"),
                               std::string(reply.response.body_text())});
}

Response show_framework_page(const Request& request, Backend& backend) {
  const std::string path = "/v1/frameworks/" + percent_encoded(request.path_value("id"));
  const ApiReply reply = ask_api(request, backend, path, request.query);
  if (!reply.is_good()) return reply.response;
  JsonWriter json;
  json.begin_object().key("framework").raw(reply.response.body_text());
  json.key("back").begin_object().member("href", "/frameworks");
  json.member("text", english().say("frameworks.title")).end_object().end_object();
  return render_page(request, {"public/framework", member_text(reply.json, "title"), json.take()});
}

}  // namespace assize::api
