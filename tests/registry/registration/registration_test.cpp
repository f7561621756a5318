// Registrations on a real database: what may follow on what, on both axes of time, and what a
// suspension means elsewhere.
#include "registry/registration/registration.h"

#include "registry/frameworks/applications.h"
#include "registry/frameworks/frameworks.h"
#include "registry/market/read_market.h"
#include "registry/registration/record_registration.h"
#include "tests/registry/frameworks/framework_samples.h"
#include "tests/registry/placements/placement_fixture.h"

namespace assize::registry {
namespace {

class RegistrationTest : public testing::PlacementFixture {
 protected:
  // "" if it is recorded, or the place of the first fault.
  std::string record(const std::string& json, const std::string& urn = "900001",
                     const Caller& caller = regulator()) {
    const auto request = parse_registration_request(json);
    if (!request) return request.faults()[0].place;
    const auto event = record_registration(*database_, journal_, caller,
                                           pricing::Urn::parse(urn).value(), *request);
    return event ? "" : event.faults()[0].place;
  }
  std::string event(const std::string& kind, const std::string& on) {
    return record(R"({"event":")" + kind + R"(","on":")" + on + R"(","reasons":"because"})");
  }
  Registration read(const std::string& as_at, std::optional<std::string> known_at = {}) {
    return database_->with_connection([&](Connection& each) {
      return read_registration_at(each, pricing::Urn::parse("900001").value(),
                                  {day("2026-03-31"), day(as_at), std::move(known_at)});
    });
  }
  std::string status(const std::string& as_at, std::optional<std::string> known_at = {}) {
    return std::string(code(read(as_at, std::move(known_at)).status));
  }
};

TEST_F(RegistrationTest, IsSuspendedReinstatedAndRemovedFromDaysThatNeverGoBack) {
  EXPECT_EQ(event("reinstated", "2026-03-31"), "conflict");
  EXPECT_EQ(event("suspended", "2026-03-10"), "");
  EXPECT_EQ(event("suspended", "2026-03-11"), "conflict");
  EXPECT_EQ(event("reinstated", "2026-03-09"), "on");
  const std::string then = moment();
  EXPECT_EQ(event("reinstated", "2026-03-20"), "");
  EXPECT_EQ(event("removed", "2026-05-01"), "");
  EXPECT_EQ(event("suspended", "2026-05-02"), "conflict");
  EXPECT_EQ(event("removed", "2028-05-01"), "on") << "more than a year ahead";
  EXPECT_EQ(status("2026-03-09"), "registered");
  EXPECT_EQ(status("2026-03-10"), "suspended");
  EXPECT_EQ(status("2026-03-20"), "registered");
  EXPECT_EQ(status("2026-03-31"), "registered");
  EXPECT_EQ(status("2026-05-01"), "removed");
  EXPECT_EQ(status("2026-03-31", then), "suspended") << "as it was known then";
  EXPECT_EQ(event("reinstated", "2026-06-01"), "") << "a removal may be quashed";
}

TEST_F(RegistrationTest, IsTheRegulatorsToChangeOfSchoolsThatAreRegisteredHere) {
  const std::string suspend = R"({"event":"suspended","reasons":"because"})";
  EXPECT_EQ(record(suspend, "900001", provider("north")), "forbidden");
  EXPECT_EQ(record(suspend, "900001", council("201")), "forbidden");
  EXPECT_EQ(record(suspend, "900004"), "urn") << "a school of the state's";
  EXPECT_EQ(record(suspend, "900009"), "not_found");
  const auto has_registration = [&](const char* urn, std::optional<std::string> known_at = {}) {
    return database_->in_transaction([&](Transaction& transaction) {
      const TwoTimes times{day("2026-03-31"), {}, known_at};
      return find_registration_events(transaction.connection(), pricing::Urn::parse(urn).value(),
                                      times)
          .has_value();
    });
  };
  EXPECT_TRUE(has_registration("900001"));
  EXPECT_FALSE(has_registration("900001", "2001-01-01")) << "it was not known then";
  EXPECT_FALSE(has_registration("900004")) << "a school of the state's";
  EXPECT_FALSE(has_registration("900009"));
  const std::pair<const char*, const char*> faulty[] = {
      {R"({"event":"suspended"})", "reasons"},
      {R"({"event":"registered","reasons":"x"})", "$.event"},
      {R"({"event":"condition_met","reasons":"x"})", "$.event"},
      {R"({"event":"condition_imposed","reasons":"x"})", "condition"},
      {R"({"event":"condition_imposed","condition":"tell Jane Doe","reasons":"x"})", "condition"},
      {R"({"event":"condition_imposed","condition":"x","due":"2026-03-30","reasons":"x"})", "due"},
      {R"({"event":"suspended","condition":"x","reasons":"x"})", "condition"},
      {R"({"event":"childrens_home_registered","reasons":"x"})", "number"},
      {R"({"event":"childrens_home_registered","number":"S C"})", "number"},
      {R"({"event":"suspended","number":"SC1","reasons":"x"})", "number"}};
  for (const auto& [json, place] : faulty) EXPECT_EQ(record(json), place) << json;
  EXPECT_EQ(count("registration_event"), 0);
}

TEST_F(RegistrationTest, LeavesEntriesWithoutItsWordsAndReasons) {
  ASSERT_EQ(record(R"({"event":"condition_imposed","condition":"admit nobody new",)"
                   R"("due":"2026-09-01","reasons":"the inspection"})"),
            "");
  const std::string entry = last_entry();
  EXPECT_NE(entry.find("registration.condition_imposed"), std::string::npos) << entry;
  EXPECT_NE(entry.find(R"("urn":"900001")"), std::string::npos) << entry;
  EXPECT_EQ(entry.find("admit"), std::string::npos);
  EXPECT_EQ(entry.find("inspection"), std::string::npos);
}

TEST_F(RegistrationTest, HoldsAChildrensHomeAndConditionsFromTheirDays) {
  ASSERT_EQ(record(R"({"event":"childrens_home_registered","number":"SC123456",)"
                   R"("on":"2026-03-05"})"),
            "");
  ASSERT_EQ(record(R"({"event":"childrens_home_registered","number":"SC123456"})"), "conflict");
  ASSERT_EQ(record(R"({"event":"condition_imposed","condition":"x","on":"2026-03-06",)"
                   R"("reasons":"x"})"),
            "");
  EXPECT_FALSE(read("2026-03-04").childrens_home_since);
  EXPECT_EQ(read("2026-03-05").childrens_home_number, "SC123456");
  EXPECT_EQ(read("2026-03-05").conditions.size(), 0U);
  EXPECT_EQ(read("2026-03-06").conditions.size(), 1U);
  ASSERT_EQ(event("childrens_home_cancelled", "2026-03-20"), "");
  EXPECT_FALSE(read("2026-03-20").childrens_home_since);
}

TEST_F(RegistrationTest, KeepsASuspendedSchoolOutOfLotsAndFlagsItInTheMarket) {
  ASSERT_TRUE(publish_framework(*database_, journal_, regulator(), testing::framework_json(), ""));
  const LotAddress lot{"SEND-2026", "ASD-DAY"};
  ASSERT_TRUE(apply_to_lot(*database_, journal_, {regulator(), lot, "900001", "", {}}));
  const auto admit = [&](const std::string& on) {
    const auto made = decide_application(
        *database_, journal_, {regulator(), lot, "900001", LotEventKind::admitted, "", day(on)});
    return made ? "" : made.faults()[0].place;
  };
  ASSERT_EQ(event("suspended", "2026-03-10"), "");
  EXPECT_FALSE(snapshot()->find(pricing::Urn::parse("900001").value())->registration.is_in_force());
  const auto facts = database_->with_connection(
      [](Connection& each) { return read_market(each, day("2026-03-31"), day("2026-03-31")); });
  ASSERT_EQ(facts.standings->size(), 1U);
  EXPECT_EQ(facts.standings->at(0).kind, pricing::StandingKind::registration);
  EXPECT_EQ(facts.standings->at(0).state, pricing::StandingState::suspended);
  EXPECT_EQ(admit("2026-03-31"), "conflict");
  ASSERT_EQ(event("reinstated", "2026-04-10"), "");
  EXPECT_EQ(admit("2026-04-09"), "conflict");
  EXPECT_EQ(admit("2026-04-10"), "");
}

}  // namespace
}  // namespace assize::registry
