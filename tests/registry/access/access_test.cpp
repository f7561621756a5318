#include <gtest/gtest.h>

#include "audit/tree/hash.h"
#include "registry/access/caller.h"
#include "registry/access/token_text.h"
#include "tests/registry/support/test_database.h"
#include "tests/registry/support/test_log.h"

namespace assize::registry {
namespace {

constexpr audit::Instant day = audit::Instant{24} * 60 * 60 * 1'000'000;

TokenRequest provider_request() {
  TokenRequest request;
  request.role = Role::provider;
  request.organisation_name = "Example Schools Limited";
  request.provider_id = "GB-COH-00000001";
  request.label = "finance team";
  return request;
}

class AccessTest : public ::testing::Test {
 protected:
  AccessTest() {
    execute("INSERT INTO provider VALUES ('GB-COH-00000001', 'Example', NULL)");
    execute(
        "INSERT INTO school_provider VALUES (100001, 'GB-COH-00000001', '2020-09-01', NULL), "
        "(100002, 'GB-COH-00000001', '2020-09-01', '2024-08-31'), "
        "(100003, 'GB-COH-00000002', '2020-09-01', NULL)");
  }
  void execute(std::string_view sql) {
    database_->with_connection([&](Connection& c) { c.execute(sql); });
  }
  std::string one_value(std::string_view sql) {
    return database_->with_connection([&](Connection& c) { return c.query_one(sql)->text(0); });
  }
  Result<NewToken> issue(const TokenRequest& request, const Caller& actor = local_administrator()) {
    return issue_token(*database_, *journal_, actor, request);
  }
  std::optional<Caller> caller(std::string_view secret) {
    return caller_of(*database_, *journal_, secret);
  }
  testing::TestDatabase database_;
  testing::TestJournal journal_;
};

TEST_F(AccessTest, ATokenTellsWhoIsAsking) {
  const auto token = issue(provider_request());
  ASSERT_TRUE(token.ok());
  EXPECT_EQ(token->secret.size(), 50u);
  EXPECT_TRUE(looks_like_token(token->secret));
  const auto who = caller(token->secret);
  ASSERT_TRUE(who.has_value());
  EXPECT_EQ(who->account_id, token->account_id);
  EXPECT_EQ(who->organisation_id, "org_GB-COH-00000001");
  EXPECT_EQ(who->role, Role::provider);
  EXPECT_EQ(who->provider_id, "GB-COH-00000001");
}

TEST_F(AccessTest, KnowsNoOtherText) {
  const auto token = issue(provider_request());
  std::string changed = token->secret;
  changed.back() = changed.back() == 'A' ? 'B' : 'A';
  for (const std::string& text :
       {changed, std::string(), std::string("assize_"), token->secret + "=", token->secret + " ",
        std::string("Assize_") + token->secret.substr(7), std::string(50, '\''),
        "assize_" + std::string(43, 'A')}) {
    EXPECT_FALSE(caller(text).has_value()) << text;
  }
}

TEST_F(AccessTest, KeepsOnlyTheHashOfAToken) {
  const auto token = issue(provider_request());
  EXPECT_EQ(one_value("SELECT LOWER(HEX(sha256)) FROM access_token"),
            audit::sha256_hex(token->secret));
  const std::string entry = one_value("SELECT entry FROM log_pending");
  EXPECT_EQ(entry.find(token->secret), std::string::npos);
  EXPECT_EQ(entry.find("Example"), std::string::npos);
  EXPECT_EQ(entry.find("finance"), std::string::npos);
  EXPECT_NE(entry.find("\"action\":\"token.issued\""), std::string::npos) << entry;
  EXPECT_NE(entry.find("\"actor\":\"acc_local\""), std::string::npos) << entry;
  EXPECT_NE(entry.find("account/" + token->account_id), std::string::npos) << entry;
}

TEST_F(AccessTest, GivesEveryTokenAnAccountOfTheSameOrganisation) {
  const auto first = issue(provider_request());
  const auto second = issue(provider_request());
  EXPECT_NE(first->secret, second->secret);
  EXPECT_NE(first->account_id, second->account_id);
  EXPECT_EQ(caller(first->secret)->organisation_id, caller(second->secret)->organisation_id);
  EXPECT_EQ(one_value("SELECT COUNT(*) FROM organisation WHERE kind = 'provider'"), "1");
}

TEST_F(AccessTest, NamesTheOrganisationOfEachRole) {
  TokenRequest council;
  council.role = Role::commissioner;
  council.la_code = "301";
  EXPECT_EQ(caller(issue(council)->secret)->organisation_id, "org_council_301");
  for (const Role role : {Role::case_officer, Role::approver, Role::administrator}) {
    TokenRequest regulator;
    regulator.role = role;
    const auto who = caller(issue(regulator)->secret);
    EXPECT_EQ(who->organisation_id, "org_regulator");
    EXPECT_EQ(who->role, role);
    EXPECT_EQ(who->provider_id, std::nullopt);
  }
}

TEST_F(AccessTest, ATokenEndsOnItsDay) {
  TokenRequest request = provider_request();
  request.days_valid = 30;
  const auto token = issue(request);
  journal_.pass(30 * day - 1);
  EXPECT_TRUE(caller(token->secret).has_value());
  journal_.pass(1);
  EXPECT_FALSE(caller(token->secret).has_value());
}

TEST_F(AccessTest, ARevokedTokenIsUnknownAtOnce) {
  const auto token = issue(provider_request());
  const auto other = issue(provider_request());
  const auto revoked =
      revoke_token(*database_, *journal_, local_administrator(), token->account_id);
  ASSERT_TRUE(revoked.ok());
  EXPECT_EQ(*revoked, 1);
  EXPECT_FALSE(caller(token->secret).has_value());
  EXPECT_TRUE(caller(other->secret).has_value());
  EXPECT_EQ(*revoke_token(*database_, *journal_, local_administrator(), token->account_id), 0);
  EXPECT_EQ(one_value("SELECT COUNT(*) FROM log_pending WHERE entry LIKE '%token.revoked%'"), "1");
  EXPECT_FALSE(revoke_token(*database_, *journal_, local_administrator(), "acc_none").ok());
}

TEST_F(AccessTest, OnlyAnAdministratorMayIssueOrRevoke) {
  const auto token = issue(provider_request());
  for (const Role role :
       {Role::anyone, Role::provider, Role::commissioner, Role::case_officer, Role::approver}) {
    Caller actor = local_administrator();
    actor.role = role;
    EXPECT_EQ(issue(provider_request(), actor).faults().front().place, "forbidden");
    EXPECT_EQ(revoke_token(*database_, *journal_, actor, token->account_id).faults().front().place,
              "forbidden");
  }
  EXPECT_EQ(one_value("SELECT COUNT(*) FROM access_token WHERE revoked_at IS NULL"), "1");
}

TEST_F(AccessTest, SaysEverythingThatIsWrongWithARequest) {
  TokenRequest request;
  request.role = Role::anyone;
  request.provider_id = "GB-COH-00000001";
  request.la_code = "3011";
  request.organisation_name = std::string(201, 'x');
  request.label = std::string(101, 'x');
  request.days_valid = 0;
  const auto refused = issue(request);
  std::string places;
  for (const Fault& fault : refused.faults()) places += fault.place + " ";
  EXPECT_EQ(places, "role provider council organisation label validity ");
  EXPECT_EQ(one_value("SELECT COUNT(*) FROM account"), "1");
}

TEST_F(AccessTest, RefusesAProviderThatIsNotKnown) {
  TokenRequest request = provider_request();
  request.provider_id = "GB-COH-99999999";
  const auto refused = issue(request);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.faults().front().message,
            "There is no provider GB-COH-99999999 on the register. Import who runs which school "
            "first.");
  EXPECT_EQ(one_value("SELECT COUNT(*) FROM log_pending"), "0");
  EXPECT_EQ(one_value("SELECT COUNT(*) FROM organisation WHERE kind = 'provider'"), "0");
}

TEST_F(AccessTest, CountsCharactersOfALabelNotBytes) {
  TokenRequest request = provider_request();
  request.label.clear();
  for (int i = 0; i < 100; ++i) request.label += "ŷ";
  EXPECT_TRUE(issue(request).ok());
}

TEST_F(AccessTest, KnowsWhichSchoolsAProviderRunsAndWhen) {
  Caller provider;
  provider.provider_id = "GB-COH-00000001";
  struct Case {
    std::uint32_t urn;
    const char* on;
    bool runs;
  };
  for (const auto& [urn, on, runs] : std::initializer_list<Case>{{100001, "2026-09-01", true},
                                                                 {100001, "2020-09-01", true},
                                                                 {100001, "2020-08-31", false},
                                                                 {100002, "2024-08-31", true},
                                                                 {100002, "2024-09-01", false},
                                                                 {100003, "2026-09-01", false},
                                                                 {100009, "2026-09-01", false}}) {
    EXPECT_EQ(database_->with_connection([&, u = urn, d = on](Connection& c) {
      return runs_school(c, provider, *pricing::Urn::from_number(u), *pricing::Date::parse(d));
    }),
              runs)
        << urn << " " << on;
  }
  EXPECT_FALSE(database_->with_connection([](Connection& c) {
    return runs_school(c, local_administrator(), *pricing::Urn::from_number(100001),
                       *pricing::Date::parse("2026-09-01"));
  }));
}

TEST_F(AccessTest, TheLocalAdministratorIsMadeWithTheDatabase) {
  EXPECT_EQ(one_value("SELECT CONCAT(id, ' ', organisation_id, ' ', role) FROM account"),
            "acc_local org_regulator administrator");
  EXPECT_EQ(local_administrator().account_id, "acc_local");
}

TEST(Role, HasACodeBothWays) {
  for (const Role role : {Role::anyone, Role::provider, Role::commissioner, Role::case_officer,
                          Role::approver, Role::administrator}) {
    EXPECT_EQ(role_of_code(code(role)), role);
  }
  EXPECT_EQ(role_of_code("king"), std::nullopt);
}

}  // namespace
}  // namespace assize::registry
