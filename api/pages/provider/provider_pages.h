// The pages of a provider: what is due, fees, filings, places. Thread-safe.
#pragma once

#include "api/http/backend.h"
#include "api/http/message/request.h"
#include "api/http/message/response.h"

namespace assize::api {

Response show_provider_home(const Request& request, Backend& backend);

Response show_provider_fees(const Request& request, Backend& backend);
Response check_or_file_fees(const Request& request, Backend& backend);
Response download_starting_file(const Request& request, Backend& backend);

Response list_filing_pages(const Request& request, Backend& backend);
Response show_filing_page(const Request& request, Backend& backend);

Response show_provider_places(const Request& request, Backend& backend);
Response state_places_of_form(const Request& request, Backend& backend);

}  // namespace assize::api
