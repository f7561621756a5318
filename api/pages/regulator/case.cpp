// A case on one page: the findings with their working, prices, councils' answers, the group's other
// cases, documents, history, and the forms of the steps that may follow.
#include <array>

#include "api/http/message/percent_encoding.h"
#include "api/http/message/problem.h"
#include "api/pages/public/public_choices.h"
#include "api/pages/regulator/case_view.h"
#include "api/pages/regulator/office.h"
#include "api/pages/regulator/regulator_pages.h"
#include "api/pages/site/json_view.h"
#include "api/pages/site/page.h"
#include "api/routes/page_address.h"
#include "registry/cases/case_machine.h"

namespace assize::api {
namespace {

using pricing::JsonValue;
using registry::CaseStepKind;
using registry::Disposition;

// A held line's members that a decision may lower, in the order of their columns.
constexpr std::array<std::string_view, 6> modifiable{"unit_price", "education", "boarding",
                                                     "care",       "health",    "effective_from"};

std::string say(std::string_view key) { return english().say(key); }

// A form as it was sent, shown again with what is wrong.
struct Sent {
  Form form;
  std::string step;
  std::vector<FormError> errors;
  int status = 200;

  // What was typed into a field of the form of that step.
  std::string typed(std::string_view step_of_form, std::string_view field) const {
    return step == step_of_form ? form.value(field) : "";
  }
};

std::string case_path(const Request& request) {
  return "/v1/cases/" + percent_encoded(request.path_value("id"));
}

std::string page_of_case(const Request& request) {
  return "/queue/" + percent_encoded(request.path_value("id"));
}

registry::CaseStanding standing_of(const JsonValue& about) {
  registry::CaseStanding standing;
  const auto kind = registry::parse_case_kind(member_text(about, "kind"));
  const auto state = registry::parse_case_state(member_text(about, "state"));
  if (kind.ok()) standing.kind = *kind;
  if (state.ok()) standing.state = *state;
  const auto disposition = registry::parse_disposition(member_text(about, "disposition"));
  if (disposition.ok()) standing.disposition = *disposition;
  return standing;
}

// Whether the one who looks has had a part that keeps them from deciding.
bool has_had_a_say(const Request& request, const JsonValue& about) {
  const std::string& account = request.caller.account_id;
  if (member_text(about, "opened_by") == account) return true;
  for (const JsonValue& step : elements(about, "steps")) {
    const std::string kind = member_text(step, "step");
    if (member_text(step, "by") == account && (kind == "objection" || kind == "decision")) {
      return true;
    }
  }
  return false;
}

Field words_field(const Sent& sent, std::string_view step, std::string_view name,
                  std::string_view hint) {
  Field field{name, say("case." + std::string(name)), sent.typed(step, name)};
  if (!hint.empty()) field.hint = say(hint);
  field.error = error_of(sent.errors, name);
  return field;
}

std::string field_of_line(std::string_view line_number, std::string_view member) {
  return "line-" + std::string(line_number) + "-" + std::string(member);
}

void write_modifiable_lines(JsonWriter& json, const JsonValue& about, const Sent& sent,
                            std::string_view step) {
  json.key("modifiable").begin_array();
  for (const JsonValue& line : elements(about, "lines")) {
    if (member_text(line, "held") != "true") continue;
    const std::string number = member_text(line, "line_number");
    json.begin_object().member("line", member_text(line, "line"));
    const std::string refuse = field_of_line(number, "refuse");
    json.member("refuse", refuse);
    json.key("is_refused").boolean(!sent.typed(step, refuse).empty());
    json.key("cells").begin_array();
    for (const std::string_view member : modifiable) {
      const std::string name = field_of_line(number, member);
      json.begin_object().member("id", name);
      json.member("label", say("case_line." + std::string(member)));
      json.member("value", sent.step == step ? sent.form.value(name) : member_text(line, member));
      json.end_object();
    }
    json.end_array().end_object();
  }
  json.end_array();
}

void write_decision(JsonWriter& json, const JsonValue& about, const Sent& sent, CaseStepKind step) {
  const registry::CaseStanding standing = standing_of(about);
  const std::string code(registry::code(step));
  Choices choices;
  bool may_modify = false;
  for (const Disposition each :
       {Disposition::approved, Disposition::approved_as_modified, Disposition::refused}) {
    if (!after_step(standing, step, each)) continue;
    const std::string name(registry::code(each));
    choices.emplace_back(name, say("case_disposition." + name));
    may_modify = may_modify || each == Disposition::approved_as_modified;
  }
  json.key("decision").begin_object().member("step", code);
  json.key("is_appeal").boolean(step == CaseStepKind::appeal_decision);
  Field disposition{"disposition", say("case.disposition"), sent.typed(code, "disposition")};
  disposition.error = error_of(sent.errors, "disposition");
  write_choice(json, disposition, choices);
  write_field(json, words_field(sent, code, "decision_words", "case.decision_words_hint"));
  json.key("may_modify").boolean(may_modify);
  json.key("is_open").boolean(sent.typed(code, "disposition") == "approved_as_modified");
  if (may_modify) write_modifiable_lines(json, about, sent, code);
  json.end_object();
}

// The forms of what may follow, for the one who looks.
void write_forms(JsonWriter& json, const Request& request, const JsonValue& about,
                 const Sent& sent) {
  const registry::CaseStanding standing = standing_of(about);
  json.key("forms").begin_object().member("key", new_form_key());
  if (is_at_work(request)) {
    if (after_step(standing, CaseStepKind::assigned)) {
      const bool is_mine = member_text(about, "owner") == request.caller.account_id;
      json.key("assign").begin_object().member("owner", is_mine ? "" : request.caller.account_id);
      json.member("text", say(is_mine ? "case.give_back" : "case.take")).end_object();
    }
    if (after_step(standing, CaseStepKind::objection)) {
      json.key("objection").begin_object();
      write_field(json,
                  words_field(sent, "objection", "objection_words", "case.objection_words_hint"));
      Field days = words_field(sent, "objection", "working_days", "case.working_days_hint");
      days.width = "3";
      days.inputmode = "numeric";
      if (sent.step != "objection") days.value = "10";
      write_field(json, days);
      json.end_object();
    }
    const bool has_say = has_had_a_say(request, about);
    const CaseStepKind step = standing.state == registry::CaseState::appealed
                                  ? CaseStepKind::appeal_decision
                                  : CaseStepKind::decision;
    const bool can_follow = after_step(standing, step, Disposition::approved).has_value();
    if (can_follow && may_decide(request) && !has_say) write_decision(json, about, sent, step);
    if (can_follow && (!may_decide(request) || has_say)) {
      json.member("another_decides", say(has_say ? "case.had_a_say" : "case.approver_decides"));
    }
    json.key("note").begin_object();
    write_field(json, words_field(sent, "note", "note_words", "case.note_words_hint"));
    json.end_object();
    if (after_step(standing, CaseStepKind::document)) {
      json.key("document").begin_object();
      Field file = words_field(sent, "document", "file", "case.file_hint");
      file.accept = ".pdf,.csv,.xlsx";
      file.value.clear();
      write_field(json, file);
      json.key("is_internal").boolean(!sent.typed("document", "internal").empty());
      json.end_object();
    }
  }
  json.end_object();
}

void write_steps(JsonWriter& json, const Request& request, const JsonValue& about) {
  json.key("steps").begin_array();
  const JsonValue::Array& steps = elements(about, "steps");
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    json.begin_object();
    for (const char* key : {"step", "at", "words", "disposition", "due", "number"}) {
      json.member(key, member_text(*step, key));
    }
    json.key("is_internal").boolean(member_text(*step, "internal") == "true");
    json.member("by_name", account_name(request, member_text(*step, "by"))).end_object();
  }
  json.end_array();
}

void write_done(JsonWriter& json, const Request& request) {
  for (const auto& [name, value] : request.query) {
    if (name != "done" || !english().find("case_done." + value)) continue;
    json.key("notification").begin_object().key("is_success").boolean(true);
    json.member("text", say("case_done." + value)).end_object();
    return;
  }
}

Response render_case(const Request& request, Backend& backend, const Sent& sent) {
  const ApiReply found = ask_api(request, backend, case_path(request));
  if (!found.is_good()) return found.response;
  const JsonValue& about = found.json;
  JsonWriter json;
  json.begin_object();
  write_errors(json, sent.errors);
  write_done(json, request);
  json.key("back").begin_object().member("href", "/queue").member("text", say("case.back"));
  json.end_object();
  json.key("case").raw(found.response.body_text());
  json.member("owner_name", account_name(request, member_text(about, "owner")));
  json.key("is_late").boolean(member_text(about, "escalation") != "0");
  write_prices_of_case(json, request, backend, about);
  write_councils_of_case(json, request, backend, about);
  write_group_of_case(json, request, backend, about);
  write_steps(json, request, about);
  json.key("is_at_work").boolean(is_at_work(request));
  write_forms(json, request, about, sent);
  json.end_object();
  const JsonValue* school = about.find("school");
  std::string name = school == nullptr ? "" : member_text(*school, "name");
  if (name.empty() && school != nullptr) name = member_text(*school, "urn");
  Page page{"regulator/case", say("case.title") + " " + name, json.take()};
  page.has_errors = !sent.errors.empty();
  page.status = sent.status;
  return render_page(request, page);
}

// What a decision changes: lines whose members were written otherwise than filed, and lines
// refused.
void write_modified(JsonWriter& json, const Form& form, const JsonValue& about) {
  std::vector<std::string> refused;
  json.key("lines").begin_array();
  for (const JsonValue& line : elements(about, "lines")) {
    if (member_text(line, "held") != "true") continue;
    const std::string number = member_text(line, "line_number");
    if (!form.value(field_of_line(number, "refuse")).empty()) {
      refused.push_back(member_text(line, "line"));
      continue;
    }
    bool is_changed = false;
    for (const std::string_view member : modifiable) {
      const std::string typed = form.value(field_of_line(number, member));
      if (typed.empty() || typed == member_text(line, member)) continue;
      if (!is_changed) json.begin_object().member("line", member_text(line, "line"));
      is_changed = true;
      json.member(member, typed);
    }
    if (is_changed) json.end_object();
  }
  json.end_array().key("refused_lines").begin_array();
  for (const std::string& line : refused) json.string(line);
  json.end_array();
}

std::string step_json(const Form& form, const std::string& step, const JsonValue& about) {
  JsonWriter json;
  json.begin_object().member("step", step);
  const std::string version = form.value("version");
  if (is_whole_text(version)) json.key("version").raw(version);
  if (step == "assigned") {
    json.member("owner", form.value("owner"));
  } else if (step == "objection") {
    json.member("words", form.value("objection_words"));
    const std::string days = form.value("working_days");
    // What is no number is sent as it is, so that the API says what is wrong with it.
    if (!days.empty()) {
      json.key("working_days");
      is_whole_text(days) ? json.raw(days) : json.string(days);
    }
  } else if (step == "note") {
    json.member("words", form.value("note_words"));
  } else {
    json.member("words", form.value("decision_words"));
    const std::string disposition = form.value("disposition");
    if (!disposition.empty()) json.member("disposition", disposition);
    if (disposition == "approved_as_modified") write_modified(json, form, about);
  }
  return json.end_object().take();
}

bool is_step_of_page(std::string_view step) {
  return step == "assigned" || step == "objection" || step == "note" || step == "decision" ||
         step == "appeal_decision";
}

std::string_view words_of_step(std::string_view step) {
  return step == "objection" ? "objection_words" : step == "note" ? "note_words" : "decision_words";
}

}  // namespace

