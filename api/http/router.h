// From a method and a path to a route: a plain table, looked through from its start. Pure;
// thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "api/http/message/request.h"
#include "api/http/message/response.h"

namespace assize::api {

struct Backend;

struct Route {
  std::string_view method;  // a GET answers HEAD too
  // "/v1/schools/{urn}": {name} is one part of the path, {name...} all that is left of it.
  std::string_view pattern;
  Response (*answer)(const Request&, Backend&);
  std::string_view produces;           // media types, without parameters; empty: any
  std::uint64_t body_limit_bytes = 0;  // 0: takes no body
  std::string_view body_types = "";    // media types read, with a space between
  bool needs_idempotency_key = false;
  bool signs_in = false;  // tries a secret that a person knows: so few an address, no more
};

struct RouteMatch {
  const Route* route = nullptr;  // null: no route of that method
  std::map<std::string, std::string, std::less<>> path_values;
  std::string allowed;  // "GET, HEAD, OPTIONS": the methods of that path; empty: no such path
};

// `path` is not yet decoded; its values are.
RouteMatch find_route(std::span<const Route> routes, std::string_view method,
                      std::string_view path);

}  // namespace assize::api
