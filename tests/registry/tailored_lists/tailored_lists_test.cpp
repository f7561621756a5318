// Freezing tailored lists on a real database: whose they are, that they come back byte for byte,
// and what the log says.
#include "registry/tailored_lists/tailored_lists.h"

#include "registry/filings/steps/hexadecimal.h"
#include "tests/registry/placements/placement_fixture.h"

namespace assize::registry {
namespace {

class TailoredListsTest : public testing::PlacementFixture {
 protected:
  FrozenList freeze(const std::string& body, const std::string& of_council = "201") {
    TailoredList list;
    list.request.reference = "N-1";
    list.request.need = pricing::Need::asd;
    list.checkpoint.size = 7;
    return database_->in_transaction([&](Transaction& transaction) {
      return freeze_tailored_list(transaction, journal_, council(of_council),
                                  pricing::LaCode::parse(of_council).value(), list, body);
    });
  }
  std::optional<std::string> body(const std::string& id, std::optional<std::string> of = {}) {
    return database_->with_connection(
        [&](Connection& each) { return frozen_list_body(each, id, of); });
  }
};

TEST_F(TailoredListsTest, ComeBackByteForByteToTheirCouncilAndNoOther) {
  const std::string text = "{\"a\":\"\xC3\x97 \\u0041  \"}";
  const FrozenList frozen = freeze(text);
  EXPECT_EQ(body(frozen.id), text);
  EXPECT_EQ(body(frozen.id, "201"), text);
  EXPECT_FALSE(body(frozen.id, "330"));
  EXPECT_FALSE(body(frozen.id, ""));
  const auto listed = [&](const std::string& of) {
    return database_->with_connection(
        [&](Connection& each) { return list_frozen_lists(each, of).size(); });
  };
  EXPECT_EQ(listed("201"), 1U);
  EXPECT_EQ(listed("330"), 0U);
}

TEST_F(TailoredListsTest, AreCommittedToInTheLogWhichSaysNothingOfTheNeed) {
  const FrozenList frozen = freeze("{}");
  const std::string entry = last_entry();
  EXPECT_NE(entry.find(R"("public":{"checkpoint_size":7,"council":"201"})"), std::string::npos)
      << entry;
  EXPECT_EQ(entry.find("N-1"), std::string::npos);
  EXPECT_EQ(entry.find("ASD"), std::string::npos);
  const auto parsed = audit::parse_entry(entry);
  ASSERT_TRUE(parsed);
  EXPECT_TRUE(audit::opens(
      {bytes_of_hexadecimal(frozen.commitment_random), parsed->body_sha256.value()}, "{}"));
  EXPECT_FALSE(audit::opens(
      {bytes_of_hexadecimal(frozen.commitment_random), parsed->body_sha256.value()}, "{ }"));
}

TEST_F(TailoredListsTest, AreACouncilsOwnAndTheRegulatorNamesWhose) {
  TailoredRequest request;
  EXPECT_EQ(council_of_list(council("201"), request).value()->text(), "201");
  request.council = pricing::LaCode::parse("330").value();
  EXPECT_EQ(council_of_list(council("201"), request).faults()[0].place, "forbidden");
  EXPECT_EQ(council_of_list(regulator(), request).value()->text(), "330");
  request.council.reset();
  EXPECT_FALSE(council_of_list(regulator(), request).value());
  request.freeze = true;
  EXPECT_EQ(council_of_list(regulator(), request).faults()[0].place, "$.council");
  Caller without_code = council("201");
  without_code.la_code.reset();
  EXPECT_EQ(council_of_list(without_code, request).faults()[0].place, "forbidden");
}

}  // namespace
}  // namespace assize::registry
