// Places and vacancies: every range that a provider's schools have stated, to be stated anew today,
// and a new one.
#include <charconv>

#include "api/http/message/problem.h"
#include "api/pages/forms/fields.h"
#include "api/pages/forms/form.h"
#include "api/pages/provider/own_schools.h"
#include "api/pages/provider/provider_pages.h"
#include "api/pages/public/public_choices.h"
#include "api/pages/site/ask.h"
#include "api/pages/site/json_view.h"
#include "api/pages/site/page.h"
#include "audit/tree/hash.h"
#include "pricing/text/csv.h"

namespace assize::api {
namespace {

using pricing::JsonValue;
using registry::CatalogueSchool;

constexpr std::string_view header = "urn,need,provision,age_from,age_to,vacancies\r\n";
constexpr std::size_t rows_limit = 2000;

std::string say(std::string_view key) { return english().say(key); }

// What the form sent: its own fields, and its errors.
struct PlacesForm {
  Form sent;
  std::vector<FormError> errors;
  bool is_stated = false;
  std::string key;
};

// "900001,ASD,day,5,11": which range a row is of.
std::string range_of(const CatalogueSchool& school, const registry::Vacancy& vacancy) {
  return school.urn.text() + "," + std::string(code(vacancy.need)) + "," +
         std::string(code(vacancy.provision)) + "," + std::to_string(vacancy.age_from) + "," +
         std::to_string(vacancy.age_to);
}

void write_rows(JsonWriter& json, const std::vector<const CatalogueSchool*>& schools,
                const PlacesForm& form, pricing::Date today) {
  std::size_t number = 0;
  json.key("schools").begin_array();
  for (const CatalogueSchool* school : schools) {
    if (school->vacancies.empty()) continue;
    json.begin_object().member("urn", school->urn.text()).member("name", school->name);
    json.key("rows").begin_array();
    for (const registry::Vacancy& vacancy : school->vacancies) {
      if (number == rows_limit) break;
      const std::string name = "vacancies-" + std::to_string(number);
      json.begin_object()
          .member("name", name)
          .member("range_name", "range-" + std::to_string(number));
      json.member("range", range_of(*school, vacancy)).member("need", code(vacancy.need));
      json.member("provision", code(vacancy.provision));
      json.key("age_from").integer(vacancy.age_from).key("age_to").integer(vacancy.age_to);
      json.member("stated", vacancy.stated.text()).key("stale").boolean(vacancy.is_stale(today));
      json.member("error", error_of(form.errors, name));
      const bool was_sent = !form.sent.fields.empty() && !form.is_stated;
      json.member("value", was_sent ? form.sent.value(name) : std::to_string(vacancy.vacancies));
      json.end_object();
      ++number;
    }
    json.end_array().end_object();
  }
  json.end_array();
}

void write_new_row(JsonWriter& json, const std::vector<const CatalogueSchool*>& schools,
                   const PlacesForm& form) {
  const auto field = [&](std::string_view name) {
    Field made;
    made.name = name;
    made.label = say("places." + std::string(name));
    made.value = form.is_stated ? "" : form.sent.value(name);
    made.error = error_of(form.errors, name);
    made.width = "4";
    made.inputmode = "numeric";
    return made;
  };
  Choices choices{{"", say("places.choose")}};
  for (const CatalogueSchool* school : schools) {
    choices.emplace_back(school->urn.text(), school->name);
  }
  json.key("form").begin_object();
  write_choice(json, field("urn"), choices);
  write_choice(json, field("need"), need_choices());
  write_choice(json, field("provision"), provision_choices());
  for (const char* name : {"age_from", "age_to", "vacancies"}) write_field(json, field(name));
  json.end_object();
}

Response render_places(const Request& request, Backend& backend, const PlacesForm& form) {
  const auto snapshot = backend.snapshots.current();
  if (!snapshot) return problem_reply(Problem::not_ready, "The catalogue is still being read.");
  const auto schools = own_schools(*snapshot, request.caller);
  JsonWriter json;
  json.begin_object();
  json.key("back").begin_object().member("href", "/provider");
  json.member("text", say("provider.title")).end_object();
  if (form.is_stated) {
    json.key("notification").begin_object().member("text", say("places.done"));
    json.key("is_success").boolean(true).end_object();
  }
  write_errors(json, form.errors);
  json.member("key", form.key);
  write_rows(json, schools, form, snapshot->today);
  write_new_row(json, schools, form);
  json.end_object();
  Page page{"provider/places", say("places.title"), json.take()};
  page.has_errors = !form.errors.empty();
  page.status = form.errors.empty() ? 200 : 422;
  return render_page(request, page);
}

std::string new_key() { return audit::sha256_hex(audit::random_bytes(16)); }

// The rows as a file of places, and beside each line of it the field that it came from.
struct PlacesFile {
  std::string text{header};
  std::vector<std::string> fields;
};

PlacesFile file_of(const Form& sent) {
  PlacesFile file;
  const auto add = [&file](const std::vector<std::string>& values, const std::string& field) {
    std::string row;
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i > 0) row += ',';
      pricing::append_csv_field(row, values[i]);
    }
    file.text += row + "\r\n";
    file.fields.push_back(field);
  };
  for (std::size_t number = 0; number < rows_limit; ++number) {
    const std::string range = sent.value("range-" + std::to_string(number));
    if (range.empty()) break;
    const std::string name = "vacancies-" + std::to_string(number);
    if (sent.value(name).empty()) continue;  // left as it stands
    std::vector<std::string> values;
    std::string_view left = range;
    for (;;) {
      const std::size_t comma = left.find(',');
      values.emplace_back(left.substr(0, comma));
      if (comma == std::string_view::npos) break;
      left.remove_prefix(comma + 1);
    }
    values.push_back(sent.value(name));
    add(values, name);
  }
  std::vector<std::string> values;
  bool is_begun = false;
  for (const char* name : {"urn", "need", "provision", "age_from", "age_to", "vacancies"}) {
    values.push_back(sent.value(name));
    is_begun = is_begun || !values.back().empty();
  }
  if (is_begun) add(values, "");
  return file;
}

