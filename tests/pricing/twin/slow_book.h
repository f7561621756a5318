// An edition of the rule book looked through from end to end for each question, for the twin.
#pragma once

#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "tests/pricing/twin/slow_lines.h"

namespace assize::twin {

using Json = nlohmann::json;

class Book {
 public:
  explicit Book(const std::string& text) : book_(Json::parse(text)) {
    for (const char* code : {"placement", "one_to_one", "two_to_one", "speech_language_therapy",
                             "occupational_therapy", "physiotherapy", "psychology", "mental_health",
                             "nursing", "transport", "respite", "assessment", "other"}) {
      items.insert(code);
    }
    for (const auto& band : book_.value("bands", Json::array())) {
      if (text_of(band, "item") != "*") items.insert(text_of(band, "item"));
    }
    for (const auto& parameter : book_.value("parameters", Json::array())) {
      if (parameter["id"] != "basket") continue;
      for (const auto& value : parameter["values"]) {
        if (!value["value"].is_object()) continue;
        for (const auto& [code, hours] : value["value"].items()) items.insert(code);
      }
    }
  }

  Json parameter(const std::string& id, int on) const {
    Json in_force;
    for (const auto& parameter : book_.value("parameters", Json::array())) {
      if (parameter["id"] != id) continue;
      for (const auto& value : parameter["values"]) {
        if (*day_number(value["from"]) <= on) in_force = value["value"];
      }
    }
    return in_force;
  }

  bool has_areas() const { return !book_.value("areas", Json::array()).empty(); }
  const Json* area_of(const std::string& la) const {
    if (!book_.contains("areas")) return nullptr;
    for (const auto& area : book_["areas"]) {
      for (const auto& code : area["las"]) {
        if (code == la) return &area;
      }
    }
    return nullptr;
  }

  // The band that judges a component of a line: the first of those that no other one outranks.
  const Json* band_for(const std::string& component, const Line& line, const Json* area) const {
    const Json* best = nullptr;
    std::vector<int> best_rank;
    if (!book_.contains("bands")) return nullptr;
    for (const auto& band : book_["bands"]) {
      if (band["component"] != component || !covers(band, line, area)) continue;
      const std::vector<int> rank{text_of(band, "item") != "*", text_of(band, "provision") != "*",
                                  text_of(band, "need") != "*", text_of(band, "area") != "*",
                                  band["unit"] != "year"};
      if (!best || rank > best_rank) {
        best = &band;
        best_rank = rank;
      }
    }
    return best;
  }

  static std::string text_of(const Json& band, const char* key) {
    return band.contains(key) && band[key].is_string() ? band[key].get<std::string>() : "*";
  }

  std::set<std::string> items;

 private:
  static bool matches(const Json& band, const char* key, const std::string& value) {
    return text_of(band, key) == "*" || text_of(band, key) == value;
  }

  static bool covers(const Json& band, const Line& line, const Json* area) {
    const bool is_area_fit =
        text_of(band, "area") == "*" || (area && text_of(band, "area") == (*area)["id"]);
    const bool has_begun = *day_number(band["from"]) <= *line.from;
    const bool has_ended =
        band.contains("to") && !band["to"].is_null() && *day_number(band["to"]) <= *line.from;
    return matches(band, "item", *line.item) && matches(band, "provision", *line.provision) &&
           matches(band, "need", *line.need) && is_area_fit && has_begun && !has_ended &&
           band["age_from"].get<int>() <= *line.age_from &&
           *line.age_to <= band["age_to"].get<int>() &&
           (band["unit"] == "year" || band["unit"] == *line.unit);
  }

  Json book_;
};

}  // namespace assize::twin
