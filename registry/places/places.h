// Vacancies as providers state them, by need, provision and age, each with its day, and the form in
// which they are stated. A statement goes stale; nought is a statement too. Values only;
// thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include "pricing/exact/codes.h"
#include "pricing/exact/date.h"
#include "registry/forms/form.h"

namespace assize::registry {

// A statement of more days ago than this is stale: it is shown, and no longer counts as a vacancy.
inline constexpr std::int32_t places_fresh_days = 30;

struct Vacancy {
  pricing::Need need{};
  pricing::Provision provision{};
  int age_from = 0;  // both included
  int age_to = 0;
  int vacancies = 0;
  pricing::Date stated;
  bool operator==(const Vacancy&) const = default;

  auto key() const { return std::tuple(need, provision, age_from, age_to); }
  // The same need and provision, and ages in common: the later statement takes the place of both.
  bool overlaps(const Vacancy& other) const {
    return need == other.need && provision == other.provision && age_from <= other.age_to &&
           other.age_from <= age_to;
  }
  std::int32_t age_days(pricing::Date today) const { return today - stated; }
  bool is_stale(pricing::Date today) const { return age_days(today) > places_fresh_days; }
};

struct SchoolVacancy {
  pricing::Urn urn;
  Vacancy vacancy;
};

inline constexpr std::array<std::string_view, 7> places_columns{
    "urn", "need", "provision", "age_from", "age_to", "vacancies", "stated"};
inline constexpr Form places_form{places_columns, 6, "a row for each need, provision and age range",
                                  "places"};

// None if anything is wrong with the row; every fault of it is in `faults` then. What is not stated
// on a day of its own is stated today.
std::optional<SchoolVacancy> parse_places(const FormRow& row, pricing::Date today,
                                          FormFaults& faults);

}  // namespace assize::registry
