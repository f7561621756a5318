#include "api/routes/routes.h"

#include "api/http/message/media_type.h"
#include "api/pages/forms/form.h"
#include "api/pages/public/public_pages.h"
#include "api/pages/site/assets.h"
#include "api/routes/handlers.h"

namespace assize::api {
namespace {

constexpr std::string_view json = "application/json";
constexpr std::string_view csv = "text/csv";
constexpr std::string_view json_or_csv = "application/json text/csv";
constexpr std::string_view form_or_json = "application/x-www-form-urlencoded application/json";
constexpr std::string_view html = "text/html";
constexpr std::string_view html_or_csv = "text/html text/csv";
constexpr std::string_view text = "text/plain";

// A filing's reply may be a problem, and tiles are bytes, so those routes answer whatever is
// accepted.
constexpr Route table[] = {
    {"GET", "/v1/schools", list_schools, json},
    {"GET", "/v1/schools/{urn}", show_school, json},
    {"GET", "/v1/schools/{urn}/fees", show_fees, json},
    {"GET", "/v1/schools/{urn}/history", show_school_history, json},
    {"GET", "/v1/schools/{urn}/prices", show_prices, json},
    {"GET", "/v1/price-changes", list_price_changes, json},
    {"POST", "/v1/schools/{urn}/corrections", correct_school, json, correction_limit_bytes,
     "application/json", true},
    {"GET", "/v1/schools/{urn}/places", show_places, json},
    {"GET", "/v1/catalogue.csv", download_catalogue_csv, csv},
    {"GET", "/v1/catalogue.json", download_catalogue_json, json},
    {"GET", "/v1/compare", compare_prices, json_or_csv},
    {"GET", "/v1/spending", show_spending, json_or_csv},
    {"GET", "/v1/spending/{area}", show_spending_of_area, json_or_csv},
    {"POST", "/v1/filings", file_fee_file, json, filing_limit_bytes, "text/csv application/json",
     true},
    {"GET", "/v1/filings/{id}", show_filing, json},
    {"GET", "/v1/filings/{id}/replay", show_replay, json},
    {"POST", "/v1/returns", file_return_file, json, returns_limit_bytes, "text/csv", true},
    {"GET", "/v1/returns/{provider}", list_returns, json},
    {"GET", "/v1/returns/{provider}/{id}", show_return_filing, json},
    {"GET", "/v1/filings/{id}/receipt", show_filing_receipt, json},
    {"GET", "/v1/filings/{id}/opening", show_filing_opening, json},
    {"POST", "/v1/checks", check_fee_file, json_or_csv, check_limit_bytes,
     "text/csv application/json"},
    {"POST", "/v1/places", state_places, json, places_body_limit_bytes, "text/csv application/json",
     true},
    {"GET", "/v1/placements", list_placements, json},
    {"POST", "/v1/placements", record_placements, json, placements_body_limit_bytes,
     "text/csv application/json", true},
    {"GET", "/v1/placements/{council}/{reference}", show_placement, json},
    {"POST", "/v1/exit-notices", notify_exit, json, exit_notice_limit_bytes, "application/json",
     true},
    {"GET", "/v1/exit-notices", list_exit_notices, json},
    {"GET", "/v1/exit-notices/{id}", show_exit_notice, json},
    {"POST", "/v1/tailored-lists", make_tailored_list, json, tailored_list_limit_bytes,
     "application/json", true},
    {"GET", "/v1/tailored-lists", list_tailored_lists, json},
    {"GET", "/v1/tailored-lists/{id}", show_tailored_list, json},
    {"GET", "/v1/applications", list_register_applications, json},
    {"POST", "/v1/applications", apply_to_register, json, register_application_limit_bytes,
     "application/json", true},
    {"GET", "/v1/applications/{id}", show_register_application, json},
    {"POST", "/v1/applications/{id}/questions", ask_applicant, json,
     register_application_limit_bytes, "application/json", true},
    {"POST", "/v1/applications/{id}/answers", answer_question, json,
     register_application_limit_bytes, "application/json", true},
    {"POST", "/v1/applications/{id}/decisions", decide_register_application, json,
     register_application_limit_bytes, "application/json", true},
    {"POST", "/v1/applications/{id}/withdrawals", withdraw_register_application, json,
     register_application_limit_bytes, "application/json", true},
    {"POST", "/v1/applications/{id}/urn", give_urn, json, register_application_limit_bytes,
     "application/json", true},
    {"GET", "/v1/schools/{urn}/registration", show_registration, json},
    {"POST", "/v1/schools/{urn}/registration", record_registration, json, registration_limit_bytes,
     "application/json", true},
    {"GET", "/v1/conditions", list_conditions, json},
    {"POST", "/v1/conditions/{id}/outcomes", end_condition, json, registration_limit_bytes,
     "application/json", true},
    {"GET", "/v1/schools/{urn}/ownership", show_school_ownership, json},
    {"POST", "/v1/schools/{urn}/ownership", change_control_of_school, json,
     registration_limit_bytes, "application/json", true},
    {"GET", "/v1/providers/{id}", show_provider, json},
    {"POST", "/v1/providers/{id}/control", change_control_of_provider, json,
     registration_limit_bytes, "application/json", true},
    {"POST", "/v1/market/runs", run_market, json, 0, "", true},
    {"GET", "/v1/market/flags", list_market_flags, json},
    {"GET", "/v1/rule-books", list_editions, json},
    {"POST", "/v1/rule-books", publish_edition, json, published_book_limit_bytes,
     "application/json", true},
    {"GET", "/v1/rule-books/{edition}", show_edition, json},
    {"POST", "/v1/impact", measure_draft, json_or_csv, published_book_limit_bytes,
     "application/json"},
    {"GET", "/v1/frameworks", list_frameworks, json},
    {"POST", "/v1/frameworks", publish_framework, json, published_framework_limit_bytes,
     "application/json", true},
    {"GET", "/v1/frameworks/{id}", show_framework, json},
    {"GET", "/v1/frameworks/{id}/editions/{edition}", show_framework_edition, json},
    {"GET", "/v1/frameworks/{id}/lots/{lot}/applications", list_applications, json},
    {"POST", "/v1/frameworks/{id}/lots/{lot}/applications", apply_to_lot, json,
     lot_application_limit_bytes, "application/json", true},
    {"GET", "/v1/frameworks/{id}/lots/{lot}/applications/{urn}", show_application, json},
    {"POST", "/v1/frameworks/{id}/lots/{lot}/applications/{urn}/decisions", decide_application,
     json, lot_application_limit_bytes, "application/json", true},
    {"GET", "/v1/catalogue.csv-metadata.json", show_catalogue_metadata, json},
    {"GET", "/v1/ocds/releases.json", download_ocds, json},
    {"GET", "/oruk/v3/", show_directory, json},
    {"GET", "/oruk/v3/services", list_services, json},
    {"GET", "/oruk/v3/services/{id}", show_service, json},
    {"GET", "/oruk/v3/service_at_locations", list_services_at_locations, json},
    {"GET", "/oruk/v3/service_at_locations/{id}", show_service_at_location, json},
    {"GET", "/oruk/v3/organizations", list_organisations, json},
    {"GET", "/oruk/v3/organizations/{id}", show_organisation, json},
    {"GET", "/oruk/v3/taxonomies", list_taxonomies, json},
    {"GET", "/oruk/v3/taxonomies/{id}", show_taxonomy, json},
    {"GET", "/oruk/v3/taxonomy_terms", list_terms, json},
    {"GET", "/oruk/v3/taxonomy_terms/{id}", show_term, json},
    {"GET", "/log/checkpoint", show_checkpoint, text},
    {"GET", "/log/tile/{path...}", show_tile, ""},
    {"GET", "/log/entries/{index}", show_entry, json},
    {"GET", "/log/proof", show_proof, json},
    {"GET", "/log/key", show_log_key, json},
    {"POST", "/log/prove", prove_receipt, text, receipt_limit_bytes, "application/json"},
    {"GET", "/v1/log", search_log, json},
    {"GET", "/v1/receipts/{leaf}", show_receipt, json},
    {"GET", "/v1/me", show_me, json},
    {"POST", "/sign-out", sign_out, "", form_limit_bytes, form_or_json},
    {"POST", "/demo/sign-in", sign_in_to_demo, "", form_limit_bytes, form_or_json},
    {"GET", "/healthz", show_health, ""},
    {"GET", "/readyz", show_readiness, ""},
    {"GET", "/metrics", show_metrics, ""},
    {"GET", "/openapi.json", show_openapi, json},
    // Pages, for people.
    {"GET", "/", show_home, html},
    {"GET", "/schools", find_schools, html},
    {"GET", "/schools/{urn}", show_school_page, html},
    {"GET", "/bands", show_bands, html},
    {"GET", "/price-changes", show_price_changes, html},
    {"GET", "/spending", show_spending_page, html},
    {"GET", "/spending/{area}", show_area_spending_page, html},
    {"GET", "/frameworks", list_framework_pages, html},
    {"GET", "/frameworks/{id}", show_framework_page, html},
    {"GET", "/the-log", show_log_page, html},
    {"POST", "/the-log/receipts", look_up_receipt, html, receipt_limit_bytes * 4, form_types},
    {"GET", "/open-data", show_open_data, html},
    {"GET", "/check-fees", show_check_fees, html},
    {"POST", "/check-fees", check_fees_of_form, html_or_csv, check_limit_bytes, form_types},
    {"GET", "/demo", show_demo, html},
    {"GET", "/problems/{name}", show_problem_kind, html},
    {"GET", "/assets/{name}", show_asset, ""},
};

}  // namespace

std::span<const Route> routes() { return table; }

bool prefers_csv(const Head& head) {
  return prefers(head.header("accept").value_or(""), csv, json);
}

}  // namespace assize::api
