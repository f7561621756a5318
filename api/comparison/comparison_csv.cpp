#include "api/comparison/comparison_report.h"
#include "pricing/text/csv.h"

namespace assize::api {
namespace {

using pricing::ComparedLine;

constexpr std::string_view header =
    "provision,need,urn,school,line,age_from,age_to,unit,units_per_year,unit_price,yearly_price,"
    "over_cheapest,annual_price,education,boarding,care,health,vat_rate,basket,"
    "basket_over_cheapest,effective_from,effective_to,included,caveats\n";

void add_row(std::string& text, const std::vector<std::string>& fields) {
  for (std::size_t at = 0; at < fields.size(); ++at) {
    if (at > 0) text += ',';
    pricing::append_csv_field(text, fields[at]);
  }
  text += '\n';
}

std::vector<std::string> fields_of(const ComparisonReport& report, const ComparedLine& line) {
  const registry::CatalogueSchool& school = *report.schools[line.school];
  const registry::CatalogueFee& fee = *report.fees[line.school][line.line];
  std::string caveats;
  for (const pricing::CaveatNote& note : line.caveats) {
    caveats += (caveats.empty() ? "" : ". ") + note.words;
  }
  return {std::string(pricing::code(fee.provision)),
          std::string(pricing::code(fee.need)),
          school.urn.text(),
          school.name,
          fee.line,
          std::to_string(fee.age_from),
          std::to_string(fee.age_to),
          std::string(pricing::code(fee.unit)),
          fee.units_per_year,
          fee.unit_price.text(),
          line.yearly.text(),
          line.over_cheapest.text(),
          fee.annual_price.text(),
          fee.education.text(),
          fee.boarding.text(),
          fee.care.text(),
          fee.health.text(),
          fee.vat_rate,
          line.basket.text(),
          line.basket_over_cheapest.text(),
          fee.effective_from.text(),
          fee.effective_to.text(),
          fee.included,
          caveats};
}

}  // namespace

std::string comparison_csv(const ComparisonReport& report) {
  std::string text(header);
  for (const pricing::ComparedKind& kind : report.kinds) {
    for (const ComparedLine& line : kind.lines) add_row(text, fields_of(report, line));
    for (const std::size_t place : kind.schools_without) {
      const registry::CatalogueSchool& school = *report.schools[place];
      std::vector<std::string> fields(24);
      fields[0] = pricing::code(kind.provision);
      fields[1] = pricing::code(kind.need);
      fields[2] = school.urn.text();
      fields[3] = school.name;
      fields[23] = "no price of this kind is in force";
      add_row(text, fields);
    }
  }
  return text;
}

}  // namespace assize::api
