// A provider's home: what is due, its schools, and what it filed last.
#include "api/http/message/percent_encoding.h"
#include "api/http/message/problem.h"
#include "api/pages/provider/own_schools.h"
#include "api/pages/provider/provider_pages.h"
#include "api/pages/site/ask.h"
#include "api/pages/site/json_view.h"
#include "api/pages/site/page.h"
#include "api/pages/template/filters.h"

namespace assize::api {
namespace {

using pricing::JsonValue;

constexpr std::int32_t fees_end_soon_days = 270;  // next year's fees are filed long before
constexpr std::int32_t return_due_soon_days = 180;
constexpr std::size_t filings_at_home = 5;

std::string say(std::string_view key) { return english().say(key); }

void write_due(JsonWriter& json, std::string_view href, const std::string& text,
               const std::string& about, bool is_late) {
  json.begin_object().member("href", href).member("text", text).member("about", about);
  json.key("is_late").boolean(is_late).end_object();
}

bool has_stale_places(const registry::CatalogueSchool& school, pricing::Date today) {
  for (const registry::Vacancy& vacancy : school.vacancies) {
    if (vacancy.is_stale(today)) return true;
  }
  return school.vacancies.empty();
}

// The day that the first of a school's latest fees end on.
std::optional<pricing::Date> fees_end(const registry::CatalogueSchool& school,
                                      pricing::Date today) {
  std::optional<pricing::Date> end;
  for (const registry::CatalogueFee* fee : latest_fees(school, today)) {
    // A later filing of the same line may have followed it already.
    pricing::Date last = fee->effective_to;
    for (const registry::CatalogueFee& each : school.fees) {
      if (each.line == fee->line) last = std::max(last, each.effective_to);
    }
    if (!end || last < *end) end = last;
  }
  return end;
}

void write_school_work(JsonWriter& json,
                       const std::vector<const registry::CatalogueSchool*>& schools,
                       pricing::Date today) {
  std::uint64_t ended = 0, ending = 0, without = 0, stale = 0;
  for (const registry::CatalogueSchool* school : schools) {
    const auto end = fees_end(*school, today);
    if (!end) {
      ++without;
    } else if (*end < today) {
      ++ended;
    } else if (*end - today <= fees_end_soon_days) {
      ++ending;
    }
    if (has_stale_places(*school, today)) ++stale;
  }
  const auto schools_text = [](std::uint64_t count, std::string_view key) {
    return std::to_string(count) + (count == 1 ? " school" : " schools") + ": " + say(key);
  };
  const std::string file = say("provider.file_fees");
  const std::string_view fees = "/provider/fees";
  if (ended > 0) {
    write_due(json, fees, file, schools_text(ended, "provider.fees_ended"), true);
  }
  if (without > 0) {
    write_due(json, fees, file, schools_text(without, "provider.fees_none"), true);
  }
  if (ending > 0) {
    write_due(json, fees, file, schools_text(ending, "provider.fees_ending"), false);
  }
  if (stale > 0) {
    write_due(json, "/provider/places", say("provider.state_places"),
              schools_text(stale, "provider.places_stale"), true);
  }
}

void write_return_due(JsonWriter& json, const ApiReply& returns, pricing::Date today) {
  std::optional<pricing::Date> last;
  for (const JsonValue& held : elements(returns.json, "returns")) {
    const auto due = pricing::Date::parse(member_text(held, "due"));
    if (due.ok() && (!last || *due > *last)) last = *due;
  }
  if (!last) return;
  const pricing::Date due = pricing::years_before(*last, -1);
  if (due - today > return_due_soon_days) return;
  write_due(json, "", say("provider.file_return"),
            say("provider.return_due") + " " + date_text(due.text()), due < today);
}

// Filings with lines that wait for the regulator.
void write_held(JsonWriter& json, const ApiReply& filings) {
  for (const JsonValue& filing : elements(filings.json, "filings")) {
    if (member_text(filing, "status") != "held") continue;
    const JsonValue* lines = filing.find("lines");
    const std::string held = lines != nullptr ? member_text(*lines, "held") : "";
    const std::string address = "/provider/filings/" + percent_encoded(member_text(filing, "id"));
    write_due(json, address, say("provider.held"),
              say("provider.held_lines") + " " + held + ". " + say("filings.received") + " " +
                  date_text(member_text(filing, "filed")),
              false);
    return;  // the latest; the list has the others
  }
}

}  // namespace

Response show_provider_home(const Request& request, Backend& backend) {
  const auto snapshot = backend.snapshots.current();
  if (!snapshot) return problem_reply(Problem::not_ready, "The catalogue is still being read.");
  const ApiReply filings = ask_api(request, backend, "/v1/filings");
  if (!filings.is_good()) return filings.response;
  const std::string provider = request.caller.provider_id.value_or("");
  const ApiReply returns = ask_api(request, backend, "/v1/returns/" + percent_encoded(provider));
  const auto schools = own_schools(*snapshot, request.caller);

  JsonWriter json;
  json.begin_object().key("due").begin_array();
  write_school_work(json, schools, snapshot->today);
  write_return_due(json, returns, snapshot->today);
  write_held(json, filings);
  json.end_array().key("schools").begin_array();
  for (const registry::CatalogueSchool* school : schools) {
    json.begin_object().member("urn", school->urn.text()).member("name", school->name);
    json.key("fees").whole(latest_fees(*school, snapshot->today).size());
    const auto end = fees_end(*school, snapshot->today);
    json.member("until", end ? end->text() : "").end_object();
  }
  json.end_array().key("filings").begin_array();
  std::size_t shown = 0;
  for (const JsonValue& filing : elements(filings.json, "filings")) {
    if (++shown > filings_at_home) break;
    write_value(json, filing);
  }
  json.end_array().end_object();
  return render_page(request, {"provider/home", say("provider.title"), json.take()});
}

}  // namespace assize::api
