#include <set>

#include "pricing/exact/explain.h"
#include "pricing/rule_book/object_reader.h"
#include "registry/frameworks/framework.h"
#include "registry/register/local_authorities.h"

namespace assize::registry {
namespace {

using pricing::Date;
using pricing::JsonValue;
using pricing::ObjectReader;

constexpr int age_limit = 25;
constexpr std::size_t title_limit_bytes = 200;
constexpr std::size_t words_limit_bytes = 2000;
constexpr std::size_t lots_limit = 500;
constexpr std::size_t criteria_limit = 50;

std::string read_id(ObjectReader& reader) {
  std::string id = reader.require_name("id");
  if (id.size() > framework_name_limit) {
    reader.fault("id", pricing::quoted(id) + " is too long: write at most 30 characters");
  }
  return id;
}

int read_age(ObjectReader& reader, std::string_view key) {
  const JsonValue* member = reader.require(key);
  if (member == nullptr) return 0;
  const pricing::JsonNumber* number = member->number();
  const auto age = number == nullptr ? std::nullopt : pricing::read_scaled<2, 0>(number->text);
  if (age && *age <= age_limit) return static_cast<int>(*age);
  reader.fault(key, "this is not an age: write a JSON number from 0 to 25");
  return 0;
}

// "national" is the whole of England.
std::string read_region(ObjectReader& reader) {
  const std::string* text = reader.require_string("region");
  if (text == nullptr || *text == "national") return "";
  std::string region(region_named(*text));
  if (!region.empty()) return region;
  std::set<std::string> regions;
  for (const LocalAuthority& council : local_authorities()) regions.insert(council.region);
  std::string names = "national";
  for (const std::string& each : regions) names += ", " + each;
  reader.fault("region", pricing::quoted(*text) + " is no region: write one of " + names);
  return "";
}

void read_criteria(ObjectReader& reader, Lot& lot, Faults& faults) {
  const auto& criteria = reader.find_array("criteria");
  if (criteria.size() > criteria_limit) {
    reader.fault("criteria", "there are more than 50: join some");
    return;
  }
  const std::string path = pricing::json_path(reader.path(), "criteria");
  for (std::size_t at = 0; at < criteria.size(); ++at) {
    const std::string* text =
        pricing::read_string(criteria[at], pricing::json_path(path, at), faults);
    if (text == nullptr) continue;
    if (text->empty() || text->size() > words_limit_bytes) {
      faults.push_back({pricing::json_path(path, at), "write from 1 to 2000 bytes of text"});
    }
    lot.criteria.push_back(*text);
  }
}

Lot read_lot(ObjectReader& reader, Faults& faults) {
  Lot lot;
  lot.id = read_id(reader);
  lot.title = reader.require_line("title", title_limit_bytes);
  lot.need = reader.require_parsed<pricing::Need>("need", pricing::parse_need)
                 .value_or(pricing::Need::any);
  lot.provision = reader.require_parsed<pricing::Provision>("provision", pricing::parse_provision)
                      .value_or(pricing::Provision::day);
  lot.region = read_region(reader);
  lot.age_from = read_age(reader, "age_from");
  lot.age_to = read_age(reader, "age_to");
  if (lot.age_to < lot.age_from) {
    reader.fault("age_to", "the ages run from " + std::to_string(lot.age_from) + " down to " +
                               std::to_string(lot.age_to) + ": put the lower age first");
  }
  read_criteria(reader, lot, faults);
  return lot;
}

void read_lots(ObjectReader& document, Framework& framework, Faults& faults) {
  std::set<std::string> ids;
  const auto& lots = document.find_array("lots");
  if (lots.empty() || lots.size() > lots_limit) {
    document.fault("lots", "a framework has from 1 to 500 lots: write them");
    return;
  }
  for (std::size_t at = 0; at < lots.size(); ++at) {
    ObjectReader reader(
        lots[at], pricing::json_path("$.lots", at),
        {"id", "title", "need", "provision", "region", "age_from", "age_to", "criteria"}, faults);
    if (lots[at].object() == nullptr) continue;
    Lot lot = read_lot(reader, faults);
    if (!lot.id.empty() && !ids.insert(lot.id).second) {
      reader.fault("id",
                   pricing::quoted(lot.id) + " is the id of an earlier lot: give each its own");
    }
    framework.lots.push_back(std::move(lot));
  }
}

void read_dates(ObjectReader& document, FrameworkDates& dates) {
  const auto opens = document.require_parsed<Date>("opens", Date::parse);
  const auto closes = document.require_parsed<Date>("closes", Date::parse);
  const auto begins = document.require_parsed<Date>("begins", Date::parse);
  const auto ends = document.require_parsed<Date>("ends", Date::parse);
  const auto in_order = [&](const char* key, const std::optional<Date>& earlier,
                            const std::optional<Date>& later, bool is_same_day_well) {
    if (!earlier || !later || *earlier < *later || (is_same_day_well && *earlier == *later)) return;
    document.fault(key, "this is " + later->text() + ", and what comes before it is " +
                            earlier->text() +
                            ": a framework opens, closes, begins and ends, in that order");
  };
  in_order("closes", opens, closes, true);
  in_order("begins", closes, begins, false);
  in_order("ends", begins, ends, true);
  dates = {opens.value_or(Date()), closes.value_or(Date()), begins.value_or(Date()),
           ends.value_or(Date())};
}

void read_buyer(ObjectReader& document, Framework& framework, Faults& faults) {
  const JsonValue* buyer = document.require("buyer");
  if (buyer == nullptr) return;
  ObjectReader reader(*buyer, "$.buyer", {"id", "name"}, faults);
  if (buyer->object() == nullptr) return;
  if (reader.find("id") != nullptr) framework.buyer_id = reader.require_name("id");
  framework.buyer_name = reader.require_line("name", title_limit_bytes);
}

}  // namespace

Result<Framework> read_framework(std::string_view json) {
  if (json.size() > framework_limit_bytes) {
    return Fault{"$", "The framework is larger than 1 MiB. Shorten its words."};
  }
  const Result<JsonValue> value = pricing::parse_json(json);
  if (!value.ok()) return value.faults();
  Faults faults;
  Framework framework;
  ObjectReader document(
      *value, "$",
      {"id", "title", "description", "buyer", "opens", "closes", "begins", "ends", "lots"}, faults);
  if (value->object() != nullptr) {
    framework.id = read_id(document);
    framework.title = document.require_line("title", title_limit_bytes);
    framework.description = document.find_line("description", words_limit_bytes);
    read_buyer(document, framework, faults);
    read_dates(document, framework.dates);
    read_lots(document, framework, faults);
  }
  if (!faults.empty()) return faults;
  return framework;
}

}  // namespace assize::registry
