#include "registry/people/organisations.h"

#include <algorithm>
#include <array>
#include <set>

#include "audit/tree/hash.h"
#include "pricing/exact/codes.h"
#include "registry/register/local_authorities.h"

namespace assize::registry {
namespace {

constexpr std::size_t name_limit_bytes = 200;
constexpr std::size_t councils_limit = 153;

constexpr std::array<std::string_view, 6> kind_codes = {"provider", "council",     "regulator",
                                                        "group",    "partnership", "auditor"};
static_assert(static_cast<std::size_t>(OrganisationKind::provider) == 0);

std::array<OrganisationKind, 6> constexpr kinds_in_order = {
    OrganisationKind::provider, OrganisationKind::council,     OrganisationKind::regulator,
    OrganisationKind::group,    OrganisationKind::partnership, OrganisationKind::auditor};

constexpr std::string_view select_organisation =
    "SELECT id, kind, name, provider_id, group_id, la_code FROM organisation";

Organisation organisation_of_row(Connection& connection, const Row& row) {
  Organisation found;
  found.id = row.text(0);
  found.kind = organisation_kind_of_code(row.text(1)).value();
  found.name = row.text(2);
  found.provider_id = row.text_or_none(3);
  found.group_id = row.text_or_none(4);
  if (const auto council = row.text_or_none(5)) found.la_codes = {*council};
  if (found.kind == OrganisationKind::partnership) {
    for (const Row& each : connection.query(
             "SELECT la_code FROM partnership_council WHERE organisation_id = ? ORDER BY la_code",
             {found.id})) {
      found.la_codes.push_back(each.text(0));
    }
  }
  return found;
}

bool is_council(const std::string& text) {
  const auto council = pricing::LaCode::parse(text);
  return council.ok() && find_local_authority(*council) != nullptr;
}

void check_councils(const Organisation& wanted, Faults& faults) {
  const std::size_t least = wanted.kind == OrganisationKind::partnership ? 2 : 1;
  const std::size_t most = wanted.kind == OrganisationKind::partnership ? councils_limit : 1;
  const std::set<std::string> different(wanted.la_codes.begin(), wanted.la_codes.end());
  if (wanted.kind != OrganisationKind::council && wanted.kind != OrganisationKind::partnership) {
    if (!wanted.la_codes.empty()) {
      faults.push_back(
          {"councils", "Only a council and a partnership name councils; leave them out."});
    }
    return;
  }
  if (different.size() != wanted.la_codes.size() || different.size() < least ||
      different.size() > most) {
    faults.push_back({"councils", least == 1 ? "Name the one council that it is, by its code."
                                             : "Name two or more councils, each once, by code."});
  }
  for (const std::string& each : different) {
    if (is_council(each)) continue;
    faults.push_back({"councils", "\"" + each.substr(0, 20) +
                                      "\" is not the code of a council of England: three digits, "
                                      "such as 301."});
  }
}

void check_on_register(Connection& connection, const Organisation& wanted, Faults& faults) {
  const bool wants_provider = wanted.kind == OrganisationKind::provider;
  const bool wants_group = wanted.kind == OrganisationKind::group;
  if (wants_provider != wanted.provider_id.has_value()) {
    faults.push_back({"provider", wants_provider ? "Name the provider that it is, by its id."
                                                 : "Only a provider's organisation names one."});
  } else if (wanted.provider_id && !connection.query_one("SELECT 1 FROM provider WHERE id = ?",
                                                         {wanted.provider_id->substr(0, 40)})) {
    faults.push_back({"provider",
                      "There is no such provider on the register. Import who runs which school "
                      "first."});
  }
  if (wants_group != wanted.group_id.has_value()) {
    faults.push_back({"group", wants_group ? "Name the group that it is, by its id."
                                           : "Only a group's organisation names one."});
  } else if (wanted.group_id && !connection.query_one("SELECT 1 FROM provider_group WHERE id = ?",
                                                      {wanted.group_id->substr(0, 40)})) {
    faults.push_back({"group",
                      "There is no such group on the register. Import who runs which school "
                      "first."});
  }
}

std::string id_of(const Organisation& wanted) {
  switch (wanted.kind) {
    case OrganisationKind::provider:
      return "org_" + *wanted.provider_id;
    case OrganisationKind::council:
      return "org_council_" + wanted.la_codes.front();
    case OrganisationKind::regulator:
      return "org_regulator";
    case OrganisationKind::group:
      return "org_group_" + *wanted.group_id;
    case OrganisationKind::auditor:
    case OrganisationKind::partnership:
      break;
  }
  return "org_" + std::string(code(wanted.kind)) + "_" +
         audit::sha256_hex(audit::random_bytes(32)).substr(0, 16);
}

void store(Connection& connection, const Organisation& made) {
  const bool is_council = made.kind == OrganisationKind::council;
  connection.execute(
      "INSERT INTO organisation (id, kind, name, provider_id, la_code, group_id)"
      " VALUES (?, ?, ?, ?, ?, ?)",
      {made.id, std::string(code(made.kind)), made.name, value_or_null(made.provider_id),
       is_council ? Value(made.la_codes.front()) : Value(nullptr), value_or_null(made.group_id)});
  if (made.kind != OrganisationKind::partnership) return;
  for (const std::string& council : made.la_codes) {
    connection.execute("INSERT INTO partnership_council (organisation_id, la_code) VALUES (?, ?)",
                       {made.id, council});
  }
}

}  // namespace

std::string_view code(OrganisationKind kind) {
  return kind_codes.at(static_cast<std::size_t>(kind));
}

std::optional<OrganisationKind> organisation_kind_of_code(std::string_view text) {
  for (const OrganisationKind kind : kinds_in_order) {
    if (code(kind) == text) return kind;
  }
  return std::nullopt;
}

bool may_hold(OrganisationKind kind, Role role) {
  switch (kind) {
    case OrganisationKind::provider:
    case OrganisationKind::group:
      return role == Role::provider;
    case OrganisationKind::council:
    case OrganisationKind::partnership:
      return role == Role::commissioner;
    case OrganisationKind::regulator:
      return role == Role::case_officer || role == Role::approver || role == Role::administrator;
    case OrganisationKind::auditor:
      return role == Role::auditor;
  }
  return false;
}

Result<Organisation> register_organisation(Transaction& transaction, const Journal& journal,
                                           const Caller& actor, const Organisation& wanted) {
  if (actor.role != Role::administrator) {
    return Fault{"forbidden", "Only an administrator may register an organisation."};
  }
  Connection& connection = transaction.connection();
  Faults faults;
  if (wanted.name.empty() || wanted.name.size() > name_limit_bytes) {
    faults.push_back({"name", "Give the organisation's name, in at most 200 bytes."});
  }
  check_councils(wanted, faults);
  check_on_register(connection, wanted, faults);
  if (!faults.empty()) return faults;
  Organisation made = wanted;
  made.id = id_of(wanted);
  std::sort(made.la_codes.begin(), made.la_codes.end());
  if (auto there = find_organisation(connection, made.id)) return *there;
  store(connection, made);
  journal.append(transaction, {"organisation.registered",
                               actor.account_id,
                               "organisation/" + made.id,
                               {},
                               {},
                               audit::CanonicalValue::Object{{"kind", std::string(code(made.kind))},
                                                             {"organisation", made.id}}});
  return made;
}

std::optional<Organisation> find_organisation(Connection& connection, std::string_view id) {
  const auto row = connection.query_one(std::string(select_organisation) + " WHERE id = ?",
                                        {std::string(id.substr(0, 60))});
  if (!row) return std::nullopt;
  return organisation_of_row(connection, *row);
}

std::vector<Organisation> list_organisations(Connection& connection, std::string_view after,
                                             std::size_t limit) {
  std::vector<Organisation> found;
  for (const Row& row :
       connection.query(std::string(select_organisation) + " WHERE id > ? ORDER BY id LIMIT ?",
                        {std::string(after.substr(0, 60)), static_cast<std::int64_t>(limit)})) {
    found.push_back(organisation_of_row(connection, row));
  }
  return found;
}

}  // namespace assize::registry
