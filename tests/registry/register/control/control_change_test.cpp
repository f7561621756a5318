// Changes of control on a real database: what they do to who runs a school, and its history.
#include "registry/register/control/control_change.h"

#include "registry/register/control/ownership.h"
#include "tests/registry/placements/placement_fixture.h"

namespace assize::registry {
namespace {

class ControlChangeTest : public testing::PlacementFixture {
 protected:
  static std::string body(const std::string& controller, const std::string& from,
                          const std::string& others = "") {
    return R"({"controller":")" + controller + R"(","controller_name":"Elm Ltd",)" +
           R"("owner_kind":"private_equity","reason":"sold","from":")" + from + '"' + others + "}";
  }
  std::string of_school(const std::string& json, const Caller& caller = regulator(),
                        const std::string& urn = "900001") {
    return outcome(json, [&](Transaction& transaction, const ControlRequest& request) {
      return change_control_of_school(transaction, journal_, caller,
                                      pricing::Urn::parse(urn).value(), request);
    });
  }
  std::string of_provider(const std::string& json, const std::string& id = "north") {
    return outcome(json, [&](Transaction& transaction, const ControlRequest& request) {
      return change_control_of_provider(transaction, journal_, regulator(), id, request);
    });
  }
  // "north 2010-01-01-2026-03-31; " for each that ran the school.
  std::string runnings(std::optional<std::string> known_at = {}) {
    const auto ownership = database_->with_connection([&](Connection& each) {
      return ownership_of_school(each, pricing::Urn::parse("900001").value(), KnownAt(known_at));
    });
    std::string text;
    for (const RunningOfSchool& each : ownership.runnings) {
      text += each.provider_id + " " + each.from + "-" + each.to.value_or("") + "; ";
    }
    return text;
  }

 private:
  template <typename Act>
  std::string outcome(const std::string& json, const Act& act) {
    const auto request = parse_control_request(json);
    if (!request) return request.faults()[0].place;
    const auto change = database_->in_transaction(
        [&](Transaction& transaction) { return act(transaction, *request); });
    return change ? "" : change.faults()[0].place;
  }
};

TEST_F(ControlChangeTest, PassASchoolFromOneDayToTheNextAndKeepWhatWas) {
  const std::string before = moment();
  EXPECT_EQ(of_school(body("GB-COH-01234567", "2026-04-01",
                           R"(,"connected_parties":[{"id":"GB-COH-07654321","name":"Elm Estates",)"
                           R"("relation":"rent"}])")),
            "");
  EXPECT_EQ(runnings(), "north 2010-01-01-2026-03-31; GB-COH-01234567 2026-04-01-; ");
  EXPECT_EQ(runnings(before), "north 2010-01-01-; ");
  const std::string entry = last_entry();
  EXPECT_NE(entry.find("control.changed"), std::string::npos) << entry;
  EXPECT_NE(entry.find(R"({"party":"GB-COH-07654321","relation":"rent"})"), std::string::npos);
  EXPECT_EQ(entry.find("Elm"), std::string::npos);
  EXPECT_EQ(entry.find("sold"), std::string::npos);
  EXPECT_EQ(of_school(body("GB-COH-01234567", "2026-05-01")), "conflict") << "it runs it already";
  EXPECT_EQ(of_school(body("GB-COH-09999999", "2026-04-01")), "conflict") << "one is later";
  EXPECT_EQ(count("control_change"), 1);
  EXPECT_EQ(query("SELECT COUNT(*) FROM provider WHERE id = 'GB-COH-09999999'")[0].integer(0), 0);
}

TEST_F(ControlChangeTest, BringAProviderUnderAControllerAndAreShownWithIt) {
  EXPECT_EQ(of_provider(body("GB-COH-01234567", "2026-04-01")), "from") << "still to come";
  EXPECT_EQ(of_provider(body("GB-COH-01234567", "2026-03-01")), "");
  EXPECT_EQ(of_provider(body("GB-COH-01234567", "2026-03-02")), "conflict");
  EXPECT_EQ(of_provider(body("GB-COH-07654321", "2026-02-01")), "from");
  EXPECT_EQ(of_provider(body("GB-COH-07654321", "2026-03-01"), "nobody"), "not_found");
  const auto provider = database_->with_connection(
      [](Connection& each) { return ownership_of_provider(each, "north", KnownAt()); });
  ASSERT_TRUE(provider);
  EXPECT_EQ(provider->group_id, "GB-COH-01234567");
  EXPECT_EQ(provider->ownership.changes.size(), 1U);
  EXPECT_EQ(provider->ownership.runnings.size(), 2U);
  EXPECT_EQ(snapshot()->find(pricing::Urn::parse("900001").value())->group_name, "Elm Ltd");
}

TEST_F(ControlChangeTest, AreTheRegulatorsAndOfTheirForm) {
  const std::string good = body("GB-COH-01234567", "2026-04-01");
  EXPECT_EQ(of_school(good, provider("north")), "forbidden");
  EXPECT_EQ(of_school(good, regulator(), "900009"), "not_found");
  EXPECT_EQ(of_school(body("Jane Doe", "2026-04-01")), "$.controller");
  EXPECT_EQ(of_school(body("GB-COH-01234567", "2028-04-01")), "from");
  EXPECT_EQ(of_school(body("GB-COH-01234567", "2026-04-01",
                           R"(,"connected_parties":[{"id":"x","name":"y","relation":"rent"}])")),
            "$.connected_parties[0].id");
  const std::string party = R"({"id":"GB-COH-07654321","name":"E","relation":"rent"})";
  EXPECT_EQ(of_school(body("GB-COH-01234567", "2026-04-01",
                           R"(,"connected_parties":[)" + party + "," + party + "]")),
            "$.connected_parties");
  EXPECT_EQ(count("control_change"), 0);
}

}  // namespace
}  // namespace assize::registry
