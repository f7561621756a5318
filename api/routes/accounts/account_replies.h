// What the routes of accounts share: how their faults are told. Pure; thread-safe.
#pragma once

#include "api/http/message/fields.h"
#include "api/http/message/problem.h"
#include "api/http/message/request.h"

namespace assize::api {

// By the first fault's place: "forbidden" 403, "account" 404, "conflict" 409, else 422.
Response account_problem(const Faults& faults);
Response bad_fields(const Faults& faults);
// To a token, where only a person who is signed in may go on.
Response needs_person();
// A form goes to that path; a program gets 204.
Response done(bool is_form, std::string_view path);
// To who tries too often.
Response wait_first(std::int64_t seconds);

}  // namespace assize::api
