// The queue: open cases by pounds at stake, by age or by deadline, and one step in many at once.
#include <algorithm>
#include <array>
#include <set>

#include "api/http/message/problem.h"
#include "api/pages/forms/form.h"
#include "api/pages/public/public_choices.h"
#include "api/pages/regulator/office.h"
#include "api/pages/regulator/regulator_pages.h"
#include "api/pages/site/json_view.h"
#include "api/pages/site/page.h"
#include "api/pages/template/filters.h"
#include "api/routes/page_address.h"

namespace assize::api {
namespace {

using pricing::JsonValue;

// What the API's list takes, as the page's address writes it.
constexpr std::array<std::string_view, 10> filters{
    "sort", "status", "kind", "state", "rule", "group", "owner", "escalated", "urn", "filing"};

std::string say(std::string_view key) { return english().say(key); }

std::string value_in(const Query& query, std::string_view name) {
  for (const auto& [each, value] : query) {
    if (each == name) return value;
  }
  return "";
}

// The filters that hold something, from an address or from a form that carries them along.
Query filters_in(const Query& query) {
  Query kept;
  for (const std::string_view name : filters) {
    if (const std::string value = value_in(query, name); !value.empty()) {
      kept.emplace_back(name, value);
    }
  }
  return kept;
}

// What was sent with the form for many, as it is shown again.
struct Sent {
  std::string action = "take", which = "ticked", words;
  std::set<std::string, std::less<>> ticked;
  std::vector<FormError> errors;
  int status = 200;
};

void write_filters(JsonWriter& json, const Query& query, const std::vector<FormError>& errors) {
  const auto field = [&](std::string_view name) {
    Field made;
    made.name = name;
    made.label = say("queue." + std::string(name));
    made.value = value_in(query, name);
    made.error = error_of(errors, name);
    return made;
  };
  json.key("form").begin_object();
  write_choice(json, field("sort"), choices_of_texts("", "queue_sort", {"stake", "age", "due"}));
  write_choice(json, field("kind"),
               choices_of_texts("queue.any", "case_kind", {"prior_approval", "review", "market"}));
  write_choice(
      json, field("state"),
      choices_of_texts("queue.any", "case_state",
                       {"open", "objected", "responded", "decided", "appealed", "closed"}));
  write_choice(json, field("status"),
               choices_of_texts("", "queue_status", {"live", "over", "all"}));
  write_choice(json, field("owner"), choices_of_texts("queue.any", "queue_owner", {"me", "none"}));
  Field rule = field("rule");
  rule.hint = say("queue.rule_hint");
  rule.width = "10";
  write_field(json, rule);
  Field group = field("group");
  group.width = "20";
  write_field(json, group);
  write_choice(json, field("escalated"),
               {{"", say("queue.any")}, {"true", say("queue.escalated_only")}});
  json.end_object();
}

void write_cases(JsonWriter& json, const Request& request, const JsonValue& found,
                 const Sent& sent) {
  json.key("cases").begin_array();
  for (const JsonValue& each : elements(found, "cases")) {
    const std::string id = member_text(each, "id");
    json.begin_object();
    write_members_of(json, each);
    json.member("owner_name", account_name(request, member_text(each, "owner")));
    json.key("is_late").boolean(member_text(each, "escalation") != "0");
    json.key("is_ticked").boolean(sent.ticked.contains(id)).end_object();
  }
  json.end_array();
}

Choices actions(const Request& request) {
  std::vector<std::string_view> codes{"take", "give_back", "note", "objection"};
  if (may_decide(request)) codes.insert(codes.end(), {"approved", "refused"});
  Choices choices;
  for (const std::string_view code : codes) {
    choices.emplace_back(code, say("queue_action." + std::string(code)));
  }
  return choices;
}

void write_form_for_many(JsonWriter& json, const Request& request, const Query& query,
                         const Sent& sent) {
  json.key("many").begin_object().member("key", new_form_key());
  json.key("filters").begin_array();
  for (const auto& [name, value] : query) {
    json.begin_object().member("name", name).member("value", value).end_object();
  }
  json.end_array();
  write_choice(json, {"which", say("queue.which"), sent.which},
               choices_of_texts("", "queue_which", {"ticked", "all"}));
  Field action{"action", say("queue.action"), sent.action};
  action.error = error_of(sent.errors, "action");
  write_choice(json, action, actions(request));
  Field words{"words", say("queue.words"), sent.words, say("queue.words_hint")};
  words.error = error_of(sent.errors, "words");
  write_field(json, words);
  json.end_object();
}

void write_pages(JsonWriter& json, const Query& query, const std::string& after,
                 const std::string& next) {
  if (after.empty() && next.empty()) return;
  json.key("pages").begin_object();
  if (!after.empty()) {
    json.key("previous").begin_object().member("href", page_address("/queue", query, ""));
    json.member("label", say("find.first_page")).end_object();
  }
  if (!next.empty()) {
    Query onward = query;
    onward.emplace_back("after", next);
    json.key("next").begin_object().member("href", page_address("/queue", onward, ""));
    json.end_object();
  }
  json.end_object();
}

void write_done(JsonWriter& json, const Query& query) {
  const std::string done = value_in(query, "done");
  const std::string count = value_in(query, "count");
  if (!english().find("queue_done." + done) || !is_whole_text(count)) return;
  json.key("notification").begin_object().key("is_success").boolean(true);
  json.member("text", say("queue_done." + done) + " " +
                          filtered("plural", "case,cases", count, english()) + ".");
  json.end_object();
}

Response render_queue(const Request& request, Backend& backend, const Query& query,
                      const Sent& sent) {
  const Query kept = filters_in(query);
  const std::string after = value_in(query, "after");
  Query asked = kept;
  for (auto& [name, value] : asked) {
    if (name == "owner" && value == "me") value = request.caller.account_id;
  }
  if (!after.empty()) asked.emplace_back("after", after);
  const ApiReply found = ask_api(request, backend, "/v1/cases", asked);
  if (!found.is_good() && found.status() != 400) return found.response;
  std::vector<FormError> errors = sent.errors;
  for (const JsonValue& fault : elements(found.json, "faults")) {
    errors.push_back({member_text(fault, "place"), member_text(fault, "message")});
  }
  JsonWriter json;
  json.begin_object();
  write_errors(json, errors);
  write_done(json, query);
  write_filters(json, kept, errors);
  json.member("group", value_in(kept, "group"));
  json.key("is_at_work").boolean(is_at_work(request));
  if (found.is_good()) {
    json.key("found").begin_object().key("matching");
    json.whole(std::stoull(member_text(found.json, "matching")));
    json.member("stake", member_text(found.json, "stake"));
    write_cases(json, request, found.json, sent);
    json.end_object();
    write_form_for_many(json, request, kept, sent);
    write_pages(json, kept, after, member_text(found.json, "next"));
  }
  json.end_object();
  Page page{"regulator/queue", say("queue.title"), json.take()};
  page.has_errors = !errors.empty();
  page.status = found.is_good() ? sent.status : 400;
  return render_page(request, page);
}

// Those that are ticked, or all that the page showed, which the form names beside each tick.
std::vector<std::string> cases_meant(const Form& form, const Sent& sent) {
  std::vector<std::string> cases;
  const std::string_view wanted = sent.which == "all" ? "shown" : "case";
  for (const auto& [name, value] : form.fields) {
    if (name == wanted) cases.push_back(value);
  }
  return cases;
}

std::string step_json(const Request& request, const Sent& sent,
                      const std::vector<std::string>& cases) {
  JsonWriter json;
  json.begin_object().key("cases").begin_array();
  for (const std::string& id : cases) json.string(id);
  json.end_array();
  if (sent.action == "take" || sent.action == "give_back") {
    json.member("step", "assigned");
    json.member("owner", sent.action == "take" ? request.caller.account_id : "");
  } else if (sent.action == "approved" || sent.action == "refused") {
    json.member("step", "decision").member("disposition", sent.action);
  } else {
    json.member("step", sent.action);
  }
  return json.member("words", sent.words).end_object().take();
}

}  // namespace

Response show_queue(const Request& request, Backend& backend) {
  return render_queue(request, backend, request.query, {});
}

Response take_queue_step(const Request& request, Backend& backend) {
  const Result<Form> form = parse_form(request);
  if (!form.ok()) return problem_reply(Problem::bad_request, form.faults().front().message);
  Sent sent;
  sent.action = form->value("action");
  sent.which = form->value("which");
  sent.words = form->value("words");
  for (const auto& [name, value] : form->fields) {
    if (name == "case") sent.ticked.insert(value);
  }
  const Choices known = actions(request);
  const bool is_known = std::any_of(known.begin(), known.end(), [&sent](const auto& choice) {
    return choice.first == sent.action;
  });
  const std::vector<std::string> cases = cases_meant(*form, sent);
  if (!is_known) sent.errors.push_back({"action", say("queue.no_action")});
  if (cases.empty()) sent.errors.push_back({"which", say("queue.no_cases")});
  if (sent.errors.empty()) {
    const ApiReply reply =
        ask_api(request, backend, "POST", "/v1/cases/steps", {},
                ApiBody{"application/json", step_json(request, sent, cases), form->value("key")});
    if (reply.is_good()) {
      Query onward = filters_in(form->fields);
      onward.emplace_back("done", sent.action);
      onward.emplace_back("count", std::to_string(elements(reply.json, "cases").size()));
      return see_other(page_address("/queue", onward, ""));
    }
    sent.errors = errors_of_reply(reply, {{"words", "words"}, {"cases", "which"}});
    sent.status = status_of_reply(reply);
  } else {
    sent.status = 422;
  }
  return render_queue(request, backend, form->fields, sent);
}

}  // namespace assize::api
