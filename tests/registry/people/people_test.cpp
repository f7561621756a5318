#include "registry/people/people.h"

#include <gtest/gtest.h>

#include "registry/people/organisations.h"
#include "registry/people/sessions.h"
#include "tests/registry/people/people_fixture.h"

namespace assize::registry {
namespace {

using testing::PeopleTest;

TEST(Email, IsReadInLowerCaseAndRefusedWhereNoServerTakesIt) {
  EXPECT_EQ(parse_email("Ada.Love+fees@Example.ORG").value(), "ada.love+fees@example.org");
  const std::string long_name(65, 'a');
  for (const std::string& text :
       {std::string(), std::string("ada"), std::string("@example.org"), std::string("ada@"),
        std::string("ada@example"), std::string("ada@-x.org"), std::string("ada@x..org"),
        std::string(".ada@x.org"), std::string("a..b@x.org"), std::string("a b@x.org"),
        std::string("a\r\nBcc: b@x.org"), std::string("ada@x.org\n"), std::string("a\"b@x.org"),
        std::string("a@b@"), long_name + "@x.org", "a@" + std::string(300, 'x') + ".org"}) {
    EXPECT_FALSE(parse_email(text).ok()) << text;
  }
}

TEST_F(PeopleTest, AnOrganisationOfEachKindIsRegisteredOnce) {
  Organisation partnership;
  partnership.kind = OrganisationKind::partnership;
  partnership.name = "North Inclusion Partnership";
  partnership.la_codes = {"383", "301"};
  const auto made = register_or_throw(partnership);
  EXPECT_EQ(made.la_codes, (std::vector<std::string>{"301", "383"}));
  const auto found =
      database_->with_connection([&](Connection& c) { return find_organisation(c, made.id); });
  ASSERT_TRUE(found);
  EXPECT_EQ(found->la_codes, made.la_codes);

  const Organisation first = register_or_throw(council("301"));
  const std::string entries = one_value("SELECT COUNT(*) FROM log_pending");
  EXPECT_EQ(register_or_throw(council("301")).id, first.id);
  EXPECT_EQ(one_value("SELECT COUNT(*) FROM log_pending"), entries) << "the second makes nothing";
}

TEST_F(PeopleTest, WhatAnOrganisationCannotBeIsSaidMemberByMember) {
  Organisation wanted;
  wanted.kind = OrganisationKind::partnership;
  wanted.la_codes = {"301", "999"};
  wanted.provider_id = "GB-COH-00000001";
  const auto refused = try_register(wanted);
  ASSERT_FALSE(refused.ok());
  std::vector<std::string> places;
  for (const Fault& fault : refused.faults()) places.push_back(fault.place);
  EXPECT_EQ(places, (std::vector<std::string>{"name", "councils", "provider"}));

  Caller other = local_administrator();
  other.role = Role::approver;
  const auto forbidden = database_->in_transaction(
      [&](Transaction& t) { return register_organisation(t, *journal_, other, council("301")); });
  EXPECT_EQ(forbidden.faults().front().place, "forbidden");
}

TEST_F(PeopleTest, APersonIsInAnOrganisationOnceAndInARoleOfIts) {
  const Organisation leeds = register_or_throw(council("383"));
  const auto first = join("Ada", "ada@example.org", leeds.id, Role::commissioner);
  ASSERT_TRUE(first.ok());
  EXPECT_EQ(join("Ada", "ada@example.org", leeds.id, Role::commissioner).faults().front().place,
            "conflict");
  EXPECT_EQ(join("Bo", "bo@example.org", leeds.id, Role::case_officer).faults().front().place,
            "role");
  EXPECT_EQ(join("Bo", "bo@example.org", "org_nowhere", Role::provider).faults().front().place,
            "organisation");
  const auto second = join("Ada", "ada@example.org", "org_regulator", Role::case_officer);
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(second->person.id, first->person.id) << "one person, two organisations";
  const auto mine = database_->with_connection(
      [&](Connection& c) { return memberships_of(c, first->person.id); });
  EXPECT_EQ(mine.size(), 2U);
}

TEST_F(PeopleTest, NoNameAndNoAddressGetsIntoTheLog) {
  ASSERT_TRUE(join("Ada Lovelace", "ada@example.org", "org_regulator", Role::approver).ok());
  const std::string entries = one_value("SELECT GROUP_CONCAT(entry) FROM log_pending");
  EXPECT_NE(entries.find("membership.begun"), std::string::npos);
  for (const char* personal : {"Ada", "Lovelace", "example.org", "per_"}) {
    EXPECT_EQ(entries.find(personal), std::string::npos) << personal;
  }
}

TEST_F(PeopleTest, APartnershipSeesItsCouncilsAndAGroupItsProviders) {
  Organisation partnership;
  partnership.kind = OrganisationKind::partnership;
  partnership.name = "Partnership";
  partnership.la_codes = {"301", "383"};
  const Caller together = signed_in(register_or_throw(partnership).id, Role::commissioner);
  EXPECT_TRUE(together.sees_council("383"));
  EXPECT_FALSE(together.sees_council("205"));
  EXPECT_TRUE(together.sees_organisation("org_council_301"));
  EXPECT_FALSE(together.sees_organisation("org_council_205"));
  EXPECT_EQ(together.la_code, std::nullopt) << "it records nothing as a council";

  execute("INSERT INTO provider_group VALUES ('GB-COH-09', 'Group')");
  execute(
      "INSERT INTO provider VALUES ('GB-COH-01', 'One', 'GB-COH-09'), ('GB-COH-02', 'Two', NULL)");
  Organisation group;
  group.kind = OrganisationKind::group;
  group.name = "Group";
  group.group_id = "GB-COH-09";
  const Caller owner = signed_in(register_or_throw(group).id, Role::provider);
  EXPECT_TRUE(owner.sees_organisation("org_GB-COH-01"));
  EXPECT_FALSE(owner.sees_organisation("org_GB-COH-02"));
  EXPECT_FALSE(owner.sees_organisation(""));
}

TEST_F(PeopleTest, ASessionTellsWhoIsSignedInUntilItIsOver) {
  const auto member = join("Ada", "ada@example.org", "org_regulator", Role::approver);
  const std::string secret = begin(member->account_id);
  const auto who = session_of(*database_, *journal_, secret);
  ASSERT_TRUE(who);
  EXPECT_EQ(who->caller.role, Role::approver);
  EXPECT_EQ(who->caller.account_id, member->account_id);
  EXPECT_EQ(who->person_name, "Ada");
  EXPECT_EQ(who->organisation_name, "The regulator");
  EXPECT_FALSE(session_of(*database_, *journal_, secret.substr(1)).has_value());
  EXPECT_EQ(one_value("SELECT COUNT(*) FROM session WHERE sha256 = '" + secret + "'"), "0");

  journal_.pass(session_idle_microseconds - 1);
  EXPECT_TRUE(session_of(*database_, *journal_, secret)) << "just in time, which is a use";
  journal_.pass(session_idle_microseconds - 1);
  EXPECT_TRUE(session_of(*database_, *journal_, secret));
  journal_.pass(session_idle_microseconds);
  EXPECT_FALSE(session_of(*database_, *journal_, secret)) << "idle for too long";
  EXPECT_EQ(forget_old_sessions(*database_, *journal_), 1U);
}

TEST_F(PeopleTest, ASessionEndsAfterTwelveHoursHoweverMuchItIsUsed) {
  const std::string secret =
      begin(join("Ada", "ada@example.org", "org_regulator", Role::approver)->account_id);
  for (int half_hours = 1; half_hours < 24; ++half_hours) {
    journal_.pass(session_idle_microseconds / 2);
    ASSERT_TRUE(session_of(*database_, *journal_, secret)) << half_hours;
  }
  journal_.pass(session_idle_microseconds / 2);
  EXPECT_FALSE(session_of(*database_, *journal_, secret));
}

TEST_F(PeopleTest, SessionsEndOneByOneOrAllTogether) {
  const auto member = join("Ada", "ada@example.org", "org_regulator", Role::approver);
  const std::string phone = begin(member->account_id);
  const std::string desk = begin(member->account_id);
  const std::string home = begin(member->account_id);
  database_->with_connection([&](Connection& c) { end_session(c, phone); });
  EXPECT_FALSE(session_of(*database_, *journal_, phone));
  EXPECT_TRUE(session_of(*database_, *journal_, desk));
  database_->with_connection(
      [&](Connection& c) { EXPECT_EQ(end_sessions_of(c, member->person.id, desk), 1U); });
  EXPECT_TRUE(session_of(*database_, *journal_, desk));
  EXPECT_FALSE(session_of(*database_, *journal_, home));
}

TEST_F(PeopleTest, ASessionActsAsAnotherOfThePersonsOwnAccountsAlone) {
  const auto first = join("Ada", "ada@example.org", "org_regulator", Role::approver);
  const auto second =
      join("Ada", "ada@example.org", register_or_throw(council("383")).id, Role::commissioner);
  const auto other = join("Bo", "bo@example.org", "org_regulator", Role::administrator);
  const std::string secret = begin(first->account_id);
  database_->with_connection([&](Connection& c) {
    EXPECT_FALSE(act_as(c, secret, other->account_id));
    EXPECT_FALSE(act_as(c, secret, "acc_local"));
    EXPECT_TRUE(act_as(c, secret, second->account_id));
  });
  EXPECT_EQ(session_of(*database_, *journal_, secret)->caller.la_code, "383");
}

TEST_F(PeopleTest, AnAccountThatHasEndedSignsNobodyIn) {
  const auto member = join("Ada", "ada@example.org", "org_regulator", Role::approver);
  const std::string secret = begin(member->account_id);
  execute("UPDATE account SET ended_at = created_at WHERE person_id IS NOT NULL");
  EXPECT_FALSE(session_of(*database_, *journal_, secret));
  EXPECT_THROW(begin(member->account_id), std::logic_error);
  EXPECT_THROW(begin("acc_local"), std::logic_error) << "a machine's account has no sessions";
}

}  // namespace
}  // namespace assize::registry
