#include <algorithm>
#include <charconv>
#include <set>

#include "registry/catalogue/school_types.h"
#include "registry/catalogue/search/cursor.h"
#include "registry/catalogue/search/search.h"
#include "registry/catalogue/search/search_index.h"
#include "registry/register/local_authorities.h"

namespace assize::registry {
namespace {

constexpr std::size_t text_limit_bytes = 200;
constexpr int limit_limit = 100;
constexpr std::size_t lot_limit_bytes = 2 * framework_name_limit + 1;

std::optional<int> whole_number(const std::string& text, int most) {
  int number = 0;
  const char* const end = text.data() + text.size();
  const auto [after, problem] = std::from_chars(text.data(), end, number);
  if (problem != std::errc() || after != end || number < 0 || number > most) return std::nullopt;
  return number;
}

class Reader {
 public:
  void read(const std::string& name, const std::string& value) {
    for (const auto& [known, reading] : readings) {
      if (known != name) continue;
      if (!seen_.insert(name).second) {
        fault(name, "This parameter is given twice. Give it once.");
      } else if (!value.empty()) {
        (this->*reading)(value);
      }
      return;
    }
    std::string names;
    for (const auto& [known, reading] : readings) {
      if (!names.empty()) names += ", ";
      names += known;
    }
    fault(name.substr(0, 40), "There is no such parameter. There are: " + names + ".");
  }

  Result<SchoolSearch> finish() {
    const SchoolFilter& filter = search_.filter;
    if (filter.price_from && filter.price_to && *filter.price_from > *filter.price_to) {
      fault("price_from", "price_from is more than price_to. Give the lower price as price_from.");
    }
    if (filter.near.empty() && filter.within) {
      fault("within", "Say near what: give near as well, such as near=YO10 5DD.");
    }
    if (filter.near.empty() && search_.order == SchoolOrder::distance) {
      fault("sort", "To sort by distance, give near as well, such as near=YO10 5DD.");
    }
    if (faults_.empty() && !search_.cursor.empty() &&
        !read_cursor(search_digest(filter, search_.order), search_.cursor)) {
      fault("cursor",
            "This is not a cursor of this search. Use the one that a page of the same search gave, "
            "or leave it out to begin again.");
    }
    if (!faults_.empty()) return faults_;
    return search_;
  }

 private:
  using Reading = void (Reader::*)(const std::string&);
  static const std::vector<std::pair<std::string, Reading>> readings;

