#include "api/spending/spending_report.h"
#include "pricing/text/csv.h"

namespace assize::api {
namespace {

using registry::SpendingArea;
using registry::SpendingReport;

constexpr std::string_view header =
    "area,code,name,region_code,as_at,in_full,row,need,provision,basis,holder,placements,"
    "share_percent,spend,average_price,median_price,recorded,payer_education,payer_care,"
    "payer_health,part_education,part_boarding,part_care,part_health,part_unsplit,"
    "placements_compared,placements_risen,rises,placements_fallen,falls,concentration\n";

enum Column : std::size_t {
  area_kind,
  area_code,
  area_name,
  region_code,
  as_at,
  in_full,
  row_kind,
  need,
  provision,
  basis,
  holder,
  placements,
  share,
  spend,
  average,
  median,
  recorded,
  payers,
  parts = payers + pricing::payer_codes.size(),
  compared = parts + pricing::part_codes.size(),
  risen,
  rises,
  fallen,
  falls,
  concentration,
  column_count
};
using Fields = std::array<std::string, column_count>;

class Rows {
 public:
  explicit Rows(std::string& text) : text_(text) {}
  Fields start(const SpendingArea& area, std::string_view row) const {
    Fields fields;
    fields[area_kind] = registry::area_kind_codes[static_cast<std::size_t>(area.kind)];
    fields[area_code] = area.code;
    fields[area_name] = area.name;
    fields[region_code] = area.region_code;
    fields[as_at] = area.at.text();
    fields[in_full] = area.is_in_full ? "true" : "false";
    fields[row_kind] = row;
    return fields;
  }
  void add(const Fields& fields) {
    for (std::size_t at = 0; at < fields.size(); ++at) {
      if (at > 0) text_ += ',';
      pricing::append_csv_field(text_, fields[at]);
    }
    text_ += '\n';
  }

 private:
  std::string& text_;
};

void put_sum(const pricing::PriceSum& sum, Fields& fields) {
  fields[placements] = std::to_string(sum.placements);
  fields[spend] = sum.spend.text();
  fields[average] = sum.average.text();
  fields[median] = sum.median.text();
}

Fields total_of(const Rows& rows, const SpendingArea& area) {
  const pricing::AreaSpending& spending = area.spending;
  Fields fields = rows.start(area, "total");
  put_sum(spending.total, fields);
  if (const auto& splits = spending.splits) {
    fields[recorded] = splits->recorded.text();
    for (std::size_t at = 0; at < splits->payers.size(); ++at) {
      fields[payers + at] = splits->payers[at].text();
    }
    for (std::size_t at = 0; at < splits->parts.size(); ++at) {
      fields[parts + at] = splits->parts[at].text();
    }
  }
  if (const auto& increases = spending.increases) {
    fields[compared] = std::to_string(increases->compared);
    fields[risen] = std::to_string(increases->risen);
    fields[rises] = increases->rises.text();
    fields[fallen] = std::to_string(increases->fallen);
    fields[falls] = increases->falls.text();
  }
  if (spending.concentration && spending.concentration->index) {
    fields[concentration] = spending.concentration->index->shown;
  }
  return fields;
}

void add_area(Rows& rows, const SpendingArea& area, const SpendingReport& report) {
  rows.add(total_of(rows, area));
  for (const pricing::KindSpending& kind : area.spending.kinds) {
    Fields fields = rows.start(area, "kind");
    if (kind.kind) {
      fields[need] = code(kind.kind->first);
      fields[provision] = code(kind.kind->second);
    }
    put_sum(kind.sum, fields);
    rows.add(fields);
  }
  for (const pricing::BasisSpending& each : area.spending.bases) {
    Fields fields = rows.start(area, "basis");
    if (each.basis) {
      fields[basis] = pricing::placement_basis_codes[static_cast<std::size_t>(*each.basis)];
    }
    fields[share] = each.share;
    put_sum(each.sum, fields);
    rows.add(fields);
  }
  if (!area.spending.concentration) return;
  for (const pricing::HolderShare& each : area.spending.concentration->largest) {
    Fields fields = rows.start(area, "holder");
    fields[holder] = report.holders.at(each.holder).name;
    fields[placements] = std::to_string(each.placements);
    fields[share] = each.share;
    fields[spend] = each.spend.text();
    rows.add(fields);
  }
}

}  // namespace

std::string spending_csv(const SpendingReport& report) {
  std::string text(header);
  Rows rows(text);
  for (const SpendingArea& area : report.areas) add_area(rows, area, report);
  return text;
}

std::string spending_area_csv(const SpendingArea& area, const SpendingReport& report) {
  std::string text(header);
  Rows rows(text);
  add_area(rows, area, report);
  return text;
}

}  // namespace assize::api
