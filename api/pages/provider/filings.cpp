// What a provider has filed: the list, and one filing with its findings and its receipt.
#include "api/http/message/percent_encoding.h"
#include "api/pages/provider/provider_pages.h"
#include "api/pages/site/ask.h"
#include "api/pages/site/findings.h"
#include "api/pages/site/json_view.h"
#include "api/pages/site/page.h"
#include "api/routes/page_address.h"

namespace assize::api {
namespace {

using pricing::JsonValue;

std::string say(std::string_view key) { return english().say(key); }

void write_back(JsonWriter& json, std::string_view href, std::string_view key) {
  json.key("back").begin_object().member("href", href).member("text", say(key)).end_object();
}

}  // namespace

Response list_filing_pages(const Request& request, Backend& backend) {
  const ApiReply found = ask_api(request, backend, "/v1/filings", request.query);
  if (!found.is_good()) return found.response;
  JsonWriter json;
  json.begin_object();
  write_back(json, "/provider", "provider.title");
  json.key("filings").begin_array();
  for (const JsonValue& filing : elements(found.json, "filings")) write_value(json, filing);
  json.end_array();
  if (const std::string next = member_text(found.json, "next"); !next.empty()) {
    json.key("pages").begin_object().key("next").begin_object();
    json.member("href", page_address("/provider/filings", {}, next)).end_object().end_object();
  }
  json.end_object();
  return render_page(request, {"provider/filings", say("filings.title"), json.take()});
}

Response show_filing_page(const Request& request, Backend& backend) {
  const std::string id = request.path_value("id");
  const ApiReply found = ask_api(request, backend, "/v1/filings/" + percent_encoded(id));
  if (!found.is_good()) return found.response;
  JsonWriter json;
  json.begin_object();
  write_back(json, "/provider/filings", "filings.title");
  json.key("filing").begin_object();
  for (const char* key : {"id", "status", "received_at", "filed", "edition", "fees_sha256"}) {
    json.member(key, member_text(found.json, key));
  }
  if (const JsonValue* lines = found.json.find("lines")) {
    json.key("lines");
    write_value(json, *lines);
  }
  json.end_object();
  if (const JsonValue* assessment = found.json.find("assessment")) {
    json.key("assessed").begin_object();
    write_findings(json, *assessment);
    json.end_object();
  }
  const ApiReply receipt =
      ask_api(request, backend, "/v1/filings/" + percent_encoded(id) + "/receipt");
  if (receipt.is_good()) json.member("receipt", receipt.response.body_text());
  json.end_object();
  return render_page(request, {"provider/filing", say("filing.title"), json.take()});
}

}  // namespace assize::api
