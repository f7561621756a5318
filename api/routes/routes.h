// Every address that the service answers, in one table. Pure; thread-safe.
#pragma once

#include <span>

#include "api/http/router.h"

namespace assize::api {

std::span<const Route> routes();

}  // namespace assize::api
