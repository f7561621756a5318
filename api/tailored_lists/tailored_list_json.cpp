#include "api/tailored_lists/tailored_list_json.h"

#include "registry/geography/postcodes.h"

namespace assize::api {
namespace {

using registry::score_part_codes;
using registry::score_parts;

// The outward code of a postcode; nothing of a point on the grid.
std::string first_half(const std::string& home) {
  if (registry::pack_outward_code(home)) return home;
  if (!registry::pack_postcode(home)) return "";
  std::string letters;
  for (const char c : home) {
    if (c != ' ') letters += c;
  }
  return letters.substr(0, letters.size() - 3);
}

void write_profile(JsonWriter& json, const registry::TailoredList& list) {
  const registry::TailoredRequest& request = list.request;
  json.key("profile").begin_object().member_unless_empty("reference", request.reference);
  json.member("need", code(request.need)).member("provision", code(request.provision));
  json.key("age").integer(request.age).member("from", list.from.text());
  json.key("home");
  if (list.home) {
    json.begin_object().member_unless_empty("first_half", first_half(request.home));
    json.key("exact").boolean(list.home->is_exact).end_object();
  } else {
    json.null();
  }
  const registry::MustHave& must = request.must;
  json.key("must").begin_object().key("section41").boolean(must.section41);
  json.key("vacancy").boolean(must.vacancy);
  json.member_unless_empty("within", must.within ? must.within->text() : "");
  json.member_unless_empty("price_to", must.price_to ? must.price_to->text() : "");
  json.member_unless_empty("lot", must.lot).end_object().end_object();
}

// "Ranked 2nd of 41 with 6900 of 10000: 80 × 20 for performance + …": to be redone on paper.
std::string reason_of(const registry::RankedSchool& school, const registry::TailoredList& list,
                      std::int64_t most) {
  std::string sum;
  for (std::size_t part = 0; part < score_parts; ++part) {
    sum += (part == 0 ? "" : " + ") + std::to_string(school.parts[part].points) + " \xC3\x97 " +
           std::to_string(list.request.weights[part]) + " for " +
           std::string(score_part_codes[part]);
  }
  return "Ranked " + registry::ordinal(school.rank) + " of " + std::to_string(list.suitable) +
         " with " + std::to_string(school.total) + " of " + std::to_string(most) + ": " + sum + ".";
}

void write_school(JsonWriter& json, const registry::RankedSchool& ranked,
                  const registry::TailoredList& list, std::int64_t most) {
  const registry::CatalogueSchool& school = *ranked.school;
  json.begin_object().key("rank").whole(ranked.rank);
  json.member("urn", school.urn.text()).member("name", school.name);
  json.member_unless_empty("town", school.town);
  json.member_unless_empty("provider", school.provider_name);
  json.key("total").integer(ranked.total).member("reason", reason_of(ranked, list, most));
  json.key("parts").begin_object();
  for (std::size_t part = 0; part < score_parts; ++part) {
    json.key(score_part_codes[part]).begin_object();
    json.key("points").integer(ranked.parts[part].points);
    json.key("weight").integer(list.request.weights[part]);
    json.member("reason", ranked.parts[part].reason).end_object();
  }
  json.end_object();
  json.member_unless_empty("miles", ranked.distance ? ranked.distance->text() : "");
  json.member_unless_empty("annual_price", ranked.price ? ranked.price->text() : "");
  json.member_unless_empty("line", ranked.line).key("changes").begin_array();
  for (const std::string& change : ranked.changes) json.string(change);
  json.end_array().end_object();
}

std::string text_at(const pricing::JsonValue& object, std::string_view key) {
  const pricing::JsonValue* value = object.find(key);
  if (value == nullptr) return "";
  if (const auto* number = value->number()) return number->text;
  return value->string() == nullptr ? "" : *value->string();
}

void append_school(std::string& text, const pricing::JsonValue& school) {
  const std::string price = text_at(school, "annual_price");
  const std::string miles = text_at(school, "miles");
  text += "\n" + text_at(school, "rank") + ". " + text_at(school, "name") + " (" +
          text_at(school, "urn") + ")";
  if (!miles.empty()) text += ", " + miles + " miles";
  text += price.empty() ? ", no approved fee for this" : ", \xC2\xA3" + price + " a year";
  text += "\n   " + text_at(school, "reason") + "\n";
  for (const std::string_view part : score_part_codes) {
    const pricing::JsonValue* score = school.find("parts")->find(part);
    text += "   " + std::string(part) + " " + text_at(*score, "points") + ": " +
            text_at(*score, "reason") + "\n";
  }
  for (const pricing::JsonValue& change : *school.find("changes")->array()) {
    text += "   " + *change.string() + "\n";
  }
}

}  // namespace

std::string tailored_list_json(const registry::TailoredList& list,
                               const std::optional<pricing::LaCode>& council) {
  std::int64_t most = 0;
  for (const std::int64_t weight : list.request.weights) most += 100 * weight;
  JsonWriter json;
  json.begin_object().member_unless_empty("council", council ? council->text() : "");
  json.member("as_at", list.as_at.text());
  write_profile(json, list);
  json.key("weights").begin_object();
  for (std::size_t part = 0; part < score_parts; ++part) {
    json.key(score_part_codes[part]).integer(list.request.weights[part]);
  }
  json.end_object().key("most").integer(most).member_unless_empty("rule_book", list.edition);
  json.key("checkpoint").begin_object().key("size").whole(list.checkpoint.size);
  json.member_unless_empty("root", list.checkpoint.root);
  json.member_unless_empty("signed_at", list.checkpoint.signed_at).end_object();
  json.key("suitable").whole(list.suitable).key("schools").begin_array();
  for (const registry::RankedSchool& school : list.schools) write_school(json, school, list, most);
  return json.end_array().end_object().take();
}

void write_frozen_list(JsonWriter& json, const registry::FrozenList& frozen) {
  json.begin_object().member("id", frozen.id).member("council", frozen.council);
  json.member_unless_empty("reference", frozen.reference);
  json.member("need", frozen.need).member("provision", frozen.provision);
  json.key("schools").integer(frozen.schools);
  json.key("checkpoint_size").whole(frozen.checkpoint_size);
  json.member("frozen_at", frozen.frozen_at);
  json.member("commitment_random", frozen.commitment_random);
  json.key("receipt").raw(frozen.receipt_json).end_object();
}

std::string tailored_list_text(const pricing::JsonValue& list) {
  const pricing::JsonValue& profile = *list.find("profile");
  std::string text = "Tailored list";
  if (const std::string council = text_at(list, "council"); !council.empty()) {
    text += " of council " + council;
  }
  if (const std::string reference = text_at(profile, "reference"); !reference.empty()) {
    text += " for " + reference;
  }
  text += ", as at " + text_at(list, "as_at") + ", for " + text_at(profile, "need") + ", " +
          text_at(profile, "provision") + ", age " + text_at(profile, "age") + ", from " +
          text_at(profile, "from") + "\nWeights:";
  for (const std::string_view part : score_part_codes) {
    text += " " + std::string(part) + " " + text_at(*list.find("weights"), part);
  }
  text += "; each part earns 0 to 100 points, so " + text_at(list, "most") + " at most\n" +
          text_at(list, "suitable") +
          " settings fit. The log's checkpoint: " + text_at(*list.find("checkpoint"), "size") +
          " entries, root " + text_at(*list.find("checkpoint"), "root") + "\n";
  for (const pricing::JsonValue& school : *list.find("schools")->array()) {
    append_school(text, school);
  }
  return text;
}

}  // namespace assize::api
