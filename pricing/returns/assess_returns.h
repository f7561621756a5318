// The one function that judges a file of returns. Pure: the same bytes and rule book give the same
// assessment. Its forms are written by the same functions as a fee file's (assess.h).
#pragma once

#include <string_view>

#include "pricing/assessment/assess.h"

namespace assize::pricing {

// Not kept, findings are only counted, as for `summary`. `earlier` is a file of returns that were
// handed in before, for PRF-02 alone: nothing is found on its rows, those that are not of their
// form are passed over, and so are those whose year overlaps one of the same provider in `returns`,
// which takes their place.
Assessment assess_returns(std::string_view returns, const RuleBook& book, bool keep_findings = true,
                          std::string_view earlier = {});

// The returns handed back, with `status` and `findings` added to each row.
void write_annotated_returns(const Assessment& assessment, std::string_view returns,
                             const Write& write);

}  // namespace assize::pricing
