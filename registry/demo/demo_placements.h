// Who is placed at the schools of the demo market, and what places they have free: in the forms
// that councils and providers send. Pure; thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "pricing/exact/date.h"
#include "pricing/fee_file/fee_line.h"
#include "registry/demo/demo_nation.h"
#include "registry/places/places.h"

namespace assize::registry {

// The placements of every council as one file. `sold` are the placement lines now sold, in any
// order.
std::string write_demo_placements(const DemoNation& nation, std::span<const pricing::FeeLine> sold,
                                  DemoRandom random);

// What a school states, so many days before it is asked.
struct DemoVacancy {
  std::uint32_t urn = 0;
  Vacancy vacancy;  // but for its day
  int days_ago = 0;
};
std::vector<DemoVacancy> make_demo_vacancies(const DemoNation& nation, DemoRandom random);
// The form's CSV, as stated before `today`; without a day of its own if there is none.
std::string write_demo_places(std::span<const DemoVacancy> vacancies,
                              const std::optional<pricing::Date>& today);

}  // namespace assize::registry
