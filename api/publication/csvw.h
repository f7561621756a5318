// CSV on the Web metadata of the catalogue's CSV: what each column is, so that any tool can read
// it. Pure; thread-safe.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "registry/catalogue/snapshot.h"

namespace assize::api {

struct CsvColumn {
  std::string_view name;
  std::string_view datatype;  // string, decimal, integer, boolean or date
  std::string_view description;
};
// In the order of the file.
std::span<const CsvColumn> catalogue_columns();

std::string catalogue_csv_metadata(const registry::Snapshot& snapshot);

}  // namespace assize::api
