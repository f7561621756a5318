#include "api/impact/impact_report.h"
#include "pricing/exact/rounding_points.h"
#include "pricing/text/csv.h"

namespace assize::api {
namespace {

using pricing::ImpactTally;

constexpr std::string_view header =
    "kind,id,name,lines,over_before,over_after,newly_over,under_before,under_after,newly_under,"
    "free_before,free_after,newly_free,not_judged_before,not_judged_after,pounds_over_before,"
    "pounds_over_after,ceilings_before,ceilings_after,lowest_price,cost_per_placement\n";
constexpr std::size_t tally_columns = 14;
constexpr std::size_t last_columns = 4;  // of distances and exit risk

// Every row has every column; those that its kind has not are empty.
class Rows {
 public:
  void begin(std::string_view kind, std::string_view id, std::string_view name) {
    text_ += kind;
    field(id);
    field(name);
  }
  void field(std::string_view value) {
    text_ += ',';
    pricing::append_csv_field(text_, value);
  }
  void field(std::uint64_t number) { field(std::to_string(number)); }
  void skip(std::size_t columns) { text_.append(columns, ','); }
  void end() { text_ += '\n'; }
  std::string take() { return std::move(text_); }

 private:
  std::string text_{header};
};

void add_tally(Rows& rows, std::string_view kind, std::string_view id, std::string_view name,
               const ImpactTally& tally) {
  rows.begin(kind, id, name);
  for (const std::uint64_t number :
       {tally.lines, tally.before.over, tally.after.over, tally.newly_over, tally.before.under,
        tally.after.under, tally.newly_under, tally.before.free, tally.after.free, tally.newly_free,
        tally.before.not_judged, tally.after.not_judged}) {
    rows.field(number);
  }
  rows.field(tally.before.excess.text());
  rows.field(tally.after.excess.text());
  rows.skip(last_columns);
  rows.end();
}

void add_distances(Rows& rows, const pricing::Impact& impact) {
  for (std::size_t place = 0; place < pricing::distance_places; ++place) {
    if (impact.distances_before[place] == 0 && impact.distances_after[place] == 0) continue;
    rows.begin("distance", std::to_string(place), "");
    rows.skip(tally_columns);
    rows.field(impact.distances_before[place]);
    rows.field(impact.distances_after[place]);
    rows.skip(2);
    rows.end();
  }
}

void add_exit_risks(Rows& rows, const ImpactReport& report) {
  if (!report.impact.exit_risk_assessed) {
    rows.begin("exit_risk", "", "not assessed: " + std::string(no_returns));
    rows.skip(tally_columns + last_columns);
    rows.end();
  }
  for (const pricing::ExitRisk& risk : report.impact.exit_risks) {
    const registry::CatalogueSchool& school = *report.market.schools[risk.school];
    rows.begin("exit_risk", school.urn.text(), school.name);
    rows.field(risk.lines);
    rows.skip(tally_columns - 1 + 2);
    rows.field(risk.lowest.text());
    rows.field(risk.cost.at(pricing::excess_shown).text());
    rows.end();
  }
}

}  // namespace

std::string impact_csv(const ImpactReport& report) {
  Rows rows;
  add_tally(rows, "total", "", "", report.impact.total);
  for (const ImpactTable& table : impact_tables(report)) {
    for (const ImpactRow& row : table.rows) {
      add_tally(rows, table.kind, row.id, row.name, *row.tally);
    }
  }
  for (const pricing::ChangedLine& line : report.impact.changed) {
    ImpactTally tally;
    tally.add(line.before, line.after);
    add_tally(rows, "line", report.market.schools[line.school]->urn.text(),
              report.market.fees[line.line]->line, tally);
  }
  add_distances(rows, report.impact);
  add_exit_risks(rows, report);
  return rows.take();
}

}  // namespace assize::api
