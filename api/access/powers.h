// Who may do what to whose objects: one table, route by role. A route that is not in it answers
// nobody. Pure; thread-safe.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "api/http/message/request.h"
#include "registry/access/caller.h"

namespace assize::api {

// Of the roles with a column of their own: all but the auditor.
inline constexpr std::size_t role_count = 6;

struct Power {
  std::string_view method;
  std::string_view pattern;
  // By registry::Role: anyone, provider, commissioner, case officer, approver, administrator. `own`
  // is what belongs to the caller's organisation; others' objects are then as if they were not
  // there.
  std::array<Reach, role_count> by_role;
};

std::span<const Power> powers();
// An auditor reads what a case officer reads, and does no more than everybody who is signed in may.
Reach reach_of(registry::Role role, std::string_view method, std::string_view pattern);

}  // namespace assize::api
