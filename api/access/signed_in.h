// The person who is signed in, as pages greet them, and the token that their forms must carry.
// Values only; thread-safe.
#pragma once

#include <string>

#include "registry/access/caller.h"

namespace assize::api {

struct SignedInPerson {
  std::string person_id;
  std::string name;
  std::string email;
  std::string organisation_id;
  std::string organisation_name;
  std::string organisation_kind;  // "council", "provider", …
  registry::Role role = registry::Role::anyone;
  bool manages = false;  // the organisation's people and tokens
  bool is_demo = false;
  // For the hidden field "csrf_token" of every form that changes something (the first field of a
  // multipart form), or the header X-CSRF-Token. The service checks it before the handler runs.
  std::string csrf_token;
};

}  // namespace assize::api
