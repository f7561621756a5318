#include "pricing/exact/organisation_id.h"

#include <gtest/gtest.h>

#include <utility>

namespace assize::pricing {
namespace {

TEST(OrganisationId, IsOfOneOfThreeForms) {
  for (const char* id : {"GB-COH-01234567", "GB-COH-SC123456", "GB-CHC-123456", "GB-CHC-1234567",
                         "GB-UKPRN-10012345"}) {
    EXPECT_TRUE(is_organisation_id(id)) << id;
  }
  for (const char* id :
       {"", "01234567", "GB-COH-1234567", "GB-COH-123456789", "GB-COH-sc123456", "GB-COH-S1234567",
        "GB-CHC-12345", "GB-CHC-12345678", "GB-UKPRN-1001234", "gb-coh-01234567", "GB-COH-"}) {
    EXPECT_FALSE(is_organisation_id(id)) << id;
  }
}

TEST(OrganisationId, SaysWhatToWrite) {
  const std::pair<const char*, const char*> cases[] = {
      {"", "no organisation is given: write its identifier, such as GB-COH-12345678"},
      {"12345678", "\"12345678\" is not an organisation's identifier: write GB-COH-12345678"},
      {"GB-COH-1234567",
       "\"GB-COH-1234567\" is not an organisation's identifier: write GB-COH-01234567 if noughts "
       "at "
       "the front were lost"},
      {"Rise Group",
       "\"Rise Group\" is not an organisation's identifier: write GB-COH- and the eight characters "
       "of the company number, GB-CHC- and the charity number, or GB-UKPRN- and its eight digits"}};
  for (const auto& [text, says] : cases) EXPECT_EQ(explain_organisation_id(text), says);
}

}  // namespace
}  // namespace assize::pricing
