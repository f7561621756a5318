// How many live placements a council has at each school, for pages that a commissioner looks at.
// Thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "api/http/backend.h"
#include "api/http/message/request.h"

namespace assize::api {

struct OwnPlacements {
  bool is_council = false;  // whether the one who looks has placements of their own to see
  std::map<std::string, std::int64_t> by_urn;

  std::int64_t at(const std::string& urn) const;
  std::int64_t total() const;
};

// None for anyone but a commissioner. Of those live today.
OwnPlacements own_placements(const Request& request, Backend& backend);

// "12" -> 12; nought where it is no whole number of at most nine digits.
std::int64_t whole_number(const std::string& text);

}  // namespace assize::api
