#include <algorithm>
#include <string>

#include "pricing/text/csv.h"
#include "registry/register/imports.h"

namespace assize::registry {
namespace {

constexpr std::size_t statement_schools = 1000;

constexpr std::string_view header =
    "urn,name,type_code,la_code,open_date,close_date,childrens_home,status,region,phase,age_from,"
    "age_to,needs,capacity,town,postcode,easting,northing,ukprn,inspected_on,inspection_outcome\n";

// A closed school whose last day GIAS does not give was closed by the day on which GIAS last
// changed its record (or by 1900, GIAS's own word for an unknown day); a school that is only
// proposed, without a first day, is not open on any day that a fee can begin on. Readers of the
// dates alone then judge both rightly.
constexpr std::string_view select =
    "SELECT urn, name, type_code, la_code,"
    " COALESCE(open_date, IF(status = 'proposed_to_open', '2999-12-31', NULL)),"
    " COALESCE(close_date, IF(status = 'closed', COALESCE(gias_changed_on, '1900-01-01'), NULL)),"
    " IF(childrens_home, 'true', 'false'), status, region, phase, age_from, age_to, needs,"
    " capacity, town, postcode, easting, northing, ukprn, inspected_on, inspection_outcome"
    " FROM school";

void append_row(std::string& out, const Row& row) {
  for (std::size_t at = 0; at < row.size(); ++at) {
    if (at > 0) out += ',';
    if (!row.is_null(at)) pricing::append_csv_field(out, row.text(at));
  }
  out += '\n';
}

}  // namespace

std::string export_register(Connection& connection) {
  std::string out(header);
  connection.query_each(std::string(select) + " ORDER BY urn", {},
                        [&](const Row& row) { append_row(out, row); });
  return out;
}

std::string export_register(Connection& connection, const std::vector<std::uint32_t>& urns) {
  std::string out(header);
  std::vector<std::uint32_t> ordered = urns;
  std::ranges::sort(ordered);
  ordered.erase(std::unique(ordered.begin(), ordered.end()), ordered.end());
  for (std::size_t from = 0; from < ordered.size(); from += statement_schools) {
    const std::size_t to = std::min(from + statement_schools, ordered.size());
    std::string marks;
    Values values;
    for (std::size_t at = from; at < to; ++at) {
      marks += marks.empty() ? "?" : ", ?";
      values.emplace_back(std::int64_t{ordered[at]});
    }
    connection.query_each(std::string(select) + " WHERE urn IN (" + marks + ") ORDER BY urn",
                          values, [&](const Row& row) { append_row(out, row); });
  }
  return out;
}

}  // namespace assize::registry
