// People and what they are in organisations. A person's name and address are in one table and never
// in the log, which knows an account by its opaque id. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pricing/result.h"
#include "registry/access/caller.h"
#include "registry/database/database.h"
#include "registry/log/journal.h"

namespace assize::registry {

struct Person {
  std::string id;  // "per_…"
  std::string name;
  std::string email;  // in lower case
};

// What a person is in an organisation: an account.
struct Membership {
  std::string account_id;
  Person person;
  std::string organisation_id;
  Role role = Role::provider;
  bool manages = false;  // invites, changes roles, removes
};

// "Ada@Example.org" -> "ada@example.org". Faults on what no mail server takes.
Result<std::string> parse_email(std::string_view text);
std::string new_person_id();

// The person of that address, made if there is none.
Person find_or_make_person(Connection& connection, const Journal& journal, std::string_view name,
                           std::string_view email);
std::optional<Person> find_person(Connection& connection, std::string_view email);

// Lets the person act in the organisation. Logged as "membership.begun". A fault, "conflict", if
// they are in it already; "role", if nobody there may have that role.
Result<Membership> begin_membership(Transaction& transaction, const Journal& journal,
                                    std::string_view actor, const Membership& wanted);
// Those that have not ended, in the order they were begun.
std::vector<Membership> memberships_of(Connection& connection, std::string_view person_id);
std::vector<Membership> members_of(Connection& connection, std::string_view organisation_id);
std::optional<Membership> find_membership(Connection& connection, std::string_view account_id);

}  // namespace assize::registry
