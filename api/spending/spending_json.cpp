#include "api/publication/checkpoint_json.h"
#include "api/spending/spending_report.h"

namespace assize::api {
namespace {

using registry::SpendingArea;
using registry::SpendingReport;

void write_sum(JsonWriter& json, const pricing::PriceSum& sum) {
  json.key("placements").whole(sum.placements).member("spend", sum.spend.text());
  json.member("average_price", sum.average.text()).member("median_price", sum.median.text());
}

void write_kinds(JsonWriter& json, const pricing::AreaSpending& spending) {
  json.key("by_need_and_provision").begin_array();
  for (const pricing::KindSpending& kind : spending.kinds) {
    json.begin_object();
    json.member_unless_empty("need", kind.kind ? code(kind.kind->first) : "");
    json.member_unless_empty("provision", kind.kind ? code(kind.kind->second) : "");
    write_sum(json, kind.sum);
    json.end_object();
  }
  json.end_array();
}

void write_bases(JsonWriter& json, const pricing::AreaSpending& spending) {
  json.key("by_basis").begin_array();
  for (const pricing::BasisSpending& basis : spending.bases) {
    json.begin_object();
    json.member_unless_empty(
        "basis",
        basis.basis ? pricing::placement_basis_codes[static_cast<std::size_t>(*basis.basis)] : "");
    json.member("share_percent", basis.share);
    write_sum(json, basis.sum);
    json.end_object();
  }
  json.end_array();
}

template <std::size_t count>
void write_amounts(JsonWriter& json, std::string_view name,
                   const std::array<std::string_view, count>& codes,
                   const std::array<pricing::Pounds, count>& amounts) {
  json.key(name).begin_object();
  for (std::size_t at = 0; at < count; ++at) json.member(codes[at], amounts[at].text());
  json.end_object();
}

void write_splits(JsonWriter& json, const std::optional<pricing::SpendingSplits>& splits) {
  if (!splits) {
    json.key("parts").null().key("recorded").null();
    return;
  }
  write_amounts(json, "parts", pricing::part_codes, splits->parts);
  json.key("recorded").begin_object().member("total", splits->recorded.text());
  write_amounts(json, "payers", pricing::payer_codes, splits->payers);
  json.key("placements_priced_as_recorded").whole(splits->as_recorded).end_object();
}

void write_increases(JsonWriter& json, const std::optional<pricing::SpendingIncreases>& found) {
  json.key("increases");
  if (!found) {
    json.null();
    return;
  }
  json.begin_object().key("placements_compared").whole(found->compared);
  json.key("placements_risen").whole(found->risen).member("rises", found->rises.text());
  json.key("placements_fallen").whole(found->fallen).member("falls", found->falls.text());
  json.end_object();
}

void write_concentration(JsonWriter& json,
                         const std::optional<pricing::SpendingConcentration>& found,
                         const SpendingReport& report, bool is_in_full) {
  json.key("concentration");
  if (!found) {
    json.null();
    return;
  }
  json.begin_object().key("holders").whole(found->holders);
  json.key("placements_of_unknown_holder");
  if (is_in_full) {
    json.whole(found->unknown);
  } else {
    json.null();
  }
  json.member_unless_empty("index", found->index ? found->index->shown : "");
  // The fraction would give the counts away.
  json.member_unless_empty("index_of_10000_exactly",
                           found->index && is_in_full ? found->index->fraction : "");
  json.key("largest").begin_array();
  for (const pricing::HolderShare& share : found->largest) {
    const registry::SpendingHolder& holder = report.holders.at(share.holder);
    json.begin_object().member("id", holder.id).member("name", holder.name);
    json.key("is_group").boolean(holder.is_group).key("placements").whole(share.placements);
    json.member("spend", share.spend.text()).member("share_percent", share.share).end_object();
  }
  json.end_array().end_object();
}

void write_fragile(JsonWriter& json, const SpendingArea& area) {
  json.key("fragile");
  if (!area.fragile) {
    json.null();
    return;
  }
  json.begin_array();
  for (const registry::FragileNeed& need : *area.fragile) {
    json.begin_object().member("need", code(need.need)).key("rules").begin_array();
    for (const std::string& rule : need.rules) json.string(rule);
    json.end_array().key("placements").whole(need.placements).end_object();
  }
  json.end_array();
}

void write_heading(JsonWriter& json, const SpendingArea& area) {
  json.member("area", registry::area_kind_codes[static_cast<std::size_t>(area.kind)]);
  json.member_unless_empty("code", area.code).member("name", area.name);
  json.member_unless_empty("region_code", area.region_code).member("as_at", area.at.text());
  json.key("in_full").boolean(area.is_in_full);
}

void write_tables(JsonWriter& json, const SpendingArea& area, const SpendingReport& report) {
  write_heading(json, area);
  write_sum(json, area.spending.total);
  write_kinds(json, area.spending);
  write_bases(json, area.spending);
  write_splits(json, area.spending.splits);
  write_increases(json, area.spending.increases);
  write_concentration(json, area.spending.concentration, report, area.is_in_full);
  write_fragile(json, area);
}

}  // namespace

void write_spending_area(JsonWriter& json, const SpendingArea& area, const SpendingReport& report) {
  json.begin_object();
  write_tables(json, area, report);
  json.end_object();
}

std::string spending_area_json(const SpendingArea& area, const SpendingReport& report,
                               const registry::NamedCheckpoint& checkpoint) {
  JsonWriter json;
  json.begin_object();
  write_checkpoint(json, checkpoint);
  write_tables(json, area, report);
  return json.end_object().take() + "\n";
}

std::string spending_json(const SpendingReport& report,
                          const registry::NamedCheckpoint& checkpoint) {
  JsonWriter json;
  json.begin_object();
  write_checkpoint(json, checkpoint);
  json.key("nation");
  if (const SpendingArea* nation = report.find(registry::nation_code)) {
    write_spending_area(json, *nation, report);
  } else {
    json.null();
  }
  json.key("areas").begin_array();
  for (const SpendingArea& area : report.areas) {
    if (area.kind == registry::AreaKind::nation) continue;
    json.begin_object();
    write_heading(json, area);
    write_sum(json, area.spending.total);
    json.end_object();
  }
  return json.end_array().end_object().take() + "\n";
}

}  // namespace assize::api
