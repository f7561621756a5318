// The rate bands of an edition, now and before.
#include <algorithm>

#include "api/http/message/percent_encoding.h"
#include "api/http/message/problem.h"
#include "api/pages/forms/fields.h"
#include "api/pages/public/public_choices.h"
#include "api/pages/public/public_pages.h"
#include "api/pages/site/ask.h"
#include "api/pages/site/json_view.h"
#include "api/pages/site/page.h"

namespace assize::api {
namespace {

using pricing::JsonValue;

// Whether the band covers what is asked for; one without a member covers any.
bool covers(const JsonValue& band, std::string_view key, const std::string& wanted) {
  const std::string has = member_text(band, key);
  return wanted.empty() || has.empty() || has == wanted;
}

void write_band(JsonWriter& json, const JsonValue& band) {
  json.begin_object();
  write_members_of(json, band);
  // The last day, for people: an edition gives the first day after.
  const std::string to = member_text(band, "to");
  const Result<pricing::Date> after = pricing::Date::parse(to);
  json.member("last_day", after.ok() ? after->plus_days(-1).text() : "");
  json.end_object();
}

struct Wish {
  std::string need, provision;
  pricing::Date today;
};

void write_bands(JsonWriter& json, const JsonValue& book, const Wish& wish) {
  std::vector<const JsonValue*> now, before, after;
  for (const JsonValue& band : elements(book, "bands")) {
    if (!covers(band, "need", wish.need) || !covers(band, "provision", wish.provision)) continue;
    const Result<pricing::Date> from = pricing::Date::parse(member_text(band, "from"));
    const Result<pricing::Date> to = pricing::Date::parse(member_text(band, "to"));
    if (to.ok() && *to <= wish.today) {
      before.push_back(&band);
    } else if (from.ok() && *from > wish.today) {
      after.push_back(&band);
    } else {
      now.push_back(&band);
    }
  }
  std::stable_sort(before.begin(), before.end(), [](const JsonValue* a, const JsonValue* b) {
    return member_text(*a, "from") > member_text(*b, "from");
  });
  json.key("periods").begin_array();
  for (const auto& [key, bands] :
       {std::pair{"bands.now", &now}, {"bands.after", &after}, {"bands.before", &before}}) {
    if (bands->empty()) continue;
    json.begin_object().member("caption", english().say(key)).key("bands").begin_array();
    for (const JsonValue* band : *bands) write_band(json, *band);
    json.end_array().end_object();
  }
  json.end_array();
}

}  // namespace

Response show_bands(const Request& request, Backend& backend) {
  QueryReader query(request.query);
  Wish wish;
  wish.need = query.text("need").value_or("ASD");
  wish.provision = query.text("provision").value_or("day");
  std::string edition = query.text("edition").value_or("");
  if (const Faults faults = query.faults(); !faults.empty()) {
    return problem_reply(Problem::bad_parameters, faults.front().message, faults);
  }
  const auto snapshot = backend.snapshots.current();
  if (!snapshot) return problem_reply(Problem::not_ready, "The catalogue is still being read.");
  wish.today = snapshot->today;

  const ApiReply editions = ask_api(request, backend, "/v1/rule-books");
  if (!editions.is_good()) return editions.response;
  Choices choices;
  for (const JsonValue& each : elements(editions.json, "rule_books")) {
    choices.emplace_back(member_text(each, "edition"), member_text(each, "edition"));
  }
  if (edition.empty() && !choices.empty()) edition = choices.back().first;
  JsonWriter json;
  json.begin_object();
  if (!edition.empty()) {
    const ApiReply book = ask_api(request, backend, "/v1/rule-books/" + percent_encoded(edition));
    if (!book.is_good()) return book.response;
    json.key("book").begin_object();
    for (const char* key : {"edition", "title", "status", "published"}) {
      json.member(key, member_text(book.json, key));
    }
    json.end_object();
    write_bands(json, book.json, wish);
  }
  json.key("form").begin_object();
  write_choice(json, {"need", english().say("find.need"), wish.need}, need_choices());
  write_choice(json, {"provision", english().say("find.provision"), wish.provision},
               provision_choices());
  write_choice(json, {"edition", english().say("bands.edition"), edition}, choices);
  json.end_object().end_object();
  return render_page(request, {"public/bands", english().say("bands.title"), json.take()});
}

}  // namespace assize::api
