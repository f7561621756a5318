// What is kept of a school with the snapshot is what is written of it anew.
#include "api/catalogue/school_json.h"

#include <gtest/gtest.h>

#include "pricing/text/json.h"

namespace assize::api {
namespace {

TEST(SchoolJson, AHitIsTheSameFromTheKeptTextAndWrittenAnew) {
  auto school = std::make_shared<registry::CatalogueSchool>(*pricing::Urn::from_number(123456));
  school->name = "The \"Elm\" \xC3\xA9 School";
  school->type_code = 10;
  school->needs = {pricing::Need::asd, pricing::Need::vi};
  school->lots = {{"F-1", "L1", registry::LotStatus::admitted, {}, true}};
  registry::SchoolHit hit;
  hit.school = school;
  hit.prices = registry::PriceRange{pricing::Pounds::from_pennies(100), {}, {"A", "B"}};
  hit.lot = school->lots.front();
  JsonWriter anew;
  write_hit(anew, hit);
  hit.text = std::make_shared<const std::string>(school_members(*school));
  JsonWriter kept;
  write_hit(kept, hit);
  EXPECT_EQ(kept.text(), anew.text());
  EXPECT_TRUE(pricing::parse_json(kept.text()).ok()) << kept.text();
  EXPECT_NE(kept.text().find(R"("lot":{"framework":"F-1","lot":"L1","since":")"),
            std::string::npos);
}

}  // namespace
}  // namespace assize::api
