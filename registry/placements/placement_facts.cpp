#include "registry/placements/placement_facts.h"

#include <string>

#include "registry/placements/placement_store.h"

namespace assize::registry {
namespace {

constexpr std::int32_t days_of_endings = 366;

void add_facts(const CallOff& placement, pricing::Date from, pricing::Date to,
               pricing::Facts& facts) {
  const bool is_live = placement.start <= to && (!placement.end || *placement.end >= from);
  const bool was_ended = placement.ending && placement.ending->by == EndedBy::provider &&
                         *placement.ending->notice <= to &&
                         from - *placement.ending->notice <= days_of_endings;
  const std::string commissioner = placement.council.text();
  const auto add = [&](std::string_view line, const std::optional<pricing::AgreedPrice>& agreed) {
    if (is_live) {
      facts.placements->push_back({placement.urn, std::string(line), commissioner,
                                   placement.reference, placement.start, placement.end,
                                   placement.basis, agreed});
    }
    if (was_ended) {
      facts.ended_placements->push_back(
          {placement.urn, std::string(line), commissioner, *placement.ending->notice});
    }
  };
  add(placement.line, placement.agreed);
  for (const std::string_view add_on : add_ons_of(placement)) add(add_on, std::nullopt);
}

}  // namespace

void read_placement_facts(Connection& connection, const std::vector<std::int64_t>& urns,
                          pricing::Date from, pricing::Date to, pricing::Facts& facts) {
  if (!facts.placements) facts.placements.emplace();
  if (!facts.ended_placements) facts.ended_placements.emplace();
  if (urns.empty()) return;
  std::string marks;
  Values values;
  for (const std::int64_t urn : urns) {
    marks += marks.empty() ? "?" : ", ?";
    values.emplace_back(urn);
  }
  values.emplace_back(to.text());
  values.emplace_back(from.text());
  values.emplace_back(from.plus_days(-days_of_endings).text());
  connection.query_each(
      "SELECT " + std::string(placement_select) + " FROM placement WHERE urn IN (" + marks +
          ") AND NOT withdrawn AND start_date <= ? AND (end_date IS NULL OR"
          " end_date >= ? OR ending_notice >= ?)",
      values, [&](const Row& row) { add_facts(call_off_of(row), from, to, facts); });
}

}  // namespace assize::registry
