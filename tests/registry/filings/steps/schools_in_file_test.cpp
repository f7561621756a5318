#include "registry/filings/steps/schools_in_file.h"

#include <gtest/gtest.h>

#include <string>

namespace assize::registry {
namespace {

// "URN@day,day" for each school; the day of filing is 1 June 2026.
std::string schools(const std::string& fees) {
  std::string text;
  for (const auto& [urn, days] :
       schools_in_file(fees, {}, pricing::Date::parse("2026-06-01").value())) {
    text += (text.empty() ? "" : " ") + urn.text();
    char before = '@';
    for (const pricing::Date day : days) {
      text += before + day.text();
      before = ',';
    }
  }
  return text;
}

struct Case {
  const char* fees;
  const char* schools;
};

TEST(SchoolsInFile, FindsEverySchoolHoweverItIsWritten) {
  for (const Case& each : {
           Case{"urn,effective_from\n900001,2026-09-01\n", "900001@2026-09-01"},
           Case{"urn,effective_from\n900002,2026-09-01\n900001,2027-01-01\n900002,2026-10-01\n",
                "900001@2027-01-01 900002@2026-09-01,2026-10-01"},
           // A price for days gone by needs the one who runs the school now.
           Case{"urn,effective_from\n900001,2020-09-01\n", "900001@2026-06-01"},
           Case{"urn,effective_from\n900001,soon\n", "900001@2026-06-01"},
           Case{"urn\n900001\n", "900001@2026-06-01"},
           Case{"Effective-From,line, URN \n2026-09-01,A, 900001 \n", "900001@2026-09-01"},
           Case{"urn,effective_from\n900001\n", "900001@2026-06-01"},
           Case{"urn,effective_from\n900001,2026-09-01,extra\n", "900001@2026-09-01"},
           Case{"urn,line,URN\n900001,A,900002\n", "900001@2026-06-01 900002@2026-06-01"},
           Case{"urn,line\n90001,A\n9000011,B\nX,C\n", ""},
           Case{"line\nA\n", ""},
           Case{"", ""},
       }) {
    EXPECT_EQ(schools(each.fees), each.schools) << each.fees;
  }
}

}  // namespace
}  // namespace assize::registry
