// The rows that imports refused, as they were kept. Thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "registry/database/database.h"
#include "registry/register/imports.h"

namespace assize::registry {

struct KeptRefusal {
  std::uint64_t import = 0;
  std::string kind;
  std::string at;  // of the import
  std::string file_sha256;
  std::uint64_t line = 0;
  std::string reason;
  std::string row_text;
};

struct RefusalFilter {
  std::optional<ImportKind> kind;
  std::optional<std::uint64_t> import;
};

// The latest import's first, each import's by line.
void each_refusal(Connection& connection, const RefusalFilter& filter,
                  const std::function<void(const KeptRefusal&)>& use);
// A row of: import, kind, at, file_sha256, line, reason, row.
std::string refusal_csv(const KeptRefusal& refusal);

}  // namespace assize::registry
