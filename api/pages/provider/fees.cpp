// Filing fees: last year's to begin from, the check with its findings, and handing the file in. The
// file travels in the form from check to filing, so that nothing of it is kept until it is filed.
#include "api/http/message/percent_encoding.h"
#include "api/http/message/problem.h"
#include "api/pages/forms/fields.h"
#include "api/pages/forms/form.h"
#include "api/pages/provider/own_schools.h"
#include "api/pages/provider/provider_pages.h"
#include "api/pages/site/ask.h"
#include "api/pages/site/findings.h"
#include "api/pages/site/json_view.h"
#include "api/pages/site/page.h"
#include "audit/tree/hash.h"
#include "pricing/text/encoding.h"

namespace assize::api {
namespace {

using pricing::JsonValue;

std::string say(std::string_view key) { return english().say(key); }

struct FeeForm {
  std::string fees;    // UTF-8, as it can stand in a page
  std::string choice;  // all_or_nothing or good_lines
  bool is_declared = false;
  std::string key;  // of the filing, so that sending the form twice files once
  std::vector<FormError> errors;
  const ApiReply* checked = nullptr;
};

std::string new_key() { return audit::sha256_hex(audit::random_bytes(16)); }

// As the check reads it: a spreadsheet's Windows-1252 is told by not being UTF-8.
std::string as_utf8(const std::string& bytes) {
  std::string text;
  if (pricing::is_utf8(bytes)) {
    text = bytes;
  } else {
    pricing::append_from_windows_1252(text, bytes);
  }
  if (text.starts_with(pricing::byte_order_mark)) text.erase(0, pricing::byte_order_mark.size());
  return text;
}

Response render_fees(const Request& request, const FeeForm& form) {
  JsonWriter json;
  json.begin_object();
  json.key("back").begin_object().member("href", "/provider");
  json.member("text", say("provider.title")).end_object();
  write_errors(json, form.errors);
  json.key("form").begin_object();
  Field file{"file", say(form.checked == nullptr ? "fees.file" : "fees.other_file")};
  file.hint = say("check.file_hint");
  file.error = error_of(form.errors, "file");
  file.accept = ".csv,text/csv";
  write_field(json, file);
  Field fees{"fees", say("fees.lines"), form.fees, say("fees.lines_hint")};
  fees.error = error_of(form.errors, "fees");
  write_field(json, fees);
  Field choice{"choice", say("fees.choice"), form.choice};
  write_choice(
      json, choice,
      {{"all_or_nothing", say("fees.all_or_nothing")}, {"good_lines", say("fees.good_lines")}});
  json.member("declared_error", error_of(form.errors, "declared"));
  json.key("is_declared").boolean(form.is_declared).member("key", form.key).end_object();
  json.key("has_file").boolean(!form.fees.empty());
  if (form.checked != nullptr) {
    json.key("checked").begin_object();
    write_findings(json, form.checked->json);
    json.end_object();
  }
  json.end_object();
  Page page{"provider/fees", say("fees.title"), json.take()};
  page.has_errors = !form.errors.empty();
  page.status = form.errors.empty() ? 200 : 422;
  return render_page(request, page);
}

// What the API says is wrong, at the field that holds the file.
void add_errors(std::vector<FormError>& errors, const ApiReply& refused) {
  for (const JsonValue& fault : elements(refused.json, "faults")) {
    errors.push_back({"fees", member_text(fault, "message")});
  }
  if (errors.empty()) errors.push_back({"fees", member_text(refused.json, "detail")});
}

// To the filing's own page where it was recorded, even as refused; else back to the form.
Response file_them(const Request& request, Backend& backend, FeeForm form) {
  const ApiReply filed = ask_api(request, backend, "POST", "/v1/filings", {{"choice", form.choice}},
                                 ApiBody{"text/csv", form.fees, form.key});
  const JsonValue* refused = filed.json.find("filing");
  const std::string id = member_text(refused != nullptr ? *refused : filed.json, "id");
  if (!id.empty()) return see_other("/provider/filings/" + percent_encoded(id));
  // The same key again only where it is not known whether the first try came through.
  if (filed.status() < 500) form.key = new_key();
  add_errors(form.errors, filed);
  return render_fees(request, form);
}

}  // namespace

Response show_provider_fees(const Request& request, Backend&) {
  FeeForm form;
  form.choice = "all_or_nothing";
  form.key = new_key();
  return render_fees(request, form);
}

Response check_or_file_fees(const Request& request, Backend& backend) {
  const Result<Form> sent = parse_form(request);
  if (!sent.ok()) return problem_reply(Problem::bad_request, sent.faults().front().message);
  const FormFile* file = sent->file("file");
  const bool is_new_file = file != nullptr && !file->content.empty();
  FeeForm form;
  form.fees = as_utf8(is_new_file ? file->content : sent->value("fees"));
  form.choice = sent->value("choice") == "good_lines" ? "good_lines" : "all_or_nothing";
  form.key = sent->value("key").empty() ? new_key() : sent->value("key");
  // A declaration is of the file that it was made beside.
  form.is_declared = sent->value("declared") == "yes" && !is_new_file;
  const std::string wish = sent->value("do");
  if (form.fees.empty()) {
    form.errors.push_back({"file", say("fees.no_file")});
    return render_fees(request, form);
  }
  const bool files = wish == "file" && !is_new_file;
  if (files && form.is_declared) return file_them(request, backend, std::move(form));
  if (files) form.errors.push_back({"declared", say("fees.not_declared")});
  const bool wants_copy = wish == "csv";
  const ApiReply checked =
      ask_api(request, backend, "POST", "/v1/checks", {},
              ApiBody{"text/csv", form.fees, "", wants_copy ? "text/csv" : ""});
  if (checked.is_good() && wants_copy) return checked.response;
  if (checked.is_good()) {
    form.checked = &checked;
  } else {
    add_errors(form.errors, checked);
  }
  return render_fees(request, form);
}

Response download_starting_file(const Request& request, Backend& backend) {
  const auto snapshot = backend.snapshots.current();
  if (!snapshot) return problem_reply(Problem::not_ready, "The catalogue is still being read.");
  Response response =
      reply(csv_type, starting_file(own_schools(*snapshot, request.caller), snapshot->today));
  response.with("Content-Disposition", "attachment; filename=\"next-years-fees.csv\"");
  return response.with("Cache-Control", "private, no-store");
}

}  // namespace assize::api
