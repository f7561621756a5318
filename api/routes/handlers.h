// The functions behind the routes: each takes a request that is whole, allowed and of the right
// types, and gives its reply. Thread-safe.
#pragma once

#include <cstdint>

#include "api/http/backend.h"
#include "api/http/message/request.h"
#include "api/http/message/response.h"

namespace assize::api {

inline constexpr std::uint64_t filing_limit_bytes = 16ULL << 20;
inline constexpr std::uint64_t returns_limit_bytes = 256ULL << 10;
inline constexpr std::uint64_t correction_limit_bytes = 64ULL << 10;
inline constexpr std::uint64_t check_limit_bytes = 4ULL << 20;
inline constexpr std::uint64_t places_body_limit_bytes = 2ULL << 20;
inline constexpr std::uint64_t exit_notice_limit_bytes = 16ULL << 10;
inline constexpr std::uint64_t tailored_list_limit_bytes = 16ULL << 10;
inline constexpr std::uint64_t register_application_limit_bytes = 64ULL << 10;
inline constexpr std::uint64_t registration_limit_bytes = 64ULL << 10;
inline constexpr std::uint64_t placements_body_limit_bytes = 16ULL << 20;
inline constexpr std::uint64_t case_step_limit_bytes = 128ULL << 10;
// One byte more than the registry takes, so that the reason is the registry's.
inline constexpr std::uint64_t case_document_limit_bytes = (10ULL << 20) + 1;
inline constexpr std::uint64_t draft_step_limit_bytes = 16ULL << 10;
inline constexpr std::uint64_t increase_answer_limit_bytes = 256ULL << 10;
inline constexpr std::uint64_t receipt_limit_bytes = 16ULL << 10;
inline constexpr std::uint64_t published_book_limit_bytes = 8ULL << 20;
inline constexpr std::uint64_t published_framework_limit_bytes = 1ULL << 20;
inline constexpr std::uint64_t lot_application_limit_bytes = 64ULL << 10;
inline constexpr std::uint64_t form_limit_bytes = 16ULL << 10;
// Of a form with a case's words, in which three bytes may stand for one.
inline constexpr std::uint64_t case_form_limit_bytes = 96ULL << 10;

// Whether a reply that is JSON usually should be CSV.
bool prefers_csv(const Head& head);

Response list_schools(const Request& request, Backend& backend);
Response show_school(const Request& request, Backend& backend);
Response show_places(const Request& request, Backend& backend);
Response show_school_history(const Request& request, Backend& backend);
Response correct_school(const Request& request, Backend& backend);
Response show_fees(const Request& request, Backend& backend);
Response show_prices(const Request& request, Backend& backend);
Response list_price_changes(const Request& request, Backend& backend);
Response download_catalogue_csv(const Request& request, Backend& backend);
Response download_catalogue_json(const Request& request, Backend& backend);
Response compare_prices(const Request& request, Backend& backend);
Response show_spending(const Request& request, Backend& backend);
Response show_spending_of_area(const Request& request, Backend& backend);

Response file_fee_file(const Request& request, Backend& backend);
Response list_own_filings(const Request& request, Backend& backend);
Response show_filing(const Request& request, Backend& backend);
Response show_replay(const Request& request, Backend& backend);
Response check_fee_file(const Request& request, Backend& backend);

Response file_return_file(const Request& request, Backend& backend);
Response list_returns(const Request& request, Backend& backend);
Response show_return_filing(const Request& request, Backend& backend);

Response state_places(const Request& request, Backend& backend);
Response record_placements(const Request& request, Backend& backend);
Response list_placements(const Request& request, Backend& backend);
Response show_placement(const Request& request, Backend& backend);

Response notify_exit(const Request& request, Backend& backend);
Response list_exit_notices(const Request& request, Backend& backend);
Response show_exit_notice(const Request& request, Backend& backend);

Response make_tailored_list(const Request& request, Backend& backend);
Response list_tailored_lists(const Request& request, Backend& backend);
Response show_tailored_list(const Request& request, Backend& backend);
Response apply_to_register(const Request& request, Backend& backend);
Response list_register_applications(const Request& request, Backend& backend);
Response show_register_application(const Request& request, Backend& backend);
Response ask_applicant(const Request& request, Backend& backend);
Response answer_question(const Request& request, Backend& backend);
Response decide_register_application(const Request& request, Backend& backend);
Response withdraw_register_application(const Request& request, Backend& backend);
Response give_urn(const Request& request, Backend& backend);

Response record_registration(const Request& request, Backend& backend);
Response show_registration(const Request& request, Backend& backend);
Response list_conditions(const Request& request, Backend& backend);
Response end_condition(const Request& request, Backend& backend);
Response change_control_of_school(const Request& request, Backend& backend);
Response change_control_of_provider(const Request& request, Backend& backend);
Response show_school_ownership(const Request& request, Backend& backend);
Response show_provider(const Request& request, Backend& backend);

Response list_cases(const Request& request, Backend& backend);
Response show_case(const Request& request, Backend& backend);
Response take_case_step(const Request& request, Backend& backend);
Response take_steps_of_many(const Request& request, Backend& backend);
Response hand_in_case_document(const Request& request, Backend& backend);
Response download_case_document(const Request& request, Backend& backend);

Response list_increases(const Request& request, Backend& backend);
Response show_increase(const Request& request, Backend& backend);
Response answer_increase(const Request& request, Backend& backend);

Response run_market(const Request& request, Backend& backend);
Response list_market_flags(const Request& request, Backend& backend);

Response list_editions(const Request& request, Backend& backend);
Response show_edition(const Request& request, Backend& backend);
Response list_drafts(const Request& request, Backend& backend);
Response make_draft(const Request& request, Backend& backend);
Response show_draft(const Request& request, Backend& backend);
Response show_draft_book(const Request& request, Backend& backend);
Response take_draft_step(const Request& request, Backend& backend);
Response measure_draft(const Request& request, Backend& backend);

Response list_frameworks(const Request& request, Backend& backend);
Response show_framework(const Request& request, Backend& backend);
Response show_framework_edition(const Request& request, Backend& backend);
Response publish_framework(const Request& request, Backend& backend);
Response apply_to_lot(const Request& request, Backend& backend);
Response list_applications(const Request& request, Backend& backend);
Response show_application(const Request& request, Backend& backend);
Response decide_application(const Request& request, Backend& backend);

Response show_catalogue_metadata(const Request& request, Backend& backend);
Response download_ocds(const Request& request, Backend& backend);
Response show_directory(const Request& request, Backend& backend);
Response list_services(const Request& request, Backend& backend);
Response show_service(const Request& request, Backend& backend);
Response list_services_at_locations(const Request& request, Backend& backend);
Response show_service_at_location(const Request& request, Backend& backend);
Response list_organisations(const Request& request, Backend& backend);
Response show_organisation(const Request& request, Backend& backend);
Response list_taxonomies(const Request& request, Backend& backend);
Response show_taxonomy(const Request& request, Backend& backend);
Response list_terms(const Request& request, Backend& backend);
Response show_term(const Request& request, Backend& backend);

Response show_checkpoint(const Request& request, Backend& backend);
Response show_tile(const Request& request, Backend& backend);
Response show_entry(const Request& request, Backend& backend);
Response show_proof(const Request& request, Backend& backend);
Response show_log_key(const Request& request, Backend& backend);
Response prove_receipt(const Request& request, Backend& backend);
Response search_log(const Request& request, Backend& backend);
Response show_receipt(const Request& request, Backend& backend);
Response show_filing_receipt(const Request& request, Backend& backend);
Response show_filing_opening(const Request& request, Backend& backend);

Response show_me(const Request& request, Backend& backend);
Response list_own_accounts(const Request& request, Backend& backend);
Response choose_account(const Request& request, Backend& backend);
Response change_password(const Request& request, Backend& backend);
Response begin_second_factor(const Request& request, Backend& backend);
Response confirm_second_factor(const Request& request, Backend& backend);
Response remove_second_factor(const Request& request, Backend& backend);
Response list_registered_organisations(const Request& request, Backend& backend);
Response register_organisation(const Request& request, Backend& backend);
Response show_registered_organisation(const Request& request, Backend& backend);
Response list_people(const Request& request, Backend& backend);
Response change_person(const Request& request, Backend& backend);
Response remove_person(const Request& request, Backend& backend);
Response list_invitations(const Request& request, Backend& backend);
Response invite_person(const Request& request, Backend& backend);
Response withdraw_invitation(const Request& request, Backend& backend);
Response list_tokens(const Request& request, Backend& backend);
Response issue_token(const Request& request, Backend& backend);
Response revoke_token(const Request& request, Backend& backend);
Response sign_in(const Request& request, Backend& backend);
Response give_sign_in_code(const Request& request, Backend& backend);
Response forget_password(const Request& request, Backend& backend);
Response reset_password(const Request& request, Backend& backend);
Response accept_invitation(const Request& request, Backend& backend);
Response sign_out(const Request& request, Backend& backend);
Response sign_in_to_demo(const Request& request, Backend& backend);

Response show_health(const Request& request, Backend& backend);
Response show_readiness(const Request& request, Backend& backend);
Response show_metrics(const Request& request, Backend& backend);
Response show_openapi(const Request& request, Backend& backend);

}  // namespace assize::api
