// Who is looking at a page, as the layout and its navigation need to know. Values only;
// thread-safe.
#pragma once

#include <string>

#include "api/http/message/request.h"

namespace assize::api {

struct Viewer {
  bool is_signed_in = false;
  registry::Role role = registry::Role::anyone;
  std::string name;          // of the person, where they are known by one
  std::string organisation;  // whom they act for
  bool is_demo = false;      // one of the demo's people, who may be changed with a click
  std::string csrf_token;    // for every form that changes something; empty without a session
};

Viewer viewer_of(const Request& request);

}  // namespace assize::api
