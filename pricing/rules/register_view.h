// The register of schools as a value, as far as the rules read it. Immutable once made; then safe
// to share between threads.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "pricing/exact/codes.h"
#include "pricing/exact/date.h"
#include "pricing/result.h"

namespace assize::pricing {

// What the register knows of a school, as far as the rules read it.
struct SchoolFacts {
  std::string name;
  int type_code = 0;
  std::optional<LaCode> la;
  std::optional<Date> open_date;
  std::optional<Date> close_date;  // the last day it was open
  bool childrens_home = false;
};

// The register as a value. Built from its CSV (`assize register export`) or by the registry.
struct RegisterView {
  std::unordered_map<std::uint32_t, SchoolFacts> schools;  // by URN
  const SchoolFacts* find(Urn urn) const;
};
Result<RegisterView> read_register(std::string_view csv);

}  // namespace assize::pricing
