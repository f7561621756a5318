// A file of returns, from its bytes: the same rules of form as the fee file's
// (docs/file-formats.md). Pure; thread-safe.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "pricing/fee_file/opening.h"
#include "pricing/returns/parse_return.h"
#include "pricing/rules/finding.h"

namespace assize::pricing {

struct ReturnsFile {
  bool unreadable = false;          // nothing below is to be used; the findings say why
  Columns columns_unreadable = 0;   // required and missing, or repeated: no field of theirs is read
  std::uint64_t rows = 0;           // good or bad
  std::vector<ParsedReturn> lines;  // rows of the right number of fields, in order
};

// Reports the file's own findings (FILE-01 to FILE-04).
ReturnsFile read_returns_file(std::string_view bytes, Findings& findings);

// The typed returns of a file, for storing: only those rows whose every field is of its form, in
// order, each with its physical line. What is left out has FV-02 or FILE findings in
// assess_returns.
std::vector<FinancialReturn> read_returns(std::string_view bytes);

}  // namespace assize::pricing
