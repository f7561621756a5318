#include <unordered_map>
#include <unordered_set>

#include "pricing/exact/explain.h"
#include "pricing/rule_book/read_book.h"

namespace assize::pricing {
namespace {

constexpr int age_limit = 25;

// What "*" stands for is none; anything else is parsed.
template <typename T, typename Parse>
std::optional<T> read_named(ObjectReader& reader, std::string_view key, const std::string* text,
                            Parse parse) {
  if (text == nullptr || *text == "*") return std::nullopt;
  Result<T> result = parse(*text);
  if (result.ok()) return *result;
  reader.fault(key, result.faults().front().message + ", or * for any");
  return std::nullopt;
}

int read_age(ObjectReader& reader, std::string_view key, int otherwise) {
  const JsonValue* member = reader.find(key);
  if (member == nullptr) return otherwise;
  const JsonNumber* number = member->number();
  if (number == nullptr) {
    reader.fault(key, "this is " + std::string(kind_of(*member)) +
                          ": write the age as a JSON number, such as 11");
    return otherwise;
  }
  const auto age = read_scaled<2, 0>(number->text);
  if (!age || *age > age_limit) {
    reader.fault(key, number->text.substr(0, 40) + " is not an age: write 0 to 25");
    return otherwise;
  }
  return static_cast<int>(*age);
}

Result<Component> parse_component(std::string_view text) {
  if (const auto component = read_component(text)) return *component;
  return Fault{"", quoted(text) +
                       " is not a component: write one of education, boarding, care, health or "
                       "total"};
}

void check_limits(ObjectReader& reader, const Band& band) {
  if (band.floor && band.ceiling && *band.floor > *band.ceiling) {
    reader.fault("floor", "the floor, " + band.floor->text() + ", is above the ceiling, " +
                              band.ceiling->text() + ": the floor is the lower of the two");
  }
}

void check_period(ObjectReader& reader, const Period& period) {
  if (period.to && *period.to <= period.from) {
    reader.fault("to", "the period ends (" + period.to->text() + ") before it has begun (" +
                           period.from.text() +
                           "): \"to\" is the first day after it, so write a later day");
  }
}

Band read_band(ObjectReader& reader, BookParts& book,
               const std::unordered_map<std::string_view, AreaIndex>& areas) {
  Band band;
  band.id = reader.require_name("id");
  band.item = read_named<Item>(reader, "item", reader.require_string("item"),
                               [&](std::string_view text) { return book.items.add(text); });
  band.provision = read_named<Provision>(reader, "provision", reader.require_string("provision"),
                                         parse_provision);
  band.need = read_named<Need>(reader, "need", reader.require_string("need"), parse_need);
  band.age_from = read_age(reader, "age_from", 0);
  band.age_to = read_age(reader, "age_to", age_limit);
  if (band.age_to < band.age_from) {
    reader.fault("age_to", "the ages run from " + std::to_string(band.age_from) + " down to " +
                               std::to_string(band.age_to) + ": put the lower age first");
  }
  band.area = read_named<AreaIndex>(
      reader, "area", reader.find_string("area"), [&](std::string_view text) -> Result<AreaIndex> {
        if (const auto area = areas.find(text); area != areas.end()) return area->second;
        return Fault{"", quoted(text) +
                             " is not the id of an area of this book: add the area, "
                             "write another's id"};
      });
  band.unit = reader.require_parsed<Unit>("unit", parse_unit).value_or(Unit::year);
  const auto component = reader.require_parsed<Component>("component", parse_component);
  band.component = component.value_or(Component::total);
  if (band.unit != Unit::year && band.component != Component::total) {
    reader.fault("component", "a band by the " + std::string(code(band.unit)) +
                                  " judges the unit price as a whole: write total, or make its "
                                  "unit year");
  }
  band.floor = reader.find_parsed<Pounds>("floor", Pounds::parse);
  band.ceiling = reader.find_parsed<Pounds>("ceiling", Pounds::parse);
  check_limits(reader, band);
  const auto from = reader.require_parsed<Date>("from", Date::parse);
  band.period = {from.value_or(Date()), reader.find_parsed<Date>("to", Date::parse)};
  if (from) check_period(reader, band.period);
  band.source = read_source(reader, book);
  return band;
}

}  // namespace

void read_bands(ObjectReader& document, BookParts& book, Faults& faults) {
  std::unordered_map<std::string_view, AreaIndex> areas;
  for (std::size_t at = 0; at < book.areas.size(); ++at) {
    areas.emplace(book.areas[at].id, static_cast<AreaIndex>(at));
  }
  std::unordered_set<std::string> ids;
  const auto& bands = document.find_array("bands");
  for (std::size_t at = 0; at < bands.size(); ++at) {
    ObjectReader reader(bands[at], json_path("$.bands", at),
                        {"id", "item", "provision", "need", "age_from", "age_to", "area", "unit",
                         "component", "floor", "ceiling", "from", "to", "source"},
                        faults);
    if (bands[at].object() == nullptr) continue;
    Band band = read_band(reader, book, areas);
    if (!band.id.empty() && !ids.insert(band.id).second) {
      reader.fault("id", quoted(band.id) + " is the id of an earlier band: give each its own");
    }
    if (!reader.is_good()) continue;
    book.bands.push_back(std::move(band));
    book.band_places.push_back(at);
  }
}

}  // namespace assize::pricing
