// The pages that are open to all. Thread-safe.
#pragma once

#include "api/http/backend.h"
#include "api/http/message/request.h"
#include "api/http/message/response.h"

namespace assize::api {

Response show_home(const Request& request, Backend& backend);
Response find_schools(const Request& request, Backend& backend);
Response show_school_page(const Request& request, Backend& backend);
Response show_bands(const Request& request, Backend& backend);
Response show_price_changes(const Request& request, Backend& backend);
Response show_compare(const Request& request, Backend& backend);
Response show_spending_page(const Request& request, Backend& backend);
Response show_area_spending_page(const Request& request, Backend& backend);
Response list_framework_pages(const Request& request, Backend& backend);
Response show_framework_page(const Request& request, Backend& backend);
Response show_log_page(const Request& request, Backend& backend);
Response look_up_receipt(const Request& request, Backend& backend);
Response show_open_data(const Request& request, Backend& backend);
Response show_check_fees(const Request& request, Backend& backend);
Response check_fees_of_form(const Request& request, Backend& backend);
Response show_demo(const Request& request, Backend& backend);
Response show_problem_kind(const Request& request, Backend& backend);

}  // namespace assize::api
