#include "registry/places/places.h"

#include <charconv>

namespace assize::registry {
namespace {

constexpr int oldest = 25;
constexpr int vacancies_limit = 9999;

enum PlacesColumn : std::size_t { urn, need, provision, age_from, age_to, vacancies, stated };

Result<int> parse_whole(std::string_view text, int most, const std::string& fault) {
  int number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_whole = problem == std::errc() && end == text.data() + text.size() &&
                        !text.starts_with('-') && number <= most;
  if (!is_whole) return Fault{"", fault};
  return number;
}

Result<int> parse_age(std::string_view text) {
  return parse_whole(text, oldest, "write a whole number of years, 0 to 25");
}

Result<int> parse_vacancies(std::string_view text) {
  return parse_whole(text, vacancies_limit,
                     "write how many places are free, a whole number from 0 to 9999");
}

Result<pricing::Need> parse_one_need(std::string_view text) {
  auto parsed = pricing::parse_need(text);
  if (parsed && *parsed == pricing::Need::any) {
    return Fault{"", "state the places for each need by its census code: write a row for each"};
  }
  return parsed;
}

Result<pricing::Provision> parse_one_provision(std::string_view text) {
  auto parsed = pricing::parse_provision(text);
  if (parsed && *parsed == pricing::Provision::any) {
    return Fault{"", "state the places of each provision: day, weekly, termly or full_year"};
  }
  return parsed;
}

}  // namespace

std::optional<SchoolVacancy> parse_places(const FormRow& row, pricing::Date today,
                                          FormFaults& faults) {
  const FormFields::Hides hides;
  FormFields fields(row, places_form, faults, hides);
  const auto school = fields.required<pricing::Urn>(urn, pricing::Urn::parse);
  Vacancy vacancy;
  vacancy.need = fields.required<pricing::Need>(need, parse_one_need).value_or(pricing::Need::any);
  vacancy.provision = fields.required<pricing::Provision>(provision, parse_one_provision)
                          .value_or(pricing::Provision::any);
  const auto from = fields.required<int>(age_from, parse_age);
  const auto to = fields.required<int>(age_to, parse_age);
  if (from && to && *to < *from) fields.say(age_to, "this is below age_from: correct one of them");
  vacancy.vacancies = fields.required<int>(vacancies, parse_vacancies).value_or(0);
  vacancy.stated = fields.optional<pricing::Date>(stated, pricing::Date::parse).value_or(today);
  if (vacancy.stated > today) {
    fields.say(stated, "this day is after today, " + today.text() +
                           ": write the day on which the "
                           "places were counted, or leave it blank for today");
  }
  if (!fields.is_good()) return std::nullopt;
  vacancy.age_from = *from;
  vacancy.age_to = *to;
  return SchoolVacancy{*school, vacancy};
}

}  // namespace assize::registry
