// A school that an application brings to the register, under its URN. Within a RegisterMoment. Not
// thread-safe, as a connection is not.
#pragma once

#include <optional>

#include "registry/applications/register_applications.h"

namespace assize::registry {

// Writes the school as proposed to open and its provider's running of it; one that the register has
// already, from its source, stays as it is, and must be the same: of the same type and postcode,
// not closed, and run by nobody else on its first day. The application's conditions are then the
// school's. Fault by place: "urn".
std::optional<Fault> put_on_register(Connection& connection, const RegisterApplication& application,
                                     pricing::Urn urn);

}  // namespace assize::registry
