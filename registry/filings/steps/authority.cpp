#include "registry/filings/steps/authority.h"

#include <string>
#include <vector>

namespace assize::registry {
namespace {

constexpr std::size_t urns_named_limit = 20;

std::string list_of(const std::vector<std::string>& urns) {
  std::string text;
  for (std::size_t index = 0; index < urns.size() && index < urns_named_limit; ++index) {
    if (index > 0) text += ", ";
    text += urns[index];
  }
  if (urns.size() > urns_named_limit) {
    text += " and " + std::to_string(urns.size() - urns_named_limit) + " more";
  }
  return text;
}

}  // namespace

bool is_regulator(Role role) {
  return role == Role::case_officer || role == Role::approver || role == Role::administrator;
}

std::optional<Fault> refuse_filing_by_role(const Caller& caller) {
  if (is_regulator(caller.role)) return std::nullopt;
  if (caller.role == Role::provider && caller.provider_id) return std::nullopt;
  return Fault{"forbidden",
               "Only a provider, for its own schools, or the regulator may file fees."};
}

std::optional<Fault> refuse_filing(Connection& connection, const Caller& caller,
                                   const SchoolsInFile& schools) {
  if (auto fault = refuse_filing_by_role(caller)) return fault;
  if (is_regulator(caller.role)) return std::nullopt;
  std::vector<std::string> others;
  for (const auto& [urn, days] : schools) {
    for (const pricing::Date day : days) {
      if (runs_school(connection, caller, urn, day)) continue;
      others.push_back(urn.text() + " (on " + day.text() + ")");
      break;
    }
  }
  if (others.empty()) return std::nullopt;
  return Fault{"forbidden",
               "By the register you do not run these schools: " + list_of(others) +
                   ". File for your own schools only, or ask the regulator to put the register "
                   "right."};
}

}  // namespace assize::registry
