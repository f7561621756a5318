// Frameworks, admissions and applications as the JSON that the API and the commands answer with.
// Pure; thread-safe.
#pragma once

#include <string>
#include <vector>

#include "registry/frameworks/applications.h"
#include "registry/frameworks/frameworks.h"

namespace assize::api {

std::string framework_list_json(const std::vector<registry::Framework>& frameworks,
                                pricing::Date as_at);

// A framework as it is on a day, with the schools that were admitted to each lot by then.
struct FrameworkOnDay {
  registry::Framework framework;
  std::vector<registry::FrameworkEdition> editions;
  std::vector<registry::Admission> admissions;
};
std::optional<FrameworkOnDay> framework_on_day(registry::Connection& connection,
                                               const std::string& id, pricing::Date as_at);
std::string framework_json(const FrameworkOnDay& found, pricing::Date as_at);

std::string publication_json(const registry::FrameworkPublication& publication);

// With its reasons, receipts and what opens the log's commitments: for those who may see it.
std::string application_json(const registry::LotApplication& application);
std::string application_page_json(const registry::LotApplicationPage& page);

}  // namespace assize::api
