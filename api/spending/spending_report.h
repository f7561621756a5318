// Money spent as the JSON and CSV that the API and the command line answer with. Pure; thread-safe.
#pragma once

#include <string>

#include "api/http/message/json_writer.h"
#include "registry/catalogue/snapshot.h"
#include "registry/spending/spending_report.h"

namespace assize::api {

// An area with every table of it.
void write_spending_area(JsonWriter& json, const registry::SpendingArea& area,
                         const registry::SpendingReport& report);
std::string spending_area_json(const registry::SpendingArea& area,
                               const registry::SpendingReport& report,
                               const registry::NamedCheckpoint& checkpoint);
// The nation in full, and of every other area its total.
std::string spending_json(const registry::SpendingReport& report,
                          const registry::NamedCheckpoint& checkpoint);

// A row for each total, kind, basis and large holder, of one area or of all.
std::string spending_csv(const registry::SpendingReport& report);
std::string spending_area_csv(const registry::SpendingArea& area,
                              const registry::SpendingReport& report);

}  // namespace assize::api
