#include "registry/frameworks/frameworks.h"

#include <gtest/gtest.h>

#include "audit/tree/hash.h"
#include "tests/registry/frameworks/framework_samples.h"
#include "tests/registry/support/test_database.h"
#include "tests/registry/support/test_log.h"

namespace assize::registry {
namespace {

using testing::framework_json;

constexpr audit::Instant one_day = 86'400'000'000;

class FrameworksTest : public ::testing::Test {
 protected:
  static Caller caller(Role role) { return {"acc_test", "org_regulator", role, {}}; }
  Result<FrameworkPublication> publish(const std::string& json, const std::string& reason = "",
                                       Role role = Role::approver) {
    return publish_framework(*database_, *journal_, caller(role), json, reason);
  }
  std::string refused(const std::string& json, const std::string& reason = "") {
    const auto publication = publish(json, reason);
    return publication ? "published" : publication.faults()[0].place;
  }
  std::string last_entry() {
    return database_->with_connection([](Connection& connection) {
      return connection.query_one("SELECT entry FROM log_pending ORDER BY id DESC LIMIT 1")
          .value()
          .text(0);
    });
  }
  testing::TestDatabase database_;
  testing::TestJournal journal_;
};

TEST_F(FrameworksTest, IsPublishedOnceAndReadBackAsItWas) {
  const std::string json = framework_json();
  const auto first = publish(json);
  ASSERT_TRUE(first) << first.faults()[0].message;
  EXPECT_TRUE(first->was_new);
  EXPECT_EQ(first->edition.edition, 1U);
  const auto again = publish(json);
  ASSERT_TRUE(again);
  EXPECT_FALSE(again->was_new);
  EXPECT_EQ(again->receipt.leaf, first->receipt.leaf);
  database_->with_connection([&](Connection& connection) {
    EXPECT_EQ(framework_body(connection, "SEND-2026", 1), json);
    EXPECT_EQ(find_framework(connection, "SEND-2026")->lots.size(), 2U);
    EXPECT_EQ(find_framework(connection, "send-2026"), std::nullopt);
    EXPECT_EQ(list_frameworks(connection).size(), 1U);
  });
  EXPECT_NE(last_entry().find(R"("action":"framework.published")"), std::string::npos);
  EXPECT_NE(last_entry().find(R"("subject":"framework/SEND-2026")"), std::string::npos);
}

TEST_F(FrameworksTest, MayChangeUntilItOpensAndThenOnlyByACorrectionThatSaysWhy) {
  const std::map<std::string, std::string> coming{{"opens", "2026-04-01"}};
  ASSERT_TRUE(publish(framework_json(coming)));
  auto retitled = coming;
  retitled["title"] = "Another title";
  retitled["lot"] = "ASD-DAY-2";
  EXPECT_EQ(refused(framework_json(retitled), "why not"), "reason");
  ASSERT_TRUE(publish(framework_json(retitled)));

  journal_.pass(one_day);  // it opens
  auto corrected = retitled;
  corrected["title"] = "The right title";
  EXPECT_EQ(refused(framework_json(corrected)), "conflict");
  EXPECT_EQ(refused(framework_json(corrected), std::string(2001, 'x')), "reason");
  EXPECT_EQ(refused(framework_json(coming), "back to the first"), "$.lots");
  const auto correction = publish(framework_json(corrected), "The title was wrong.");
  ASSERT_TRUE(correction) << correction.faults()[0].message;
  EXPECT_EQ(correction->edition.edition, 3U);
  EXPECT_NE(last_entry().find(R"("action":"framework.corrected")"), std::string::npos);
  EXPECT_EQ(last_entry().find("The title was wrong."), std::string::npos);
  EXPECT_NE(last_entry().find(R"("reason_sha256":")" + audit::sha256_hex("The title was wrong.")),
            std::string::npos);
  database_->with_connection([&](Connection& connection) {
    const auto editions = framework_editions(connection, "SEND-2026");
    ASSERT_EQ(editions.size(), 3U);
    EXPECT_EQ(editions[2].reason, "The title was wrong.");
    EXPECT_EQ(editions[2].account_id, "acc_test");
    EXPECT_EQ(framework_body(connection, "SEND-2026", 2), framework_json(retitled));
    EXPECT_EQ(find_framework(connection, "SEND-2026")->title, "The right title");
  });
}

TEST_F(FrameworksTest, IsForAnApproverOrAnAdministratorAlone) {
  for (const Role role : {Role::anyone, Role::provider, Role::commissioner, Role::case_officer}) {
    const auto publication = publish(framework_json(), "", role);
    ASSERT_FALSE(publication);
    EXPECT_EQ(publication.faults()[0].place, "forbidden");
  }
  EXPECT_TRUE(publish(framework_json(), "", Role::administrator));
}

}  // namespace
}  // namespace assize::registry
