// What tests of people share: organisations, people in them, and sessions. Not thread-safe.
#pragma once

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "registry/people/organisations.h"
#include "registry/people/people.h"
#include "registry/people/sessions.h"
#include "tests/registry/support/test_database.h"
#include "tests/registry/support/test_log.h"

namespace assize::registry::testing {

class PeopleTest : public ::testing::Test {
 protected:
  void execute(std::string_view sql) {
    database_->with_connection([&](Connection& c) { c.execute(sql); });
  }
  std::string one_value(std::string_view sql) {
    return database_->with_connection([&](Connection& c) { return c.query_one(sql)->text(0); });
  }
  static Organisation council(const std::string& code) {
    Organisation wanted;
    wanted.kind = OrganisationKind::council;
    wanted.name = "Council " + code;
    wanted.la_codes = {code};
    return wanted;
  }
  Result<Organisation> try_register(const Organisation& wanted) {
    return database_->in_transaction([&](Transaction& t) {
      return register_organisation(t, *journal_, local_administrator(), wanted);
    });
  }
  Organisation register_or_throw(const Organisation& wanted) {
    return try_register(wanted).value();
  }
  Result<Membership> join(const std::string& name, const std::string& email,
                          const std::string& organisation_id, Role role, bool manages = false) {
    return database_->in_transaction([&](Transaction& t) {
      Membership wanted;
      wanted.person = find_or_make_person(t.connection(), *journal_, name, email);
      wanted.organisation_id = organisation_id;
      wanted.role = role;
      wanted.manages = manages;
      return begin_membership(t, *journal_, "acc_local", wanted);
    });
  }
  std::string begin(const std::string& account_id) {
    return database_->in_transaction([&](Transaction& t) {
      return begin_session(t.connection(), *journal_, account_id, SignedInBy::demo);
    });
  }
  // Somebody new in the organisation, as a request's caller.
  Caller signed_in(const std::string& organisation_id, Role role) {
    const std::string email = "person" + std::to_string(++people_) + "@example.org";
    const auto member = join("Somebody", email, organisation_id, role);
    return session_of(*database_, *journal_, begin(member->account_id))->caller;
  }

  TestDatabase database_;
  TestJournal journal_;
  int people_ = 0;
};

}  // namespace assize::registry::testing
