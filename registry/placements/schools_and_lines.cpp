#include "registry/placements/schools_and_lines.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "registry/placements/childs_data.h"

namespace assize::registry {
namespace {

constexpr std::size_t urns_in_a_query = 500;

struct KnownSchool {
  int type_code = 0;
  std::unordered_set<std::string> lines;  // that were ever in effect
};
using KnownSchools = std::unordered_map<std::uint32_t, KnownSchool>;  // by URN

std::vector<std::uint32_t> urns_of(const std::vector<PlacementRow>& rows) {
  std::vector<std::uint32_t> urns;
  urns.reserve(rows.size());
  for (const PlacementRow& row : rows) urns.push_back(row.placement.urn.number());
  std::ranges::sort(urns);
  urns.erase(std::unique(urns.begin(), urns.end()), urns.end());
  return urns;
}

KnownSchools read_schools(Connection& connection, const std::vector<std::uint32_t>& urns) {
  KnownSchools known;
  for (std::size_t from = 0; from < urns.size(); from += urns_in_a_query) {
    const std::size_t to = std::min(from + urns_in_a_query, urns.size());
    std::string marks;
    Values values;
    for (std::size_t at = from; at < to; ++at) {
      marks += marks.empty() ? "?" : ", ?";
      values.emplace_back(std::int64_t{urns[at]});
    }
    connection.query_each("SELECT urn, type_code FROM school WHERE urn IN (" + marks + ")", values,
                          [&](const Row& row) {
                            known[static_cast<std::uint32_t>(row.integer(0))].type_code =
                                static_cast<int>(row.integer(1));
                          });
    connection.query_each(
        "SELECT DISTINCT urn, line FROM fee_line WHERE urn IN (" + marks +
            ") AND decision = 'in_effect'",
        values, [&](const Row& row) {
          known[static_cast<std::uint32_t>(row.integer(0))].lines.insert(row.text(1));
        });
  }
  return known;
}

}  // namespace

std::uint64_t check_schools_and_lines(Connection& connection, const std::vector<PlacementRow>& rows,
                                      pricing::Date today, FormFaults& faults) {
  const KnownSchools known = read_schools(connection, urns_of(rows));
  std::uint64_t unknown = 0;
  for (const auto& [placement, where] : rows) {
    const auto school = known.find(placement.urn.number());
    if (school == known.end() || school->second.type_code == 0) {
      faults.add(row_place(where, "urn"),
                 "no school on the register has the URN " + placement.urn.text());
      continue;
    }
    if (!pricing::is_regulated_type(school->second.type_code)) {
      faults.add(row_place(where, "urn"),
                 "school " + placement.urn.text() +
                     " is not an independent or non-maintained special school or a special post-16 "
                     "institution, so its placements are not recorded here");
      continue;
    }
    bool all_known = true;
    const auto check_line = [&, &place = where](std::string_view line, const char* column) {
      if (school->second.lines.contains(std::string(line))) return;
      all_known = false;
      if (const auto seen = childs_data_in(line, today)) {
        faults.add(row_place(place, column),
                   "this is no line that the school has filed, and it " + std::string(*seen) +
                       ", which may not be sent: write the line's name as in the provider's fee "
                       "file");
      }
    };
    check_line(placement.line, "line");
    for (const std::string_view add_on : add_ons_of(placement)) check_line(add_on, "add_ons");
    if (!all_known) ++unknown;
  }
  return unknown;
}

}  // namespace assize::registry
