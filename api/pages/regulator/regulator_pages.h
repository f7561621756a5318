// The pages of the regulator's work, which auditors read too. Thread-safe.
#pragma once

#include "api/http/backend.h"
#include "api/http/message/request.h"
#include "api/http/message/response.h"

namespace assize::api {

Response show_queue(const Request& request, Backend& backend);
Response take_queue_step(const Request& request, Backend& backend);
Response show_case_page(const Request& request, Backend& backend);
Response take_case_page_step(const Request& request, Backend& backend);
Response hand_in_case_page_document(const Request& request, Backend& backend);

}  // namespace assize::api
