// How two assessments of one filing differ, finding by finding, in words. Pure; thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace assize::registry {

// One way in which what was replayed is not what was stored.
struct ReplayDifference {
  // fees, previous, register, returns, earlier, assessment (their bytes); rule_book; finding, not_assessed, summary
  // (what the assessment says); entry (the log's).
  std::string part;
  std::string message;  // one sentence
  bool operator==(const ReplayDifference&) const = default;
};

// Of the assessments' JSON: each finding that appeared, went or changed, each reason for which a
// rule was not assessed that appeared or went, and each other key whose value differs. Empty for
// the same bytes, and never empty for others.
std::vector<ReplayDifference> compare_assessments(std::string_view stored,
                                                  std::string_view replayed);

struct RuleChange {
  std::string rule;
  std::string then;  // version; empty: there was no such rule
  std::string now;   // empty: there is no such rule any more
  bool operator==(const RuleChange&) const = default;
};

// Of two lists as `rule_versions` writes them. None where `then` is empty: it was not kept.
std::vector<RuleChange> compare_rule_versions(std::string_view then, std::string_view now);

}  // namespace assize::registry