Response show_case_page(const Request& request, Backend& backend) {
  return render_case(request, backend, {});
}

Response take_case_page_step(const Request& request, Backend& backend) {
  Result<Form> form = parse_form(request);
  if (!form.ok()) return problem_reply(Problem::bad_request, form.faults().front().message);
  Sent sent;
  sent.form = std::move(form).value();
  sent.step = sent.form.value("step");
  if (!is_step_of_page(sent.step)) {
    return problem_reply(Problem::bad_request, "The form does not say which step to take.");
  }
  const ApiReply about = ask_api(request, backend, case_path(request));
  if (!about.is_good()) return about.response;
  const ApiReply reply =
      ask_api(request, backend, "POST", case_path(request) + "/steps", {},
              ApiBody{"application/json", step_json(sent.form, sent.step, about.json),
                      sent.form.value("key")});
  if (reply.is_good()) {
    return see_other(page_address(page_of_case(request), {{"done", sent.step}}, ""));
  }
  sent.errors = errors_of_reply(reply, {{"words", words_of_step(sent.step)},
                                        {"working_days", "working_days"},
                                        {"disposition", "disposition"}});
  sent.status = status_of_reply(reply);
  return render_case(request, backend, sent);
}

Response hand_in_case_page_document(const Request& request, Backend& backend) {
  Result<Form> form = parse_form(request);
  if (!form.ok()) return problem_reply(Problem::bad_request, form.faults().front().message);
  Sent sent;
  sent.form = std::move(form).value();
  sent.step = "document";
  const FormFile* file = sent.form.file("file");
  if (file == nullptr || file->content.empty()) {
    sent.errors.push_back({"file", say("case.no_file")});
    sent.status = 422;
    return render_case(request, backend, sent);
  }
  const Query query{{"name", file->file_name},
                    {"internal", sent.form.value("internal").empty() ? "false" : "true"}};
  const ApiReply reply =
      ask_api(request, backend, "POST", case_path(request) + "/documents", query,
              ApiBody{"application/octet-stream", file->content, sent.form.value("key")});
  if (reply.is_good()) {
    return see_other(page_address(page_of_case(request), {{"done", "document"}}, ""));
  }
  sent.errors = errors_of_reply(reply, {{"name", "file"}, {"document", "file"}, {"file", "file"}});
  sent.status = status_of_reply(reply);
  return render_case(request, backend, sent);
}

}  // namespace assize::api
