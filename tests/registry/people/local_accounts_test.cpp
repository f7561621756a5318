#include <gtest/gtest.h>

#include "audit/credentials/one_time_code.h"
#include "registry/messages/outbox.h"
#include "registry/people/attempts.h"
#include "registry/people/forgetting.h"
#include "registry/people/managing.h"
#include "registry/people/passwords.h"
#include "registry/people/second_factor.h"
#include "tests/registry/people/people_fixture.h"

namespace assize::registry {
namespace {

using testing::PeopleTest;
using Kind = SignInAnswer::Kind;

constexpr audit::Instant second = 1'000'000;
constexpr audit::Instant hour = 3600 * second;
constexpr const char* ada = "ada@example.org";
constexpr const char* good = "three plain words";

class LocalAccounts : public PeopleTest {
 protected:
  LocalAccounts() {
    member_ = join("Ada", ada, "org_regulator", Role::approver).value();
    database_->with_connection(
        [&](Connection& c) { set_password(c, *journal_, member_.person.id, good); });
  }
  SignInAnswer try_in(const std::string& password, const std::string& address = "192.0.2.1",
                      const std::string& device = "", const std::string& email = ada) {
    return sign_in(*database_, *journal_, {email, password, address, device});
  }
  std::optional<Message> next_message() {
    std::optional<Message> found;
    deliver_next(*database_, *journal_, [&](const Message& message) { found = message; });
    return found;
  }
  static std::string token_in(const Message& message) {
    return message.body.substr(message.body.find("token=") + 6, 50);
  }
  Caller administrator() { return local_administrator(); }
  Result<Invitation> invite_to(const std::string& organisation, const Caller& actor, Role role,
                               const std::string& email = "bo@example.org") {
    Invitation wanted;
    wanted.organisation_id = organisation;
    wanted.name = "Bo";
    wanted.email = email;
    wanted.role = role;
    return database_->in_transaction(
        [&](Transaction& t) { return invite(t, *journal_, actor, wanted, "https://a.example"); });
  }
  Membership member_;
};

TEST_F(LocalAccounts, ThePasswordOpensASessionAndNothingElseDoes) {
  const auto answer = try_in(good);
  ASSERT_EQ(answer.kind, Kind::signed_in);
  EXPECT_EQ(session_of(*database_, *journal_, answer.session)->caller.account_id,
            member_.account_id);
  EXPECT_EQ(try_in("three plain word").kind, Kind::refused);
  EXPECT_EQ(try_in(good, "192.0.2.1", "", "nobody@example.org").kind, Kind::refused);
  EXPECT_EQ(try_in(good, "192.0.2.1", "", "no address").kind, Kind::refused);
  execute("UPDATE account SET ended_at = created_at WHERE person_id IS NOT NULL");
  EXPECT_EQ(try_in(good, "192.0.2.2").kind, Kind::refused);
}

TEST_F(LocalAccounts, GuessingIsSlowedAndDoesNotShutOutTheBrowserThatWasHereBefore) {
  const auto here = try_in(good, "198.51.100.7");
  for (int tries = 0; tries < 5; ++tries)
    EXPECT_EQ(try_in("guess guess guess").kind, Kind::refused);
  const auto stopped = try_in(good);
  EXPECT_EQ(stopped.kind, Kind::wait) << "even the right one, from there";
  EXPECT_GE(stopped.wait_seconds, 1);
  EXPECT_EQ(try_in(good, "192.0.2.1", here.device).kind, Kind::signed_in);
  EXPECT_EQ(try_in(good, "203.0.113.9").kind, Kind::signed_in) << "and others from elsewhere";
  EXPECT_EQ(try_in(good, "192.0.2.1", new_person_id()).kind, Kind::wait);
  journal_.pass(2 * second);
  EXPECT_EQ(try_in(good).kind, Kind::signed_in) << "hammering has made nothing longer";
}

TEST_F(LocalAccounts, ManyWhoSignInFromOneAddressSlowNobody) {
  try_in(good);
  const std::string before = one_value("SELECT MAX(tries) FROM attempt");
  for (int times = 0; times < 3; ++times) EXPECT_EQ(try_in(good).kind, Kind::signed_in);
  EXPECT_EQ(one_value("SELECT MAX(tries) FROM attempt"), before);
}

TEST_F(LocalAccounts, WaitsDoubleUpToAQuarterOfAnHourAndADayForgets) {
  std::int64_t longest = 0;
  for (int tries = 0; tries < 30; ++tries) {
    const std::int64_t wait = count_try(*database_, *journal_, "key", 2);
    longest = std::max(longest, wait);
    journal_.pass(wait * second);
  }
  EXPECT_GE(longest, 512);
  EXPECT_LE(longest, 900);
  journal_.pass(25 * hour);
  EXPECT_EQ(count_try(*database_, *journal_, "key", 2), 0);
  EXPECT_EQ(count_try(*database_, *journal_, "key", 2), 0);
}

TEST_F(LocalAccounts, AResetWorksOnceWithinAnHourAndEndsEverySession) {
  const std::string session = try_in(good).session;
  ask_for_reset(*database_, *journal_, "ADA@example.org", "192.0.2.1", "https://a.example");
  const auto message = next_message();
  ASSERT_TRUE(message);
  EXPECT_EQ(message->recipient, ada);
  const std::string token = token_in(*message);
  EXPECT_EQ(reset_password(*database_, *journal_, token, "short").faults()[0].place, "password");
  const auto device = reset_password(*database_, *journal_, token, "other plain words");
  ASSERT_TRUE(device.ok());
  EXPECT_FALSE(session_of(*database_, *journal_, session));
  EXPECT_EQ(reset_password(*database_, *journal_, token, "other plain words").faults()[0].place,
            "token");
  EXPECT_EQ(try_in(good).kind, Kind::refused);
  EXPECT_EQ(try_in("other plain words").kind, Kind::signed_in);
  for (int tries = 0; tries < 6; ++tries) try_in("guess guess guess");
  EXPECT_EQ(try_in("other plain words").kind, Kind::wait);
  EXPECT_EQ(try_in("other plain words", "192.0.2.1", *device).kind, Kind::signed_in)
      << "whoever set the password is not shut out by others";

  ask_for_reset(*database_, *journal_, ada, "192.0.2.1", "https://a.example");
  const std::string late = token_in(*next_message());
  journal_.pass(hour);
  EXPECT_EQ(reset_password(*database_, *journal_, late, good).faults()[0].place, "token");
}

TEST_F(LocalAccounts, AskingForAResetOfNobodySendsNothingAndWritesAsMuch) {
  ask_for_reset(*database_, *journal_, "nobody@example.org", "192.0.2.1", "https://a.example");
  EXPECT_EQ(one_value("SELECT COUNT(*) FROM message"), "1");
  EXPECT_FALSE(next_message());
  EXPECT_EQ(one_value("SELECT COUNT(*) FROM message"), "0");
}

TEST_F(LocalAccounts, ASecondFactorIsAskedForAndARecoveryCodeWorksOnce) {
  const auto secret = database_->in_transaction(
      [&](Transaction& t) { return begin_second_factor(t, member_.person.id).value(); });
  EXPECT_EQ(try_in(good).kind, Kind::signed_in) << "it counts once confirmed";
  const auto code = [&] {
    return audit::counter_code(secret, static_cast<std::uint64_t>(journal_->now() / second / 30));
  };
  const auto codes = database_->in_transaction([&](Transaction& t) {
    return confirm_second_factor(t, *journal_, member_.person.id, code());
  });
  ASSERT_TRUE(codes.ok());
  ASSERT_EQ(codes->size(), 10U);

  const auto waiting = try_in(good);
  ASSERT_EQ(waiting.kind, Kind::needs_code);
  EXPECT_FALSE(session_of(*database_, *journal_, waiting.session)) << "not yet";
  EXPECT_FALSE(give_code(*database_, *journal_, waiting.session, code())) << "used to confirm";
  EXPECT_FALSE(give_code(*database_, *journal_, waiting.session, "000000"));
  journal_.pass(30 * second);
  const auto session = give_code(*database_, *journal_, waiting.session, code());
  ASSERT_TRUE(session);
  EXPECT_TRUE(session_of(*database_, *journal_, *session));
  EXPECT_FALSE(give_code(*database_, *journal_, waiting.session, codes->front()));

  const auto lost = try_in(good);
  EXPECT_TRUE(give_code(*database_, *journal_, lost.session, codes->front()));
  const auto again = try_in(good);
  EXPECT_FALSE(give_code(*database_, *journal_, again.session, codes->front()));
}

TEST_F(LocalAccounts, AnInvitationIsTakenUpOnceByWhoeverHasTheLink) {
  ASSERT_TRUE(invite_to("org_regulator", administrator(), Role::case_officer).ok());
  const std::string token = token_in(*next_message());
  const auto accept = [&](const std::string& given, const std::string& password) {
    return database_->in_transaction([&](Transaction& t) {
      return accept_invitation(t, *journal_, given, "Bo Peep", password);
    });
  };
  EXPECT_EQ(accept(token, "short").faults()[0].place, "password");
  EXPECT_EQ(accept(token.substr(1) + "A", good).faults()[0].place, "token");
  const auto made = accept(token, good);
  ASSERT_TRUE(made.ok());
  EXPECT_EQ(made->role, Role::case_officer);
  EXPECT_EQ(accept(token, good).faults()[0].place, "token");
  EXPECT_EQ(try_in(good, "192.0.2.1", "", "bo@example.org").kind, Kind::signed_in);
  EXPECT_EQ(one_value("SELECT COUNT(*) FROM invitation WHERE email <> ''"), "0");
  const std::string entries = one_value("SELECT GROUP_CONCAT(entry) FROM log_pending");
  EXPECT_NE(entries.find("member.invited"), std::string::npos);
  for (const char* personal : {"Bo", "Peep", "example.org"}) {
    EXPECT_EQ(entries.find(personal), std::string::npos) << personal;
  }
}

TEST_F(LocalAccounts, OnlyWhoManagesInvitesAndOnlyAnAdministratorForTheRegulator) {
  const std::string leeds = register_or_throw(council("383")).id;
  const std::string other = register_or_throw(council("301")).id;
  const auto manager = join("Mia", "mia@example.org", leeds, Role::commissioner, true).value();
  const auto plain = join("Pat", "pat@example.org", leeds, Role::commissioner).value();
  const auto caller = [&](const Membership& m) {
    return session_of(*database_, *journal_, begin(m.account_id))->caller;
  };
  EXPECT_TRUE(invite_to(leeds, caller(manager), Role::commissioner).ok());
  const auto place = [&](const std::string& organisation, const Caller& actor, Role role) {
    return invite_to(organisation, actor, role).faults()[0].place;
  };
  EXPECT_EQ(place(leeds, caller(plain), Role::commissioner), "forbidden");
  EXPECT_EQ(place(other, caller(manager), Role::commissioner), "forbidden");
  EXPECT_EQ(place("org_regulator", caller(manager), Role::administrator), "forbidden");
  EXPECT_EQ(place(leeds, caller(manager), Role::administrator), "role");
  execute("UPDATE account SET manages = TRUE WHERE organisation_id = 'org_regulator'");
  EXPECT_EQ(place("org_regulator", caller(member_), Role::administrator), "forbidden")
      << "an approver makes no administrators";
}

TEST_F(LocalAccounts, TheLastManagerStaysAndWhoLeavesIsOutAtOnce) {
  const std::string leeds = register_or_throw(council("383")).id;
  const auto manager = join("Mia", "mia@example.org", leeds, Role::commissioner, true).value();
  const auto plain = join("Pat", "pat@example.org", leeds, Role::commissioner).value();
  const std::string session = begin(plain.account_id);
  const Caller mia = session_of(*database_, *journal_, begin(manager.account_id))->caller;
  const Caller pat = session_of(*database_, *journal_, session)->caller;
  const auto end = [&](const Caller& actor, const Membership& who) {
    return database_->in_transaction(
        [&](Transaction& t) { return end_membership(t, *journal_, actor, who.account_id); });
  };
  EXPECT_EQ(end(mia, manager).faults()[0].place, "conflict");
  EXPECT_EQ(end(pat, manager).faults()[0].place, "forbidden");
  EXPECT_EQ(end(mia, member_).faults()[0].place, "account") << "of another organisation";
  TokenRequest wanted;
  wanted.label = "sync";
  wanted.days_valid = 30;
  const auto token = database_->in_transaction(
      [&](Transaction& t) { return issue_own_token(t, *journal_, pat, wanted); });
  EXPECT_TRUE(caller_of(*database_, *journal_, token->secret));
  EXPECT_TRUE(end(mia, plain).ok());
  EXPECT_FALSE(session_of(*database_, *journal_, session));
  EXPECT_FALSE(caller_of(*database_, *journal_, token->secret)) << "nor do their tokens stay";
}

TEST_F(LocalAccounts, AMessageThatCannotBeSentIsTriedAgainLater) {
  database_->with_connection([&](Connection& c) {
    queue_message(c, *journal_, {"a@example.org", "Hello", "Text\n"});
  });
  const auto fail = [](const Message&) { throw std::runtime_error("no server"); };
  EXPECT_TRUE(deliver_next(*database_, *journal_, fail));
  EXPECT_FALSE(deliver_next(*database_, *journal_, fail)) << "not at once";
  journal_.pass(120 * second);
  EXPECT_TRUE(next_message());
  EXPECT_FALSE(next_message());
  EXPECT_THROW(database_->with_connection([&](Connection& c) {
    queue_message(c, *journal_, {"a@example.org", "Hello\r\nBcc: b@example.org", ""});
  }),
               std::length_error);
}

TEST_F(LocalAccounts, ATokenShowsItsLastUseAndItsScopesAndIsRevokedByItsOwn) {
  const Caller ada_here = session_of(*database_, *journal_, try_in(good).session)->caller;
  TokenRequest wanted;
  wanted.label = "sync";
  wanted.days_valid = 30;
  wanted.scopes = std::vector<std::string>{"filings:read", "market:write"};
  const auto token = database_->in_transaction(
      [&](Transaction& t) { return issue_own_token(t, *journal_, ada_here, wanted).value(); });
  const auto summary = [&] {
    return database_->with_connection(
        [&](Connection& c) { return list_tokens(c, "org_regulator").front(); });
  };
  EXPECT_EQ(summary().last_used_at, std::nullopt);
  EXPECT_EQ(caller_of(*database_, *journal_, token.secret)->scopes, wanted.scopes);
  const auto used = summary().last_used_at;
  EXPECT_TRUE(used);
  journal_.pass(59 * second);
  caller_of(*database_, *journal_, token.secret);
  EXPECT_EQ(summary().last_used_at, used) << "noted once a minute";
  journal_.pass(second);
  caller_of(*database_, *journal_, token.secret);
  EXPECT_NE(summary().last_used_at, used);
  const Caller other = signed_in(register_or_throw(council("383")).id, Role::commissioner);
  const auto revoke = [&](const Caller& actor) {
    return database_->in_transaction([&](Transaction& t) {
      return revoke_own_token(t, *journal_, actor, token.account_id, false);
    });
  };
  EXPECT_EQ(revoke(other).faults()[0].place, "account");
  EXPECT_TRUE(revoke(ada_here).ok());
  EXPECT_FALSE(caller_of(*database_, *journal_, token.secret));
}

TEST_F(LocalAccounts, TokensOfARoleEndWithTheRole) {
  const Caller ada_here = session_of(*database_, *journal_, try_in(good).session)->caller;
  TokenRequest wanted;
  wanted.label = "sync";
  wanted.days_valid = 30;
  const auto token = database_->in_transaction(
      [&](Transaction& t) { return issue_own_token(t, *journal_, ada_here, wanted).value(); });
  const auto change = [&](Role role, bool manages) {
    return database_->in_transaction([&](Transaction& t) {
      return change_membership(t, *journal_, administrator(), member_.account_id, role, manages);
    });
  };
  ASSERT_TRUE(change(Role::approver, true).ok());
  EXPECT_TRUE(caller_of(*database_, *journal_, token.secret)) << "the role is what it was";
  ASSERT_TRUE(change(Role::case_officer, true).ok());
  EXPECT_FALSE(caller_of(*database_, *journal_, token.secret));
}

TEST_F(LocalAccounts, WhatIsOverIsForgotten) {
  const auto count = [&](const char* table) {
    return one_value(std::string("SELECT COUNT(*) FROM ") + table);
  };
  try_in(good);
  try_in("guess guess guess");
  ask_for_reset(*database_, *journal_, ada, "192.0.2.1", "https://a.example");
  ASSERT_TRUE(invite_to("org_regulator", administrator(), Role::case_officer).ok());
  const std::string open = "SELECT COUNT(*) FROM invitation WHERE email <> '' AND name <> ''";
  forget_what_is_over(*database_, *journal_);
  EXPECT_EQ(count("session"), "1");
  EXPECT_EQ(count("password_reset"), "1");
  EXPECT_EQ(count("known_device"), "1");
  EXPECT_EQ(one_value(open), "1");
  EXPECT_NE(count("attempt"), "0");
  journal_.pass(2 * hour);
  forget_what_is_over(*database_, *journal_);
  EXPECT_EQ(count("session"), "0");
  EXPECT_EQ(count("password_reset"), "0");
  EXPECT_EQ(one_value(open), "1") << "good for seven days";
  journal_.pass(7 * 24 * hour);
  forget_what_is_over(*database_, *journal_);
  EXPECT_EQ(one_value(open), "0");
  EXPECT_EQ(count("attempt"), "0");
  EXPECT_EQ(count("known_device"), "1") << "kept for a year";
  journal_.pass(365 * 24 * hour);
  forget_what_is_over(*database_, *journal_);
  EXPECT_EQ(count("known_device"), "0");
}

}  // namespace
}  // namespace assize::registry
