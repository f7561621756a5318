// The schools of the demo market and who owns them, before they are written as files. Pure;
// thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pricing/exact/codes.h"
#include "pricing/exact/date.h"
#include "registry/demo/demo_random.h"

namespace assize::registry {

struct DemoSection41 {
  bool granted = false;  // else revoked
  pricing::Date on;
};

struct DemoSchool {
  std::uint32_t urn = 0;
  std::string name;
  int type_code = 0;
  int status = 1;  // GIAS's: 1 open, 2 closed, 3 open but proposed to close, 4 proposed to open
  std::string la_code;
  std::string la_name;
  std::string region;
  std::string town;
  std::string street;
  std::string postcode;
  std::int64_t easting = 0;
  std::int64_t northing = 0;
  std::optional<pricing::Date> open_date;
  std::optional<pricing::Date> close_date;
  int age_from = 0;
  int age_to = 0;
  std::vector<pricing::Need> needs;  // in the census order
  std::vector<pricing::Provision> provisions;
  std::int64_t capacity = 0;
  std::int64_t pupils = 0;
  pricing::Date inspected_on;
  std::string rating;
  bool childrens_home = false;
  std::vector<DemoSection41> section41;
  std::size_t provider = 0;  // of regulated schools
  std::optional<std::size_t> provider_before;
  DemoRandom fees{0};  // the school's own stream, for its prices
};

struct DemoProvider {
  std::string id;
  std::string name;
  std::optional<std::size_t> group;
  std::vector<std::size_t> schools;
};

struct DemoGroup {
  std::string id;
  std::string name;
};

struct DemoNation {
  std::vector<DemoGroup> groups;
  std::vector<DemoProvider> providers;
  std::vector<DemoSchool> schools;       // of the regulated types, by URN
  std::vector<DemoSchool> alternatives;  // of the state
};

// URNs from 900001 for the regulated, from 960001 for the state's: no real school's are past
// 500000.
DemoNation make_demo_nation(int schools, DemoRandom random);

}  // namespace assize::registry
