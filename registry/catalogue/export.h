// The catalogue as files: one row for each fee in force on a day, by URN and line. Money is text,
// as it was filed. Thread-safe.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "pricing/exact/date.h"
#include "registry/catalogue/snapshot.h"

namespace assize::registry {

// Takes the next piece of the file.
using WritePiece = std::function<void(std::string_view)>;

void export_catalogue_csv(const Snapshot& snapshot, pricing::Date as_at, const WritePiece& write);
// {"as_at": "2026-09-01", "fees": [{...}, ...]}, every value a string.
void export_catalogue_json(const Snapshot& snapshot, pricing::Date as_at, const WritePiece& write);

// One fee of it, as it stands there.
void append_fee_json(std::string& text, const CatalogueSchool& school, const CatalogueFee& fee);

}  // namespace assize::registry
