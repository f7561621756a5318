#include "api/pages/provider/own_schools.h"

#include <algorithm>

#include "pricing/fee_file/columns.h"
#include "pricing/text/csv.h"

namespace assize::api {
namespace {

using registry::CatalogueFee;
using registry::CatalogueSchool;

std::string row_of(const CatalogueSchool& school, const CatalogueFee& fee) {
  const pricing::Date from = fee.effective_to.plus_days(1);
  // A year after the day that it ended on: the day before the same day of the next year.
  const pricing::Date year_on = pricing::years_before(from, -1);
  const std::string values[] = {school.urn.text(),
                                fee.line,
                                fee.item,
                                std::string(code(fee.provision)),
                                std::string(code(fee.need)),
                                std::to_string(fee.age_from),
                                std::to_string(fee.age_to),
                                std::string(code(fee.unit)),
                                fee.units_per_year,
                                fee.unit_price.text(),
                                fee.annual_price.text(),
                                fee.education.text(),
                                fee.boarding.text(),
                                fee.care.text(),
                                fee.health.text(),
                                fee.vat_rate,
                                from.text(),
                                year_on.plus_days(-1).text(),
                                "",
                                fee.included,
                                ""};
  static_assert(std::size(values) == pricing::column_count);
  std::string row;
  for (const std::string& value : values) {
    if (!row.empty()) row += ',';
    pricing::append_csv_field(row, value);
  }
  return row + "\r\n";
}

}  // namespace

std::vector<const CatalogueSchool*> own_schools(const registry::Snapshot& snapshot,
                                                const registry::Caller& caller) {
  std::vector<const CatalogueSchool*> own;
  if (!caller.provider_id) return own;
  for (const auto& school : snapshot.schools) {
    if (school->provider_id == *caller.provider_id && school->is_open) own.push_back(school.get());
  }
  std::stable_sort(own.begin(), own.end(), [](auto* a, auto* b) { return a->name < b->name; });
  return own;
}

std::vector<const CatalogueFee*> latest_fees(const CatalogueSchool& school, pricing::Date day) {
  std::vector<const CatalogueFee*> fees = registry::fees_as_at(school, day);
  if (!fees.empty() || school.fees.empty()) return fees;
  const auto last = std::max_element(
      school.fees.begin(), school.fees.end(),
      [](const auto& a, const auto& b) { return a.effective_to < b.effective_to; });
  return registry::fees_as_at(school, last->effective_to);
}

std::string starting_file(const std::vector<const CatalogueSchool*>& schools, pricing::Date today) {
  std::string file;
  for (const std::string_view name : pricing::column_names) {
    if (!file.empty()) file += ',';
    file += name;
  }
  file += "\r\n";
  for (const CatalogueSchool* school : schools) {
    for (const CatalogueFee* fee : latest_fees(*school, today)) file += row_of(*school, *fee);
  }
  return file;
}

}  // namespace assize::api
