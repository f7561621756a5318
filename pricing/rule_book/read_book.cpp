#include "pricing/rule_book/read_book.h"

#include <bitset>
#include <unordered_set>

#include "pricing/exact/explain.h"

namespace assize::pricing {
namespace {

constexpr std::size_t areas_limit = 1000;  // there are fewer councils

Result<std::string> parse_status(std::string_view text) {
  if (text == "example" || text == "consultation" || text == "in_force") return std::string(text);
  return Fault{"",
               quoted(text) + " is not a status: write one of example, consultation or in_force"};
}

void read_councils(ObjectReader& reader, Area& area, std::bitset<1000>& taken, Faults& faults) {
  const auto& codes = reader.find_array("las");
  for (std::size_t at = 0; at < codes.size(); ++at) {
    const std::string path = json_path(json_path(reader.path(), "las"), at);
    const std::string* text = read_string(codes[at], path, faults);
    if (text == nullptr) continue;
    const auto council = LaCode::parse(*text);
    if (!council.ok()) {
      faults.push_back({path, council.faults().front().message});
    } else if (taken[council->number()]) {
      faults.push_back({path, "council " + *text +
                                  " is in an area already: a council is in one area at most, "
                                  "once"});
    } else {
      taken.set(council->number());
      area.las.push_back(*council);
    }
  }
}

}  // namespace

std::string read_source(ObjectReader& reader, const BookParts& book) {
  constexpr std::size_t limit_bytes = 1000;
  std::string source = reader.find_line("source", limit_bytes);
  if (book.status == "in_force" && reader.find("source") == nullptr) {
    reader.fault("source",
                 "this is missing: an edition that is in force gives the source of every value");
  }
  return source;
}

void read_areas(ObjectReader& document, BookParts& book, Faults& faults) {
  const auto& areas = document.find_array("areas");
  if (areas.size() > areas_limit) {
    document.fault("areas", "there are " + std::to_string(areas.size()) + " areas: at most " +
                                std::to_string(areas_limit) + " are taken");
    return;
  }
  std::unordered_set<std::string> ids;
  std::bitset<1000> taken;
  for (std::size_t at = 0; at < areas.size(); ++at) {
    ObjectReader reader(areas[at], json_path("$.areas", at), {"id", "las", "factor"}, faults);
    Area area;
    area.id = reader.require_name("id");
    if (!area.id.empty() && !ids.insert(area.id).second) {
      reader.fault("id", quoted(area.id) + " is the id of an earlier area: give each its own");
    }
    reader.require("las");
    read_councils(reader, area, taken, faults);
    area.factor =
        reader.require_parsed<Ratio>("factor", Ratio::parse_factor).value_or(Ratio::of(1, 1));
    if (area.factor == Ratio()) {
      reader.fault("factor", "this is nil, and would make every limit nil: write a factor above 0");
    }
    // Kept even when faulty, so that bands that name it are not also at fault.
    book.areas.push_back(std::move(area));
  }
}

BookParts read_book(const JsonValue& document, Faults& faults) {
  BookParts book;
  ObjectReader reader(document, "$",
                      {"edition", "title", "status", "published", "areas", "bands", "parameters"},
                      faults);
  if (document.object() == nullptr) return book;
  book.edition = reader.require_name("edition");
  book.title = reader.require_line("title", 200);
  book.status = reader.require_parsed<std::string>("status", parse_status).value_or("");
  book.published = reader.require_parsed<Date>("published", Date::parse).value_or(Date());
  read_areas(reader, book, faults);
  read_bands(reader, book, faults);
  read_parameters(reader, book, faults);
  return book;
}

}  // namespace assize::pricing
