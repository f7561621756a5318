#include "api/access/powers.h"

#include <algorithm>

namespace assize::api {
namespace {

constexpr Reach no = Reach::nobody;
constexpr Reach own = Reach::own;
constexpr Reach all = Reach::all;
constexpr std::array<Reach, role_count> open_to_all{all, all, all, all, all, all};
// One's own account and organisation.
constexpr std::array<Reach, role_count> signed_in{no, own, own, own, own, own};

// The pages of a council; of the regulator are those that show one object, as evidence.
constexpr std::array<Reach, role_count> council_alone{no, no, own, no, no, no};
constexpr std::array<Reach, role_count> providers{no, own, no, no, no, no};

constexpr Power table[] = {
    // method, pattern                       anyone provider commissioner officer approver admin
    {"POST", "/v1/filings", {no, own, no, no, no, all}},
    {"GET", "/v1/filings", {no, own, no, all, all, all}},
    {"GET", "/v1/filings/{id}", {no, own, no, all, all, all}},
    {"GET", "/v1/filings/{id}/replay", {no, no, no, all, all, all}},
    {"POST", "/v1/returns", {no, own, no, no, no, all}},
    {"GET", "/v1/returns/{provider}", {no, own, no, all, all, all}},
    {"GET", "/v1/returns/{provider}/{id}", {no, own, no, all, all, all}},
    {"POST", "/v1/places", {no, own, no, no, no, all}},
    {"POST", "/v1/placements", {no, no, own, no, no, all}},
    {"GET", "/v1/placements", {no, no, own, all, all, all}},
    {"GET", "/v1/placements/{council}/{reference}", {no, no, own, all, all, all}},
    {"GET", "/v1/filings/{id}/receipt", {no, own, no, all, all, all}},
    {"GET", "/v1/filings/{id}/opening", {no, own, no, all, all, all}},
    {"POST", "/v1/exit-notices", {no, own, no, no, no, all}},
    {"GET", "/v1/exit-notices", {no, no, own, all, all, all}},
    {"GET", "/v1/exit-notices/{id}", {no, no, own, all, all, all}},
    {"POST", "/v1/tailored-lists", {no, no, own, all, all, all}},
    {"GET", "/v1/tailored-lists", {no, no, own, all, all, all}},
    {"GET", "/v1/tailored-lists/{id}", {no, no, own, all, all, all}},
    {"GET", "/v1/applications", {no, own, no, all, all, all}},
    {"POST", "/v1/applications", {no, own, no, no, no, all}},
    {"GET", "/v1/applications/{id}", {no, own, no, all, all, all}},
    {"POST", "/v1/applications/{id}/questions", {no, no, no, all, all, all}},
    {"POST", "/v1/applications/{id}/answers", {no, own, no, no, no, all}},
    {"POST", "/v1/applications/{id}/decisions", {no, no, no, all, all, all}},
    {"POST", "/v1/applications/{id}/withdrawals", {no, own, no, no, no, all}},
    {"POST", "/v1/applications/{id}/urn", {no, no, no, all, all, all}},
    {"GET", "/v1/schools/{urn}/registration", open_to_all},
    {"POST", "/v1/schools/{urn}/registration", {no, no, no, all, all, all}},
    {"GET", "/v1/conditions", {no, own, no, all, all, all}},
    {"POST", "/v1/conditions/{id}/outcomes", {no, no, no, all, all, all}},
    {"GET", "/v1/schools/{urn}/ownership", open_to_all},
    {"POST", "/v1/schools/{urn}/ownership", {no, no, no, all, all, all}},
    {"GET", "/v1/providers/{id}", open_to_all},
    {"POST", "/v1/providers/{id}/control", {no, no, no, all, all, all}},
    {"GET", "/v1/cases", {no, own, no, all, all, all}},
    {"POST", "/v1/cases/steps", {no, no, no, all, all, all}},
    {"GET", "/v1/cases/{id}", {no, own, no, all, all, all}},
    {"POST", "/v1/cases/{id}/steps", {no, own, no, all, all, all}},
    {"POST", "/v1/cases/{id}/documents", {no, own, no, all, all, all}},
    {"GET", "/v1/cases/{id}/documents/{number}", {no, own, no, all, all, all}},
    {"GET", "/v1/increases", {no, own, own, all, all, all}},
    {"GET", "/v1/increases/{id}", {no, own, own, all, all, all}},
    {"POST", "/v1/increases/{id}/answers", {no, no, own, no, no, all}},
    {"POST", "/v1/market/runs", {no, no, no, all, all, all}},
    {"GET", "/v1/market/flags", {no, no, no, all, all, all}},
    {"GET", "/v1/rule-books", open_to_all},
    {"GET", "/v1/rule-books/{edition}", open_to_all},
    {"GET", "/v1/drafts", {no, no, no, all, all, all}},
    {"POST", "/v1/drafts", {no, no, no, all, all, all}},
    {"GET", "/v1/drafts/{id}", {no, no, no, all, all, all}},
    {"GET", "/v1/drafts/{id}/rule-book", {no, no, no, all, all, all}},
    {"POST", "/v1/drafts/{id}/steps", {no, no, no, all, all, all}},
    {"POST", "/v1/impact", {no, no, no, all, all, all}},
    {"GET", "/v1/frameworks", open_to_all},
    {"POST", "/v1/frameworks", {no, no, no, no, all, all}},
    {"GET", "/v1/frameworks/{id}", open_to_all},
    {"GET", "/v1/frameworks/{id}/editions/{edition}", open_to_all},
    {"GET", "/v1/frameworks/{id}/lots/{lot}/applications", {no, own, no, all, all, all}},
    {"POST", "/v1/frameworks/{id}/lots/{lot}/applications", {no, own, no, no, no, all}},
    {"GET", "/v1/frameworks/{id}/lots/{lot}/applications/{urn}", {no, own, no, all, all, all}},
    {"POST",
     "/v1/frameworks/{id}/lots/{lot}/applications/{urn}/decisions",
     {no, no, no, all, all, all}},
    {"POST", "/v1/checks", open_to_all},
    {"GET", "/v1/schools", open_to_all},
    {"GET", "/v1/schools/{urn}", open_to_all},
    {"GET", "/v1/schools/{urn}/fees", open_to_all},
    {"GET", "/v1/schools/{urn}/history", open_to_all},
    {"GET", "/v1/schools/{urn}/prices", open_to_all},
    {"GET", "/v1/price-changes", open_to_all},
    {"POST", "/v1/schools/{urn}/corrections", {no, no, no, all, all, all}},
    {"GET", "/v1/schools/{urn}/places", open_to_all},
    {"GET", "/v1/catalogue.csv", open_to_all},
    {"GET", "/v1/catalogue.json", open_to_all},
    {"GET", "/v1/compare", open_to_all},
    // How much of it each is told is the report's own to say (registry/spending).
    {"GET", "/v1/spending", open_to_all},
    {"GET", "/v1/spending/{area}", open_to_all},
    {"GET", "/v1/catalogue.csv-metadata.json", open_to_all},
    {"GET", "/v1/ocds/releases.json", open_to_all},
    {"GET", "/oruk/v3/", open_to_all},
    {"GET", "/oruk/v3/services", open_to_all},
    {"GET", "/oruk/v3/services/{id}", open_to_all},
    {"GET", "/oruk/v3/service_at_locations", open_to_all},
    {"GET", "/oruk/v3/service_at_locations/{id}", open_to_all},
    {"GET", "/oruk/v3/organizations", open_to_all},
    {"GET", "/oruk/v3/organizations/{id}", open_to_all},
    {"GET", "/oruk/v3/taxonomies", open_to_all},
    {"GET", "/oruk/v3/taxonomies/{id}", open_to_all},
    {"GET", "/oruk/v3/taxonomy_terms", open_to_all},
    {"GET", "/oruk/v3/taxonomy_terms/{id}", open_to_all},
    {"GET", "/log/checkpoint", open_to_all},
    {"GET", "/log/tile/{path...}", open_to_all},
    {"GET", "/log/entries/{index}", open_to_all},
    {"GET", "/log/proof", open_to_all},
    {"GET", "/log/key", open_to_all},
    {"POST", "/log/prove", open_to_all},
    {"GET", "/v1/log", open_to_all},
    {"GET", "/v1/receipts/{leaf}", {no, own, own, all, all, all}},
    {"GET", "/v1/me", signed_in},
    {"GET", "/v1/me/accounts", signed_in},
    {"POST", "/v1/me/account", signed_in},
    {"POST", "/v1/me/password", signed_in},
    {"POST", "/v1/me/second-factor", signed_in},
    {"POST", "/v1/me/second-factor/confirmation", signed_in},
    {"POST", "/v1/me/second-factor/removal", signed_in},
    {"GET", "/v1/organisations", {no, no, no, all, all, all}},
    {"POST", "/v1/organisations", {no, no, no, no, no, all}},
    {"GET", "/v1/organisations/{id}", {no, own, own, all, all, all}},
    {"GET", "/v1/people", {no, own, own, own, own, all}},
    {"POST", "/v1/people/{account}/changes", {no, own, own, own, own, all}},
    {"POST", "/v1/people/{account}/removal", {no, own, own, own, own, all}},
    {"GET", "/v1/invitations", {no, own, own, own, own, all}},
    {"POST", "/v1/invitations", {no, own, own, own, own, all}},
    {"POST", "/v1/invitations/{id}/withdrawal", {no, own, own, own, own, all}},
    {"GET", "/v1/tokens", signed_in},
    {"POST", "/v1/tokens", signed_in},
    {"POST", "/v1/tokens/{account}/revocation", signed_in},
    {"POST", "/sign-in", open_to_all},
    {"POST", "/sign-in/code", open_to_all},
    {"POST", "/password/forgotten", open_to_all},
    {"POST", "/password/reset", open_to_all},
    {"POST", "/invitations/acceptance", open_to_all},
    {"POST", "/sign-out", open_to_all},
    {"POST", "/demo/sign-in", open_to_all},
    {"GET", "/healthz", open_to_all},
    {"GET", "/readyz", open_to_all},
    {"GET", "/metrics", open_to_all},
    {"GET", "/openapi.json", open_to_all},
    // Pages, for people. What they show they ask of the API, as the one who looks.
    {"GET", "/", open_to_all},
    {"GET", "/schools", open_to_all},
    {"GET", "/schools/{urn}", open_to_all},
    {"GET", "/bands", open_to_all},
    {"GET", "/price-changes", open_to_all},
    {"GET", "/compare", open_to_all},
    {"GET", "/spending", open_to_all},
    {"GET", "/spending/{area}", open_to_all},
    {"GET", "/frameworks", open_to_all},
    {"GET", "/frameworks/{id}", open_to_all},
    {"GET", "/the-log", open_to_all},
    {"POST", "/the-log/receipts", open_to_all},
    {"GET", "/open-data", open_to_all},
    {"GET", "/check-fees", open_to_all},
    {"POST", "/check-fees", open_to_all},
    {"GET", "/demo", open_to_all},
    {"GET", "/council", council_alone},
    {"GET", "/council/lists", council_alone},
    {"POST", "/council/lists", council_alone},
    {"GET", "/council/lists/{id}", {no, no, own, all, all, all}},
    {"GET", "/council/placements", council_alone},
    {"POST", "/council/placements", council_alone},
    {"GET", "/council/exits", council_alone},
    {"GET", "/council/exits/{id}", {no, no, own, all, all, all}},
    {"GET", "/provider", providers},
    {"GET", "/provider/fees", providers},
    {"POST", "/provider/fees", providers},
    {"GET", "/provider/fees/starting-file.csv", providers},
    {"GET", "/provider/filings", providers},
    {"GET", "/provider/filings/{id}", providers},
    {"GET", "/provider/places", providers},
    {"POST", "/provider/places", providers},
    {"GET", "/queue", {no, no, no, all, all, all}},
    {"POST", "/queue/steps", {no, no, no, all, all, all}},
    {"GET", "/queue/{id}", {no, no, no, all, all, all}},
    {"POST", "/queue/{id}/steps", {no, no, no, all, all, all}},
    {"POST", "/queue/{id}/documents", {no, no, no, all, all, all}},
    {"GET", "/problems/{name}", open_to_all},
    {"GET", "/assets/{name}", open_to_all},
};

Reach reach_of_auditor(const Power& power) {
  if (power.method == "GET") {
    return power.by_role[static_cast<std::size_t>(registry::Role::case_officer)];
  }
  return *std::min_element(power.by_role.begin() + 1, power.by_role.end());
}

}  // namespace

std::span<const Power> powers() { return table; }

Reach reach_of(registry::Role role, std::string_view method, std::string_view pattern) {
  for (const Power& power : table) {
    if (power.method == method && power.pattern == pattern) {
      if (role == registry::Role::auditor) return reach_of_auditor(power);
      return power.by_role[static_cast<std::size_t>(role)];
    }
  }
  return Reach::nobody;
}

}  // namespace assize::api