// A message of the API as a sentence of its own.
std::string sentence(std::string message) {
  if (!message.empty() && message[0] >= 'a' && message[0] <= 'z') message[0] += 'A' - 'a';
  return message;
}

// A fault's place is "line 3, vacancies"; the header is the first line.
FormError error_at(const PlacesFile& file, const std::string& place, const std::string& message) {
  constexpr std::string_view line = "line ";
  std::size_t number = 0;
  if (place.starts_with(line)) {
    std::from_chars(place.data() + line.size(), place.data() + place.size(), number);
  }
  if (number < 2 || number - 2 >= file.fields.size()) return {"", message};
  const std::string& field = file.fields[number - 2];
  if (!field.empty()) return {field, message};
  const std::size_t comma = place.find(", ");
  return {comma == std::string::npos ? "urn" : place.substr(comma + 2), message};
}

}  // namespace

Response show_provider_places(const Request& request, Backend& backend) {
  PlacesForm form;
  form.key = new_key();
  return render_places(request, backend, form);
}

Response state_places_of_form(const Request& request, Backend& backend) {
  Result<Form> sent = parse_form(request);
  if (!sent.ok()) return problem_reply(Problem::bad_request, sent.faults().front().message);
  PlacesForm form;
  form.sent = std::move(sent).value();
  form.key = form.sent.value("key").empty() ? new_key() : form.sent.value("key");
  const PlacesFile file = file_of(form.sent);
  if (file.fields.empty()) {
    form.errors.push_back({"urn", say("places.nothing")});
    return render_places(request, backend, form);
  }
  const ApiReply stated =
      ask_api(request, backend, "POST", "/v1/places", {}, ApiBody{"text/csv", file.text, form.key});
  if (stated.status() < 500) form.key = new_key();
  if (!stated.is_good()) {
    for (const JsonValue& fault : elements(stated.json, "faults")) {
      form.errors.push_back(
          error_at(file, member_text(fault, "place"), sentence(member_text(fault, "message"))));
    }
    if (form.errors.empty()) form.errors.push_back({"", member_text(stated.json, "detail")});
    return render_places(request, backend, form);
  }
  backend.snapshots.refresh();  // so that the page shows what was just stated
  form.is_stated = true;
  return render_places(request, backend, form);
}

}  // namespace assize::api