  void text(const std::string& value) {
    if (value.size() > text_limit_bytes) {
      fault("text", "The text is longer than 200 bytes. Use fewer words.");
    } else {
      search_.filter.text = value;
    }
  }
  void need(const std::string& value) { parse("need", pricing::parse_need(value), filter().need); }
  void provision(const std::string& value) {
    parse("provision", pricing::parse_provision(value), filter().provision);
  }
  void age(const std::string& value) {
    filter().age = whole_number(value, 25);
    if (!filter().age) fault("age", "The age must be a whole number from 0 to 25.");
  }
  void la(const std::string& value) {
    parse("la", pricing::LaCode::parse(value), filter().la);
    if (filter().la && councils_of_today(*filter().la).empty()) {
      fault("la", "No council in England has the code " + filter().la->text() +
                      ". Give a three-digit code, such as 201.");
    }
  }
  void type(const std::string& value) {
    filter().type = whole_number(value, 99);
    if (filter().type && find_school_type(*filter().type) != nullptr) return;
    std::string types;
    for (const SchoolType& each : catalogue_types) {
      if (!types.empty()) types += ", ";
      types += (each.code < 10 ? "0" : "") + std::to_string(each.code) + " (" +
               std::string(each.name) + ")";
    }
    fault("type", "There is no such type of school here. There are: " + types + ".");
  }
  void section41(const std::string& value) { yes_or_no("section41", value, filter().section41); }
  void region(const std::string& value) {
    filter().region = region_named(value);
    if (filter().region.empty()) {
      std::set<std::string> regions;
      for (const LocalAuthority& council : local_authorities()) regions.insert(council.region);
      std::string names;
      for (const std::string& each : regions) names += (names.empty() ? "" : ", ") + each;
      fault("region", "There is no such region. There are: " + names + ".");
    }
  }
  void price_from(const std::string& value) {
    parse("price_from", pricing::Pounds::parse(value), filter().price_from);
  }
  void price_to(const std::string& value) {
    parse("price_to", pricing::Pounds::parse(value), filter().price_to);
  }
  void has_fees(const std::string& value) { yes_or_no("has_fees", value, filter().has_fees); }
  void inspection(const std::string& value) {
    filter().inspection = value;
    if (std::ranges::find(inspection_choices, value) != inspection_choices.end()) return;
    fault("inspection",
          "The inspection must be outstanding, good, requires_improvement, inadequate, met, "
          "not_met, report_card or none.");
  }
  void vacancy(const std::string& value) { yes_or_no("vacancy", value, filter().vacancy); }
  void lot(const std::string& value) {
    if (value.size() <= lot_limit_bytes && value.find('/') != std::string::npos) {
      filter().lot = value;
    } else {
      fault("lot", "Write the framework and the lot with a stroke between, such as SEND-2027/ASD.");
    }
  }
  void sort(const std::string& value) {
    if (value == "name") {
      search_.order = SchoolOrder::name;
    } else if (value == "urn") {
      search_.order = SchoolOrder::urn;
    } else if (value == "price") {
      search_.order = SchoolOrder::price;
    } else if (value == "distance") {
      search_.order = SchoolOrder::distance;
    } else {
      fault("sort", "Schools can be sorted by name, urn, price or distance.");
    }
  }
  void near(const std::string& value) {
    if (pack_postcode(value) || pack_outward_code(value) || parse_grid_point(value)) {
      filter().near = value;
    } else {
      fault("near",
            "Give a postcode (such as YO10 5DD), its first half (YO10), or an easting and northing "
            "in metres (460000,452000).");
    }
  }
  void within(const std::string& value) { parse("within", Miles::parse(value), filter().within); }
  void facets(const std::string& value) {
    std::optional<bool> wanted;
    yes_or_no("facets", value, wanted);
    search_.with_facets = wanted.value_or(false);
  }
  void cursor(const std::string& value) { search_.cursor = value; }
  void limit(const std::string& value) {
    const auto number = whole_number(value, limit_limit);
    if (!number || *number < 1) {
      fault("limit", "The limit must be a whole number from 1 to 100.");
    } else {
      search_.limit = static_cast<std::size_t>(*number);
    }
  }

  template <typename T>
  void parse(const std::string& name, const Result<T>& parsed, std::optional<T>& into) {
    if (parsed) {
      into = *parsed;
    } else {
      fault(name, parsed.faults()[0].message);
    }
  }
  void yes_or_no(const std::string& name, const std::string& value, std::optional<bool>& into) {
    if (value == "true" || value == "false") {
      into = value == "true";
    } else {
      fault(name, "Write true or false.");
    }
  }
  SchoolFilter& filter() { return search_.filter; }
  void fault(const std::string& place, std::string message) {
    faults_.push_back({place, std::move(message)});
  }

  SchoolSearch search_;
  std::set<std::string> seen_;
  Faults faults_;
};

const std::vector<std::pair<std::string, Reader::Reading>> Reader::readings{
    {"text", &Reader::text},
    {"need", &Reader::need},
    {"provision", &Reader::provision},
    {"age", &Reader::age},
    {"la", &Reader::la},
    {"type", &Reader::type},
    {"section41", &Reader::section41},
    {"region", &Reader::region},
    {"price_from", &Reader::price_from},
    {"price_to", &Reader::price_to},
    {"has_fees", &Reader::has_fees},
    {"inspection", &Reader::inspection},
    {"vacancy", &Reader::vacancy},
    {"lot", &Reader::lot},
    {"near", &Reader::near},
    {"within", &Reader::within},
    {"facets", &Reader::facets},
    {"sort", &Reader::sort},
    {"cursor", &Reader::cursor},
    {"limit", &Reader::limit}};

}  // namespace

Result<SchoolSearch> parse_school_search(
    const std::vector<std::pair<std::string, std::string>>& parameters) {
  Reader reader;
  for (const auto& [name, value] : parameters) reader.read(name, value);
  return reader.finish();
}

}  // namespace assize::registry
