#include "registry/tailored_lists/tailored_request.h"

#include <algorithm>

#include "pricing/rule_book/object_reader.h"
#include "registry/geography/postcodes.h"
#include "registry/placements/placement.h"
#include "registry/register/local_authorities.h"

namespace assize::registry {
namespace {

constexpr std::int64_t age_limit = 25;
constexpr std::int64_t weight_limit = 100;
constexpr std::int64_t schools_limit = 50;
constexpr std::size_t lot_limit_bytes = 100;
constexpr std::size_t home_limit_bytes = 20;
constexpr std::int32_t days_ahead_limit = 1100;

using pricing::ObjectReader;

bool find_truth(ObjectReader& reader, std::string_view key) {
  const pricing::JsonValue* value = reader.find(key);
  if (value == nullptr) return false;
  if (const bool* truth = value->boolean()) return *truth;
  reader.fault(key, "write true or false");
  return false;
}

void read_must(const pricing::JsonValue& value, MustHave& must, Faults& faults) {
  ObjectReader reader(value, "$.must", {"lot", "price_to", "section41", "vacancy", "within"},
                      faults);
  must.section41 = find_truth(reader, "section41");
  must.vacancy = find_truth(reader, "vacancy");
  must.within = reader.find_parsed<Miles>("within", Miles::parse);
  must.price_to = reader.find_parsed<pricing::Pounds>("price_to", pricing::Pounds::parse);
  if (reader.find("lot") == nullptr) return;
  must.lot = reader.require_line("lot", lot_limit_bytes);
  if (!must.lot.empty() && must.lot.find('/') == std::string::npos) {
    reader.fault("lot",
                 "write the framework and the lot with a stroke between, such as SEND-2027/ASD");
  }
}

void read_weights(const pricing::JsonValue& value, Weights& weights, Faults& faults) {
  ObjectReader reader(value, "$.weights",
                      {"availability", "distance", "performance", "suitability", "value"}, faults);
  for (std::size_t part = 0; part < score_parts; ++part) {
    const auto weight = reader.find_whole(score_part_codes[part], "a weight", weight_limit);
    if (weight) weights[part] = *weight;
  }
  if (std::ranges::all_of(weights, [](std::int64_t weight) { return weight == 0; })) {
    reader.fault("value", "every weight is 0: let at least one part weigh something");
  }
}

void read_home(ObjectReader& reader, TailoredRequest& request) {
  const std::string* home = reader.find_string("home");
  if (home == nullptr) return;
  const bool is_home =
      home->size() <= home_limit_bytes &&
      (pack_postcode(*home) || pack_outward_code(*home) || parse_grid_point(*home));
  if (is_home) {
    request.home = *home;
  } else {
    reader.fault("home",
                 "write a postcode, its first half, or an easting and northing in metres, such as "
                 "460000,452000");
  }
}

void read_profile(ObjectReader& reader, TailoredRequest& request, pricing::Date today) {
  const auto need = reader.find_parsed<pricing::Need>("need", pricing::parse_need);
  if (reader.find("need") == nullptr || need == pricing::Need::any) {
    reader.fault("need", "write the need's own code, such as ASD");
  }
  const auto provision =
      reader.find_parsed<pricing::Provision>("provision", pricing::parse_provision);
  if (reader.find("provision") == nullptr || provision == pricing::Provision::any) {
    reader.fault("provision", "write day, weekly, termly or full_year");
  }
  const auto age = reader.find_whole("age", "an age", age_limit);
  if (reader.find("age") == nullptr) reader.fault("age", "this is missing: write the age in years");
  request.need = need.value_or(pricing::Need::any);
  request.provision = provision.value_or(pricing::Provision::any);
  request.age = static_cast<int>(age.value_or(0));
  request.from = reader.find_parsed<pricing::Date>("from", pricing::Date::parse);
  if (request.from && (*request.from < today || *request.from - today > days_ahead_limit)) {
    reader.fault("from", "write a day from today, " + today.text() + ", to three years on");
  }
}

}  // namespace

Result<TailoredRequest> parse_tailored_request(std::string_view json, pricing::Date today) {
  const auto document = pricing::parse_json(json);
  if (!document) return document.faults();
  Faults faults;
  ObjectReader reader(*document, "$",
                      {"age", "council", "freeze", "from", "home", "limit", "must", "need",
                       "provision", "reference", "weights"},
                      faults);
  TailoredRequest request;
  read_profile(reader, request, today);
  read_home(reader, request);
  request.council = reader.find_parsed<pricing::LaCode>("council", pricing::LaCode::parse);
  if (request.council && find_local_authority(*request.council) == nullptr) {
    reader.fault("council", "no council in England has this code today");
  }
  if (const std::string* reference = reader.find_string("reference")) {
    if (const auto refused = refuse_reference(*reference, today)) {
      reader.fault("reference", *refused);
    } else {
      request.reference = *reference;
    }
  }
  if (const auto* must = reader.find("must")) read_must(*must, request.must, faults);
  if (const auto* weights = reader.find("weights")) read_weights(*weights, request.weights, faults);
  const auto limit = reader.find_whole("limit", "how many schools", schools_limit);
  if (limit == 0) reader.fault("limit", "write how many schools to list, from 1 to 50");
  request.limit = static_cast<std::size_t>(limit.value_or(20));
  request.freeze = find_truth(reader, "freeze");
  if (request.must.within && request.home.empty()) {
    reader.fault("home", "this is missing: say from where the distance is measured");
  }
  if (!faults.empty()) return faults;
  return request;
}

}  // namespace assize::registry
