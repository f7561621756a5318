// The one function that judges a file of returns. Pure: the same bytes and rule book give the same
// assessment. Its forms are written by the same functions as a fee file's (assess.h).
#pragma once

#include <string_view>

#include "pricing/assessment/assess.h"

namespace assize::pricing {

// Not kept, findings are only counted, as for `summary`.
Assessment assess_returns(std::string_view returns, const RuleBook& book,
                          bool keep_findings = true);

// The returns handed back, with `status` and `findings` added to each row.
void write_annotated_returns(const Assessment& assessment, std::string_view returns,
                             const Write& write);

}  // namespace assize::pricing
