// Checking a fee file without an account: the API's check, with its findings beside each line, and
// the file back with them written into it. Nothing is kept.
#include "api/http/message/json_writer.h"
#include "api/http/message/problem.h"
#include "api/pages/forms/fields.h"
#include "api/pages/forms/form.h"
#include "api/pages/public/public_pages.h"
#include "api/pages/site/ask.h"
#include "api/pages/site/findings.h"
#include "api/pages/site/json_view.h"
#include "api/pages/site/page.h"

namespace assize::api {
namespace {

using pricing::JsonValue;

Response render_check(const Request& request, const std::vector<FormError>& errors,
                      const ApiReply* checked, const std::string& file_name) {
  JsonWriter json;
  json.begin_object();
  write_errors(json, errors);
  json.key("form").begin_object();
  Field file{"file", english().say("check.file")};
  file.hint = english().say("check.file_hint");
  file.error = error_of(errors, "file");
  file.accept = ".csv,text/csv";
  write_field(json, file);
  json.end_object();
  if (checked != nullptr) {
    json.key("checked").begin_object().member("file_name", file_name);
    write_findings(json, checked->json);
    json.end_object();
  }
  json.end_object();
  Page page{"public/check_fees", english().say("check.title"), json.take()};
  page.has_errors = !errors.empty();
  page.status = errors.empty() ? 200 : 422;
  Response response = render_page(request, page);
  std::erase_if(response.headers, [](const auto& each) { return each.first == "Cache-Control"; });
  return response.with("Cache-Control", "no-store");
}

}  // namespace

Response show_check_fees(const Request& request, Backend&) {
  return render_check(request, {}, nullptr, "");
}

Response check_fees_of_form(const Request& request, Backend& backend) {
  const Result<Form> form = parse_form(request);
  if (!form.ok()) return problem_reply(Problem::bad_request, form.faults().front().message);
  const FormFile* file = form->file("file");
  if (file == nullptr || file->content.empty()) {
    return render_check(request, {{"file", english().say("check.no_file")}}, nullptr, "");
  }
  const bool wants_file = form->value("output") == "csv";
  const ApiReply checked =
      ask_api(request, backend, "POST", "/v1/checks", {},
              ApiBody{"text/csv", file->content, "", wants_file ? "text/csv" : ""});
  if (checked.is_good() && wants_file) return checked.response;
  if (!checked.is_good()) {
    std::vector<FormError> errors;
    for (const JsonValue& fault : elements(checked.json, "faults")) {
      errors.push_back({"file", member_text(fault, "message")});
    }
    if (errors.empty()) errors.push_back({"file", member_text(checked.json, "detail")});
    return render_check(request, errors, nullptr, "");
  }
  return render_check(request, {}, &checked, file->file_name);
}

}  // namespace assize::api
