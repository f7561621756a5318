#include "registry/register/inspections.h"

#include <algorithm>

#include "registry/register/files/inspections_file.h"

namespace assize::registry {
namespace {

HeldInspection inspection_of(const Row& row) {
  return {row.text(1), row.text(2), row.text(3), row.text_or_none(4).value_or(""), false};
}

}  // namespace

std::unordered_map<std::uint32_t, std::vector<HeldInspection>> load_inspections(
    Connection& connection) {
  std::unordered_map<std::uint32_t, std::vector<HeldInspection>> inspections;
  connection.query_each(
      "SELECT urn, body, on_date, outcome, report_url FROM inspection"
      " ORDER BY urn, on_date DESC, body",
      {}, [&](const Row& row) {
        inspections[static_cast<std::uint32_t>(row.integer(0))].push_back(inspection_of(row));
      });
  return inspections;
}

std::vector<HeldInspection> inspections_of(Connection& connection, std::uint32_t urn,
                                           std::optional<pricing::Date> as_at,
                                           const KnownAt& known) {
  Values values;
  known.bind(values);
  values.emplace_back(std::int64_t{urn});
  values.emplace_back(as_at ? as_at->text() : std::string("9999-12-31"));
  std::vector<HeldInspection> inspections;
  connection.query_each("SELECT urn, body, on_date, outcome, report_url FROM inspection" +
                            std::string(known.clause()) +
                            " WHERE urn = ? AND on_date <= ? ORDER BY on_date DESC, body",
                        values, [&](const Row& row) { inspections.push_back(inspection_of(row)); });
  return inspections;
}

void add_gias_inspection(const std::optional<std::string>& inspectorate,
                         const std::optional<std::string>& on,
                         const std::optional<std::string>& outcome,
                         std::vector<HeldInspection>& inspections) {
  if (!on) return;
  if (std::ranges::find(inspections, *on, &HeldInspection::on) != inspections.end()) return;
  std::string said = outcome.value_or("");
  said = outcome_of_source(said).value_or(said);
  inspections.push_back({inspectorate.value_or("Ofsted"), *on, std::move(said), "", true});
  std::ranges::stable_sort(inspections, std::greater<>(), &HeldInspection::on);
}

}  // namespace assize::registry
