#include "api/pages/site/navigation.h"

#include <utility>

#include "api/pages/template/texts.h"

namespace assize::api {
namespace {

using registry::Role;

struct Place {
  std::string_view address;
  std::string_view text;  // a key of the texts
  unsigned for_roles;     // a bit for each
};

constexpr unsigned bit(Role role) { return 1U << static_cast<unsigned>(role); }
constexpr unsigned everyone = ~0U;
constexpr unsigned regulator = bit(Role::case_officer) | bit(Role::approver) |
                               bit(Role::administrator) | bit(Role::auditor);

// In the order shown. Pages that only some may see come with their roles' bits.
constexpr Place table[] = {
    {"/council", "navigation.council", bit(Role::commissioner)},
    {"/provider", "navigation.provider", bit(Role::provider)},
    {"/queue", "navigation.queue", regulator},
    {"/schools", "navigation.schools", everyone},
    {"/bands", "navigation.bands", everyone},
    {"/price-changes", "navigation.price_changes", everyone},
    {"/spending", "navigation.spending", everyone},
    {"/frameworks", "navigation.frameworks", everyone},
    {"/check-fees", "navigation.check_fees", everyone & ~bit(Role::provider)},
    {"/the-log", "navigation.log", everyone},
};

// Roles without a page of their own begin where everybody does.
constexpr std::pair<Role, std::string_view> homes[] = {
    {Role::commissioner, "/council"},
    {Role::provider, "/provider"},
    {Role::case_officer, "/queue"},
    {Role::approver, "/queue"},
    {Role::administrator, "/queue"},
    {Role::auditor, "/queue"},
};

}  // namespace

std::string_view home_of(Role role) {
  for (const auto& [each, address] : homes) {
    if (each == role) return address;
  }
  return "/";
}

void write_navigation(JsonWriter& json, const Viewer& viewer, std::string_view path) {
  json.begin_array();
  for (const Place& place : table) {
    if ((place.for_roles & bit(viewer.role)) == 0) continue;
    const bool is_current =
        path == place.address ||
        (path.starts_with(place.address) && path.substr(place.address.size()).starts_with('/'));
    json.begin_object().member("href", place.address);
    json.member("text", english().say(place.text));
    json.key("is_current").boolean(is_current).end_object();
  }
  json.end_array();
}

}  // namespace assize::api
