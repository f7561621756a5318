#include "api/http/message/json_writer.h"
#include "api/impact/impact_report.h"
#include "pricing/exact/rounding_points.h"

namespace assize::api {
namespace {

using pricing::ChangedLine;
using pricing::ImpactTally;
using pricing::Standing;
using pricing::StandingCounts;

void write_counts(JsonWriter& json, std::string_view name, const StandingCounts& counts) {
  json.key(name).begin_object().key("over").whole(counts.over).key("under").whole(counts.under);
  json.key("free").whole(counts.free).key("not_judged").whole(counts.not_judged);
  json.member("pounds_over", counts.excess.text()).end_object();
}

void write_kinds(JsonWriter& json, std::string_view name, std::uint64_t over, std::uint64_t under,
                 std::uint64_t free) {
  json.key(name).begin_object().key("over").whole(over).key("under").whole(under);
  json.key("free").whole(free).end_object();
}

void write_tally(JsonWriter& json, const ImpactTally& tally) {
  json.key("lines").whole(tally.lines);
  write_counts(json, "before", tally.before);
  write_counts(json, "after", tally.after);
  write_kinds(json, "newly", tally.newly_over, tally.newly_under, tally.newly_free);
  write_kinds(json, "no_longer", tally.no_longer_over, tally.no_longer_under, tally.no_longer_free);
}

void write_edition(JsonWriter& json, std::string_view name, const pricing::RuleBook& book) {
  json.key(name).begin_object().member("edition", book.edition()).member("status", book.status());
  json.member("sha256", book.sha256()).end_object();
}

void write_school_counts(JsonWriter& json, std::string_view name, const SchoolCounts& counts) {
  json.key(name).begin_object().key("before").whole(counts.before);
  json.key("after").whole(counts.after).key("newly").whole(counts.newly);
  json.key("no_longer").whole(counts.no_longer).end_object();
}

void write_standing(JsonWriter& json, std::string_view name, const Standing& standing) {
  json.key(name).begin_object().key("over").boolean(standing.over);
  json.key("under").boolean(standing.under).key("free").boolean(standing.free);
  json.key("not_judged").boolean(standing.not_judged);
  json.member("pounds_over", standing.excess.text()).end_object();
}

void write_line(JsonWriter& json, const ImpactReport& report, const ChangedLine& changed) {
  const registry::CatalogueFee& fee = *report.market.fees[changed.line];
  json.begin_object().member("urn", report.market.schools[changed.school]->urn.text());
  json.member("line", fee.line).member("item", fee.item);
  json.member("provision", pricing::code(fee.provision)).member("need", pricing::code(fee.need));
  json.key("age_from").integer(fee.age_from).key("age_to").integer(fee.age_to);
  json.member("unit", pricing::code(fee.unit)).member("unit_price", fee.unit_price.text());
  json.member("annual_price", fee.annual_price.text());
  write_standing(json, "before", changed.before);
  write_standing(json, "after", changed.after);
  json.end_object();
}

void write_distances(JsonWriter& json, const pricing::Impact& impact) {
  json.key("distances").begin_array();
  for (std::size_t place = 0; place < pricing::distance_places; ++place) {
    if (impact.distances_before[place] == 0 && impact.distances_after[place] == 0) continue;
    json.begin_object().key("percent").whole(place);
    json.key("before").whole(impact.distances_before[place]);
    json.key("after").whole(impact.distances_after[place]).end_object();
  }
  json.end_array();
}

void write_exit_risk(JsonWriter& json, const ImpactReport& report) {
  const pricing::Impact& impact = report.impact;
  json.key("exit_risk").begin_object().key("assessed").boolean(impact.exit_risk_assessed);
  if (!impact.exit_risk_assessed) {
    json.member("because", no_returns).end_object();
    return;
  }
  json.key("schools_without_return").whole(impact.schools_without_cost);
  json.key("schools").begin_array();
  for (const pricing::ExitRisk& risk : impact.exit_risks) {
    const registry::CatalogueSchool& school = *report.market.schools[risk.school];
    json.begin_object().member("urn", school.urn.text()).member("name", school.name);
    json.key("lines").whole(risk.lines).member("lowest_price", risk.lowest.text());
    json.member("cost_per_placement", risk.cost.at(pricing::excess_shown).text()).end_object();
  }
  json.end_array().end_object();
}

}  // namespace

std::string impact_json(const ImpactReport& report) {
  const pricing::Impact& impact = report.impact;
  JsonWriter json;
  json.begin_object();
  write_edition(json, "in_force", report.in_force);
  write_edition(json, "draft", report.draft);
  json.member("as_at", report.as_at.text());
  json.member_unless_empty("bands_on", report.draft_on ? report.draft_on->text() : "");
  json.member("measure", impact_measure);
  json.key("total").begin_object();
  write_tally(json, impact.total);
  json.key("schools").begin_object();
  write_school_counts(json, "over", schools_over(impact));
  write_school_counts(json, "under", schools_under(impact));
  write_school_counts(json, "free", schools_free(impact));
  json.end_object().end_object();
  for (const ImpactTable& table : impact_tables(report)) {
    json.key(table.many).begin_array();
    for (const ImpactRow& row : table.rows) {
      json.begin_object().member_unless_empty("id", row.id).member("name", row.name);
      write_tally(json, *row.tally);
      json.end_object();
    }
    json.end_array();
  }
  write_distances(json, impact);
  json.key("lines").begin_array();
  for (const ChangedLine& line : impact.changed) write_line(json, report, line);
  json.end_array();
  write_exit_risk(json, report);
  json.end_object();
  return json.take();
}

}  // namespace assize::api
