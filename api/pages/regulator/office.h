// What the regulator's pages share: who is at work, keys for forms, and an API's faults beside the
// fields of a form. Thread-safe.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/http/message/request.h"
#include "api/pages/forms/fields.h"
#include "api/pages/forms/form.h"
#include "api/pages/site/ask.h"

namespace assize::api {

// For a form's hidden field: a form that is sent twice is done once.
std::string new_form_key();
// Whether the one who looks may change anything: all of the regulator but auditors.
bool is_at_work(const Request& request);
bool may_decide(const Request& request);
// "You" for the one who looks; "" for nobody; the account otherwise.
std::string account_name(const Request& request, const std::string& account);

// The faults of a reply that is no good: each beside the field that its place names, by pairs of
// place and field, and of no field otherwise. Without faults, what the reply says is wrong.
using FieldOfPlace = std::pair<std::string_view, std::string_view>;
std::vector<FormError> errors_of_reply(const ApiReply& reply,
                                       std::initializer_list<FieldOfPlace> fields);
// The status of a page that shows a form again: 409 where others were first, 422 otherwise.
int status_of_reply(const ApiReply& reply);

// A whole number that a form's field holds, "15", as JSON: the digits themselves; none otherwise.
bool is_whole_text(std::string_view text);

}  // namespace assize::api
