// The pages of a commissioner's council, and what they share. Thread-safe.
#pragma once

#include <string>

#include "api/http/backend.h"
#include "api/http/message/json_writer.h"
#include "api/http/message/request.h"
#include "api/http/message/response.h"
#include "api/pages/forms/fields.h"
#include "api/pages/forms/form.h"

namespace assize::api {

Response show_council_home(const Request& request, Backend& backend);
Response show_tailored_lists_page(const Request& request, Backend& backend);
Response make_tailored_list_of_form(const Request& request, Backend& backend);
Response show_tailored_list_page(const Request& request, Backend& backend);
Response show_placements_page(const Request& request, Backend& backend);
Response record_placements_of_form(const Request& request, Backend& backend);
Response show_exits_page(const Request& request, Backend& backend);
Response show_exit_page(const Request& request, Backend& backend);

// The home, perhaps a page between, and this page; none for the regulator, which has no such
// home.
void write_council_breadcrumbs(JsonWriter& json, const Request& request, const std::string& title,
                               const std::string& between = {},
                               const std::string& between_title = {});

// The choices of a field that must be chosen, where the first would say "any".
Choices chosen(Choices choices);

// A form's own name for what it does, sent along as form_key: sent twice, it is done once.
std::string new_form_key(Backend& backend);
std::string form_key_of(const Form& form);

}  // namespace assize::api
