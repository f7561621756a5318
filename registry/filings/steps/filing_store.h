// A filing's rows: written once, in the filing's own transaction, and never changed. Thread-safe.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pricing/fee_file/fee_line.h"
#include "registry/database/database.h"
#include "registry/filings/filing.h"
#include "registry/filings/steps/decide.h"

namespace assize::registry {

struct FilingRows {
  const Filing& filing;
  std::string account_id;
  std::string_view fees;
  std::string_view previous;
  std::string_view register_facts;
  std::string_view facts;
  std::span<const pricing::FeeLine> lines;
  const Decision& decision;
  const pricing::ItemCodes& items;
  std::vector<std::uint32_t> urns;  // of every school named
};

// Why the texts of these lines cannot be kept; no faults where they can.
Faults refuse_long_texts(std::span<const pricing::FeeLine> lines);

void store_filing(Connection& connection, const FilingRows& rows);

}  // namespace assize::registry
