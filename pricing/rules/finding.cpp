#include "pricing/rules/finding.h"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace assize::pricing {

void Findings::join(Findings&& later, std::uint64_t lines_before) {
  for (std::size_t rule = 0; rule < rule_count; ++rule) {
    counts_[rule] += later.counts_[rule];
    for (std::size_t why = 0; why < unjudged_count; ++why) {
      unjudged_[rule][why] += later.unjudged_[rule][why];
    }
  }
  for (std::size_t i = 0; i < severities_.size(); ++i) severities_[i] += later.severities_[i];
  for (Finding& finding : later.kept_) finding.line += lines_before;
  std::move(later.kept_.begin(), later.kept_.end(), std::back_inserter(kept_));
  later.kept_.clear();
}

void Findings::sort() {
  std::stable_sort(kept_.begin(), kept_.end(), [](const Finding& one, const Finding& other) {
    return std::tie(one.line, one.rule, one.column) <
           std::tie(other.line, other.rule, other.column);
  });
}

}  // namespace assize::pricing
