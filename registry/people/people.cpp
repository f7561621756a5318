#include "registry/people/people.h"

#include <algorithm>
#include <cctype>

#include "audit/tree/hash.h"
#include "registry/access/token_text.h"
#include "registry/database/stored_instant.h"
#include "registry/people/organisations.h"

namespace assize::registry {
namespace {

constexpr std::size_t email_limit_bytes = 254;
constexpr std::size_t local_part_limit_bytes = 64;

constexpr std::string_view select_membership =
    "SELECT account.id, person.id, person.name, person.email, account.organisation_id,"
    " account.role, account.manages FROM account JOIN person ON person.id = account.person_id"
    " WHERE account.ended_at IS NULL";

Membership membership_of_row(const Row& row) {
  Membership found;
  found.account_id = row.text(0);
  found.person = {row.text(1), row.text(2), row.text(3)};
  found.organisation_id = row.text(4);
  found.role = role_of_code(row.text(5)).value();
  found.manages = row.integer(6) != 0;
  return found;
}

std::vector<Membership> list(Connection& connection, const char* condition,
                             std::string_view value) {
  std::vector<Membership> found;
  const std::string sql =
      std::string(select_membership) + condition + " ORDER BY account.created_at, account.id";
  for (const Row& row : connection.query(sql, {std::string(value.substr(0, 60))})) {
    found.push_back(membership_of_row(row));
  }
  return found;
}

// The dot-atoms of RFC 5322 that are in use; no quoted names, no address literals.
bool is_local_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
         std::string_view(".!#$%&'*+/=?^_`{|}~-").find(c) != std::string_view::npos;
}

bool is_label(std::string_view label) {
  return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
         std::all_of(label.begin(), label.end(), [](char c) {
           return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-';
         });
}

bool is_domain(std::string_view domain) {
  std::size_t labels = 0;
  while (true) {
    const std::size_t end = std::min(domain.find('.'), domain.size());
    if (!is_label(domain.substr(0, end))) return false;
    ++labels;
    if (end == domain.size()) return labels >= 2;
    domain.remove_prefix(end + 1);
  }
}

}  // namespace

Result<std::string> parse_email(std::string_view text) {
  const Fault fault{"email", "Give an e-mail address such as name@example.org."};
  const std::size_t at = text.rfind('@');
  if (text.size() > email_limit_bytes || at == std::string_view::npos) return fault;
  const std::string_view local = text.substr(0, at);
  if (local.empty() || local.size() > local_part_limit_bytes || local.front() == '.' ||
      local.back() == '.' || local.find("..") != std::string_view::npos ||
      !std::all_of(local.begin(), local.end(), is_local_character) ||
      !is_domain(text.substr(at + 1))) {
    return fault;
  }
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

std::string new_person_id() {
  return "per_" + audit::sha256_hex(audit::random_bytes(32)).substr(0, 32);
}

Person find_or_make_person(Connection& connection, const Journal& journal, std::string_view name,
                           std::string_view email) {
  // The row of whoever is first; the other waits for it and then finds it.
  const Person made{new_person_id(), std::string(name), std::string(email)};
  connection.execute(
      "INSERT INTO person (id, name, email, created_at) VALUES (?, ?, ?, ?)"
      " ON DUPLICATE KEY UPDATE id = person.id",
      {made.id, made.name, made.email, instant_to_database(audit::instant_text(journal.now()))});
  const auto row = connection.query_one(
      "SELECT id, name, email FROM person WHERE email = ? FOR UPDATE", {made.email});
  return {row->text(0), row->text(1), row->text(2)};
}

std::optional<Person> find_person(Connection& connection, std::string_view email) {
  const auto row = connection.query_one("SELECT id, name, email FROM person WHERE email = ?",
                                        {std::string(email.substr(0, email_limit_bytes))});
  if (!row) return std::nullopt;
  return Person{row->text(0), row->text(1), row->text(2)};
}

Result<Membership> begin_membership(Transaction& transaction, const Journal& journal,
                                    std::string_view actor, const Membership& wanted) {
  Connection& connection = transaction.connection();
  // Locks the person, so that two invitations taken up together make one membership.
  connection.query_one("SELECT 1 FROM person WHERE id = ? FOR UPDATE", {wanted.person.id});
  const auto organisation = find_organisation(connection, wanted.organisation_id);
  if (!organisation) return Fault{"organisation", "There is no such organisation."};
  if (!may_hold(organisation->kind, wanted.role)) {
    return Fault{"role", "Nobody in an organisation of the kind \"" +
                             std::string(code(organisation->kind)) + "\" has the role \"" +
                             std::string(code(wanted.role)) + "\"."};
  }
  for (const Membership& each : memberships_of(connection, wanted.person.id)) {
    if (each.organisation_id == wanted.organisation_id) {
      return Fault{"conflict", "This person is in the organisation already."};
    }
  }
  Membership made = wanted;
  made.account_id = new_account_id();
  connection.execute(
      "INSERT INTO account (id, organisation_id, role, created_at, person_id, manages)"
      " VALUES (?, ?, ?, ?, ?, ?)",
      {made.account_id, made.organisation_id, std::string(code(made.role)),
       instant_to_database(audit::instant_text(journal.now())), made.person.id,
       std::int64_t{made.manages}});
  journal.append(transaction,
                 {"membership.begun",
                  std::string(actor.empty() ? std::string_view(made.account_id) : actor),
                  "account/" + made.account_id,
                  {},
                  {},
                  audit::CanonicalValue::Object{{"manages", made.manages},
                                                {"organisation", made.organisation_id},
                                                {"role", std::string(code(made.role))}}});
  return made;
}

std::vector<Membership> memberships_of(Connection& connection, std::string_view person_id) {
  return list(connection, " AND account.person_id = ?", person_id);
}

std::vector<Membership> members_of(Connection& connection, std::string_view organisation_id) {
  return list(connection, " AND account.organisation_id = ?", organisation_id);
}

std::optional<Membership> find_membership(Connection& connection, std::string_view account_id) {
  auto found = list(connection, " AND account.id = ?", account_id);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

}  // namespace assize::registry
