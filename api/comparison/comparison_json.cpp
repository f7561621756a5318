#include "api/comparison/comparison_report.h"
#include "api/http/message/json_writer.h"
#include "pricing/rules/words.h"

namespace assize::api {
namespace {

using pricing::AddOnPrice;
using pricing::BasketCost;
using pricing::ComparedLine;

std::string_view how(AddOnPrice::Kind kind) {
  if (kind == AddOnPrice::Kind::included) return "included";
  return kind == AddOnPrice::Kind::priced ? "priced" : "no_price";
}

void write_add_on(JsonWriter& json, const ComparisonReport& report, const ComparedLine& line,
                  const BasketCost& add_on) {
  json.begin_object().member("item", report.items.code(add_on.item));
  json.member("hours", pricing::hundredths_text(add_on.hours_hundredths));
  json.member("how", how(add_on.price.kind));
  if (add_on.price.kind == AddOnPrice::Kind::priced) {
    const registry::CatalogueFee& fee = *report.fees[line.school][add_on.price.line];
    json.member("line", fee.line).member("hourly_price", fee.unit_price.text());
    json.member("cost", add_on.cost.text());
  }
  json.end_object();
}

void write_line(JsonWriter& json, const ComparisonReport& report, const ComparedLine& line) {
  const registry::CatalogueSchool& school = *report.schools[line.school];
  const registry::CatalogueFee& fee = *report.fees[line.school][line.line];
  json.begin_object().member("urn", school.urn.text()).member("school", school.name);
  json.member("line", fee.line);
  json.key("age_from").integer(fee.age_from).key("age_to").integer(fee.age_to);
  json.member("unit", pricing::code(fee.unit)).member("units_per_year", fee.units_per_year);
  json.member("unit_price", fee.unit_price.text()).member("yearly_price", line.yearly.text());
  json.member("over_cheapest", line.over_cheapest.text());
  json.member("annual_price", fee.annual_price.text());
  json.member("education", fee.education.text()).member("boarding", fee.boarding.text());
  json.member("care", fee.care.text()).member("health", fee.health.text());
  json.member("vat_rate", fee.vat_rate);
  json.member("effective_from", fee.effective_from.text());
  json.member("effective_to", fee.effective_to.text()).member("included", fee.included);
  json.key("basket").begin_object().member("price", line.basket.text());
  json.member("over_cheapest", line.basket_over_cheapest.text()).end_object();
  json.key("add_ons").begin_array();
  for (const BasketCost& add_on : line.add_ons) write_add_on(json, report, line, add_on);
  json.end_array().key("caveats").begin_array();
  for (const pricing::CaveatNote& note : line.caveats) {
    json.begin_object().member("code", pricing::code(note.caveat)).member("words", note.words);
    json.end_object();
  }
  json.end_array().end_object();
}

void write_kind(JsonWriter& json, const ComparisonReport& report,
                const pricing::ComparedKind& kind) {
  json.begin_object().member("provision", pricing::code(kind.provision));
  json.member("need", pricing::code(kind.need)).key("left_out").begin_array();
  for (const pricing::Item item : kind.left_out) json.string(report.items.code(item));
  json.end_array().key("lines").begin_array();
  for (const ComparedLine& line : kind.lines) write_line(json, report, line);
  json.end_array().key("no_price").begin_array();
  for (const std::size_t place : kind.schools_without) {
    const registry::CatalogueSchool& school = *report.schools[place];
    json.begin_object().member("urn", school.urn.text()).member("school", school.name);
    json.end_object();
  }
  json.end_array().end_object();
}

}  // namespace

std::string comparison_json(const ComparisonReport& report) {
  JsonWriter json;
  json.begin_object().member("as_at", report.as_at.text()).key("basket");
  if (report.basket_edition.empty()) {
    json.null();
  } else {
    json.begin_object().member("edition", report.basket_edition).key("items").begin_array();
    for (const pricing::BasketItem& item : report.basket) {
      json.begin_object().member("item", report.items.code(item.item));
      json.member("hours", pricing::hundredths_text(item.hours_hundredths)).end_object();
    }
    json.end_array().end_object();
  }
  json.key("kinds").begin_array();
  for (const pricing::ComparedKind& kind : report.kinds) write_kind(json, report, kind);
  json.end_array().end_object();
  return json.take();
}

}  // namespace assize::api
