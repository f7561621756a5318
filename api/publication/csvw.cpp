#include "api/publication/csvw.h"

#include "api/http/message/json_writer.h"
#include "api/publication/checkpoint_json.h"

namespace assize::api {
namespace {

constexpr CsvColumn columns[] = {
    {"urn", "string", "The school's unique reference number"},
    {"school", "string", "Its name"},
    {"type_code", "string", "The code of its type in Get Information About Schools"},
    {"type", "string", "Its type"},
    {"la_code", "string", "The three-digit code of the council where it is"},
    {"la", "string", "That council"},
    {"region", "string", "Its region"},
    {"postcode", "string", "Its postcode"},
    {"provider_id", "string", "Who runs it: GB-COH, GB-CHC or GB-UKPRN and a number"},
    {"provider", "string", "The provider's name"},
    {"group", "string", "The group that the provider belongs to"},
    {"section41", "boolean", "Whether it is approved under section 41"},
    {"line", "string", "The fee line's name in its filing"},
    {"item", "string", "What is sold: placement, or an add-on"},
    {"provision", "string", "day, weekly, termly, full_year or any"},
    {"need", "string", "The school census code of the need, or ANY"},
    {"age_from", "integer", "The lowest age"},
    {"age_to", "integer", "The highest age"},
    {"unit", "string", "What the unit price is for: hour, session, day, week, term or year"},
    {"units_per_year", "decimal", "How many units a year has"},
    {"unit_price", "decimal", "Pounds for a unit, without VAT"},
    {"annual_price", "decimal", "Pounds for a year, without VAT"},
    {"education", "decimal", "The part of annual_price for education, in pounds"},
    {"boarding", "decimal", "The part for boarding"},
    {"care", "decimal", "The part for care"},
    {"health", "decimal", "The part for health"},
    {"vat_rate", "decimal", "The rate of VAT, as a percentage"},
    {"effective_from", "date", "The first day on which the fee holds"},
    {"effective_to", "date", "The last"},
    {"included", "string", "What the price includes, with \";\" between"},
    {"filing", "string", "The filing that put it in effect"}};

}  // namespace

std::span<const CsvColumn> catalogue_columns() { return columns; }

std::string catalogue_csv_metadata(const registry::Snapshot& snapshot) {
  JsonWriter json;
  json.begin_object().key("@context").begin_array().string("http://www.w3.org/ns/csvw");
  json.begin_object().member("@language", "en").end_object().end_array();
  json.member("url", "catalogue.csv").member("dc:title", "Fees in force of special schools");
  json.member("dc:modified", snapshot.today.text());
  json.member("dc:license",
              "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/");
  json.member("dc:source", "log checkpoint " + checkpoint_header(snapshot.checkpoint));
  json.key("dialect").begin_object().member("encoding", "utf-8").key("header").boolean(true);
  json.end_object().key("tableSchema").begin_object().key("columns").begin_array();
  for (const CsvColumn& column : columns) {
    json.begin_object().member("name", column.name).member("titles", column.name);
    json.member("dc:description", column.description).member("datatype", column.datatype);
    json.end_object();
  }
  json.end_array().key("primaryKey").begin_array().string("urn").string("line").end_array();
  json.end_object().end_object();
  return json.take() + "\n";
}

}  // namespace assize::api
