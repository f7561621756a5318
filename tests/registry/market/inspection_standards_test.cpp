#include "registry/market/inspection_standards.h"

#include <gtest/gtest.h>

namespace assize::registry {
namespace {

struct Case {
  const char* outcome;
  const char* standards;
};
constexpr Case cases[] = {
    {"outstanding", "met"},
    {"Good", "met"},
    {"met", "met"},
    {"not_met", "unmet"},
    {"Inadequate", "unmet"},
    {"Serious Weaknesses", "unmet"},
    {"Special Measures", "unmet"},
    {"requires_improvement", "open"},
    {"Requires improvement", "open"},
    {"", "open"},
    {"Not applicable", "open"},
    {"safeguarding=met;independent_school_standards=met;inclusion=exceptional", "met"},
    {"safeguarding=met;independent_school_standards=not_met", "unmet"},
    {"safeguarding=not_met;independent_school_standards=met", "unmet"},
    {"independent_school_standards=met;achievement=urgent_improvement", "unmet"},
    {"inclusion=strong_standard;achievement=needs_attention", "open"},
};

TEST(StandardsFound, AreReadFromEachFormOfAnOutcome) {
  for (const auto& [outcome, standards] : cases) {
    const auto found = standards_found(outcome);
    EXPECT_EQ(!found                              ? "open"
              : *found == pricing::Standards::met ? "met"
                                                  : "unmet",
              std::string(standards))
        << outcome;
  }
}

}  // namespace
}  // namespace assize::registry
