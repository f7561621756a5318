// The log explained, its latest entries, a subject's history, and a receipt looked up.
#include <algorithm>

#include "api/http/message/problem.h"
#include "api/pages/forms/fields.h"
#include "api/pages/forms/form.h"
#include "api/pages/public/public_pages.h"
#include "api/pages/site/ask.h"
#include "api/pages/site/json_view.h"
#include "api/pages/site/page.h"
#include "api/routes/page_address.h"

namespace assize::api {
namespace {

using pricing::JsonValue;

void write_checkpoint(JsonWriter& json, const Request& request, Backend& backend) {
  const ApiReply reply = ask_api(request, backend, "/log/checkpoint");
  if (!reply.is_good()) return;
  // A note's first three lines: the log's name, its size, its root.
  std::string_view left = reply.response.body_text();
  json.key("checkpoint").begin_object();
  for (const char* key : {"log", "size", "root"}) {
    const std::size_t end = std::min(left.find('\n'), left.size());
    json.member(key, left.substr(0, end));
    left.remove_prefix(std::min(end + 1, left.size()));
  }
  json.end_object();
}

void write_entries(JsonWriter& json, const JsonValue& found) {
  json.key("entries").begin_array();
  for (const JsonValue& each : elements(found, "entries")) {
    const JsonValue* entry = each.find("entry");
    if (entry == nullptr) continue;
    json.begin_object().member("index", member_text(each, "index"));
    for (const char* key : {"action", "subject", "at"}) json.member(key, member_text(*entry, key));
    json.end_object();
  }
  json.end_array();
}

struct Lookup {
  std::string receipt;  // as it was pasted
  std::vector<FormError> errors;
  std::string proof;
};

Response render_log(const Request& request, Backend& backend, const Lookup& lookup) {
  const ApiReply found =
      ask_api(request, backend, "/v1/log", request.head.method == "POST" ? Query{} : request.query);
  if (!found.is_good() && found.status() != 400) return found.response;
  std::vector<FormError> errors = lookup.errors;
  for (const JsonValue& fault : elements(found.json, "faults")) {
    errors.push_back({member_text(fault, "place"), member_text(fault, "message")});
  }
  std::string subject, action;
  for (const auto& [name, value] : request.query) {
    if (name == "subject") subject = value;
    if (name == "action") action = value;
  }
  JsonWriter json;
  json.begin_object();
  write_errors(json, errors);
  write_checkpoint(json, request, backend);
  const ApiReply key = ask_api(request, backend, "/log/key");
  json.member("service", backend.site.public_url);
  json.member("log_key", member_text(key.json, "key"));
  write_entries(json, found.json);
  const std::string next = member_text(found.json, "next");
  if (!next.empty()) {
    Query query = request.query;
    std::erase_if(query, [](const auto& each) { return each.first == "before"; });
    query.emplace_back("before", next);
    json.key("pages").begin_object().key("next").begin_object();
    json.member("href", page_address("/the-log", query, "")).end_object().end_object();
  }
  json.key("form").begin_object();
  write_field(json, {"subject", english().say("log.subject"), subject,
                     english().say("log.subject_hint"), error_of(errors, "subject")});
  write_field(json, {"action", english().say("log.action"), action,
                     english().say("log.action_hint"), error_of(errors, "action")});
  write_field(json, {"receipt", english().say("log.receipt"), lookup.receipt,
                     english().say("log.receipt_hint"), error_of(errors, "receipt")});
  json.end_object().member("proof", lookup.proof).end_object();
  Page page{"public/log", english().say("log.title"), json.take()};
  page.has_errors = !errors.empty();
  page.status = errors.empty() ? 200 : 400;
  return render_page(request, page);
}

}  // namespace

Response show_log_page(const Request& request, Backend& backend) {
  return render_log(request, backend, {});
}

Response look_up_receipt(const Request& request, Backend& backend) {
  Lookup lookup;
  const Result<Form> form = parse_form(request);
  if (!form.ok()) return problem_reply(Problem::bad_request, form.faults().front().message);
  lookup.receipt = form->value("receipt");
  if (lookup.receipt.empty()) {
    lookup.errors.push_back({"receipt", english().say("log.no_receipt")});
  } else {
    const ApiReply reply = ask_api(request, backend, "POST", "/log/prove", {},
                                   ApiBody{"application/json", lookup.receipt, ""});
    if (reply.is_good()) {
      lookup.proof = reply.response.body_text();
    } else {
      lookup.errors.push_back({"receipt", member_text(reply.json, "detail")});
    }
  }
  return render_log(request, backend, lookup);
}

Response show_open_data(const Request& request, Backend&) {
  return render_page(request, {"public/open_data", english().say("open_data.title"), "{}"});
}

}  // namespace assize::api
