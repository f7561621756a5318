#include "registry/demo/demo_people.h"

#include "registry/people/organisations.h"
#include "registry/people/people.h"

namespace assize::registry {
namespace {

struct Part {
  Role role;
  const char* name;
  const char* email;
  OrganisationKind kind;
  bool manages;
};
constexpr Part parts[] = {
    {Role::provider, "Beth Sargent", "bursar@demo.invalid", OrganisationKind::provider, true},
    {Role::commissioner, "Colm Asante", "commissioner@demo.invalid", OrganisationKind::council,
     true},
    {Role::case_officer, "Olive Farrow", "case.officer@demo.invalid", OrganisationKind::regulator,
     false},
    {Role::approver, "Priya Nolan", "approver@demo.invalid", OrganisationKind::regulator, false},
    {Role::administrator, "Adam Wray", "administrator@demo.invalid", OrganisationKind::regulator,
     true},
    {Role::auditor, "Tess Okafor", "auditor@demo.invalid", OrganisationKind::auditor, true},
};

Organisation organisation_of(const Part& part, const std::string& provider_id,
                             const std::string& provider_name, const std::string& la_code,
                             const std::string& council_name) {
  Organisation wanted;
  wanted.kind = part.kind;
  switch (part.kind) {
    case OrganisationKind::provider:
      wanted.name = provider_name;
      wanted.provider_id = provider_id;
      break;
    case OrganisationKind::council:
      wanted.name = council_name;
      wanted.la_codes = {la_code};
      break;
    case OrganisationKind::auditor:
      wanted.name = "The auditor (demo)";
      break;
    default:
      wanted.name = "The regulator";
  }
  return wanted;
}

}  // namespace

Result<int> make_demo_people(Database& database, const Journal& journal,
                             const std::string& provider_id, const std::string& provider_name,
                             const std::string& la_code, const std::string& council_name) {
  const Caller actor = local_administrator();
  return database.in_transaction([&](Transaction& transaction) -> Result<int> {
    Connection& connection = transaction.connection();
    int made = 0;
    for (const Part& part : parts) {
      const auto organisation = register_organisation(
          transaction, journal, actor,
          organisation_of(part, provider_id, provider_name, la_code, council_name));
      if (!organisation) return organisation.faults();
      Membership wanted;
      wanted.person = find_or_make_person(connection, journal, part.name, part.email);
      wanted.organisation_id = organisation->id;
      wanted.role = part.role;
      wanted.manages = part.manages;
      connection.execute("UPDATE person SET is_demo = TRUE WHERE id = ?", {wanted.person.id});
      const auto membership = begin_membership(transaction, journal, actor.account_id, wanted);
      if (!membership) return membership.faults();
      ++made;
    }
    return made;
  });
}

std::vector<DemoPerson> demo_people(Connection& connection) {
  std::vector<DemoPerson> found;
  for (const Row& row : connection.query(
           "SELECT account.id, account.role, person.name, organisation.name FROM account"
           " JOIN person ON person.id = account.person_id"
           " JOIN organisation ON organisation.id = account.organisation_id"
           " WHERE person.is_demo AND account.ended_at IS NULL"
           " ORDER BY account.role, account.created_at, account.id")) {
    found.push_back({row.text(0), role_of_code(row.text(1)).value(), row.text(2), row.text(3)});
  }
  return found;
}

}  // namespace assize::registry
