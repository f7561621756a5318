// Who is asking, as JSON. Pure; thread-safe.
#pragma once

#include "api/http/message/json_writer.h"
#include "api/http/message/request.h"
#include "registry/people/organisations.h"
#include "registry/people/sessions.h"

namespace assize::api {

// The account, and the person where a browser's session asks; `organisation` is the caller's.
std::string me_json(const registry::Caller& caller, const std::optional<SignedInPerson>& viewer,
                    const std::optional<registry::Organisation>& organisation);
void write_organisation(JsonWriter& json, const registry::Organisation& organisation);
SignedInPerson signed_in_person(const registry::SignedIn& signed_in,
                                std::string_view session_secret);

}  // namespace assize::api
