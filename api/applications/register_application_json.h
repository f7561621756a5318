// Applications to the register as JSON, for those who may see them. Pure; thread-safe.
#pragma once

#include <string>

#include "registry/applications/register_applications.h"

namespace assize::api {

// With its events, their receipts and what opens the log's commitments, and its conditions.
std::string register_application_json(const registry::RegisterApplication& application,
                                      pricing::Date today);
std::string register_application_page_json(const registry::ApplicationPage& page);

}  // namespace assize::api
