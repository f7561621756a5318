#include "api/pages/council/own_placements.h"

#include <algorithm>

#include "api/pages/site/ask.h"
#include "api/pages/site/json_view.h"

namespace assize::api {
namespace {

constexpr int most_pages = 20;  // of a thousand each: more than any council has

}  // namespace

std::int64_t OwnPlacements::at(const std::string& urn) const {
  const auto found = by_urn.find(urn);
  return found == by_urn.end() ? 0 : found->second;
}

std::int64_t OwnPlacements::total() const {
  std::int64_t sum = 0;
  for (const auto& [urn, count] : by_urn) sum += count;
  return sum;
}

OwnPlacements own_placements(const Request& request, Backend& backend) {
  OwnPlacements own;
  if (request.caller.role != registry::Role::commissioner) return own;
  const auto snapshot = backend.snapshots.current();
  if (!snapshot) return own;
  own.is_council = true;
  Query query{{"as_at", snapshot->today.text()}, {"limit", "1000"}};
  for (int page = 0; page < most_pages; ++page) {
    const ApiReply reply = ask_api(request, backend, "/v1/placements", query);
    for (const pricing::JsonValue& placement : elements(reply.json, "placements")) {
      ++own.by_urn[member_text(placement, "urn")];
    }
    const std::string next = member_text(reply.json, "next");
    if (next.empty()) break;
    query = {{"as_at", snapshot->today.text()}, {"limit", "1000"}, {"cursor", next}};
  }
  return own;
}

std::int64_t whole_number(const std::string& text) {
  const bool is_whole =
      !text.empty() && text.size() <= 9 &&
      std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  return is_whole ? std::stoll(text) : 0;
}

}  // namespace assize::api
