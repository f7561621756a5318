// Cases, and an increase, for the walk of every change to take steps in.
#pragma once

#include <string>
#include <utility>

#include "registry/database/database.h"

namespace assize::api::testing {

inline constexpr const char* walked_case = "01J00000000000000000000001";
inline constexpr const char* other_case = "01J00000000000000000000002";
inline constexpr const char* last_case = "01J00000000000000000000003";
inline constexpr const char* appealed_case = "01J00000000000000000000004";

// Cases that others opened, since who files does not decide; in one a provider has appealed.
inline void open_walked_cases(registry::Database& database) {
  database.with_connection([](registry::Connection& connection) {
    for (const auto& [id, state] :
         {std::pair(walked_case, "open"), std::pair(other_case, "open"),
          std::pair(last_case, "open"), std::pair(appealed_case, "appealed")}) {
      connection.execute(
          "INSERT INTO case_file (id, kind, urn, organisation_id, group_id, state, disposition,"
          " opened_on, opened_by, owner, escalation, stake, rules, version) VALUES"
          " (?, 'review', 900001, 'org_walked', 'walked', ?, 'refused', '2026-01-01',"
          " 'acc_walked', '', 0, 0, ' ', 1)",
          {std::string(id), std::string(state)});
    }
    connection.execute(
        "INSERT INTO increase (id, filing_id, urn, organisation_id, told_on, answer_by, receipt)"
        " SELECT ?, filing_id, urn, 'org_walked', '2026-01-01', '2036-01-01', '{}' FROM fee_line"
        " WHERE urn = 900001 LIMIT 1",
        {std::string(walked_case)});
    connection.execute(
        "INSERT INTO increase_line SELECT i.id, f.line_number, f.line, f.effective_from, f.unit,"
        " f.unit, f.unit_price, 0, f.annual_price, 0 FROM increase i JOIN fee_line f"
        " ON f.filing_id = i.filing_id AND f.urn = i.urn WHERE i.id = ?",
        {std::string(walked_case)});
    connection.execute(
        "INSERT INTO increase_share SELECT '205', increase_id, line_number, 1 FROM increase_line"
        " WHERE increase_id = ?",
        {std::string(walked_case)});
  });
}

}  // namespace assize::api::testing
