#include "pricing/exact/explain.h"
#include "pricing/facts/facts.h"
#include "pricing/rule_book/object_reader.h"

namespace assize::pricing {
namespace {

constexpr std::size_t name_limit_bytes = 1000;

// Names are kept as others wrote them, whatever their letters.
std::string require_name(ObjectReader& reader, std::string_view key) {
  const std::string* text = reader.require_string(key);
  if (text == nullptr) return "";
  if (text->empty()) reader.fault(key, "this is empty: write a name");
  if (text->size() > name_limit_bytes) {
    reader.fault(key, "this is too long: write at most 1000 bytes");
  }
  return *text;
}

Result<Position> parse_position(std::string_view text) {
  return parse_code<Position>(position_codes, text);
}

Result<PlacementBasis> parse_basis(std::string_view text) {
  return parse_code<PlacementBasis>(placement_basis_codes, text);
}

Result<std::int64_t> parse_quantity(std::string_view text) {
  if (const auto hundredths = read_hundredths(text)) return *hundredths;
  return Fault{"", explain_decimal(text, quantity_form)};
}

std::optional<Agreement> read_agreement(ObjectReader& reader) {
  const auto urn = reader.require_parsed<Urn>("urn", Urn::parse);
  const std::string line = require_name(reader, "line");
  const std::string commissioner = require_name(reader, "commissioner");
  const auto from = reader.require_parsed<Date>("effective_from", Date::parse);
  const auto day = reader.require_parsed<Date>("day", Date::parse);
  const auto position = reader.require_parsed<Position>("position", parse_position);
  if (!reader.is_good()) return std::nullopt;
  return Agreement{*urn, line, commissioner, *from, *day, *position};
}

std::optional<EndedPlacement> read_ended(ObjectReader& reader) {
  const auto urn = reader.require_parsed<Urn>("urn", Urn::parse);
  const std::string line = require_name(reader, "line");
  const std::string commissioner = require_name(reader, "commissioner");
  const auto day = reader.require_parsed<Date>("day", Date::parse);
  if (!reader.is_good()) return std::nullopt;
  return EndedPlacement{*urn, line, commissioner, *day};
}

std::optional<PastPrice> read_past_price(ObjectReader& reader) {
  const auto urn = reader.require_parsed<Urn>("urn", Urn::parse);
  const std::string line = require_name(reader, "line");
  const auto from = reader.require_parsed<Date>("effective_from", Date::parse);
  const auto to = reader.require_parsed<Date>("effective_to", Date::parse);
  const auto unit = reader.require_parsed<Unit>("unit", parse_unit);
  const auto units = reader.require_parsed<std::int64_t>("units_per_year", parse_quantity);
  const auto unit_price = reader.require_parsed<Pounds>("unit_price", Pounds::parse);
  const auto annual_price = reader.require_parsed<Pounds>("annual_price", Pounds::parse);
  if (from && to && *to < *from) {
    reader.fault("effective_to", "this is before effective_from: correct one of them");
  }
  if (!reader.is_good()) return std::nullopt;
  return PastPrice{*urn, line, *from, *to, *unit, *units, *unit_price, *annual_price};
}

std::optional<OwnershipChange> read_change(ObjectReader& reader) {
  const auto urn = reader.require_parsed<Urn>("urn", Urn::parse);
  const auto day = reader.require_parsed<Date>("day", Date::parse);
  const std::string from = require_name(reader, "from");
  const std::string to = require_name(reader, "to");
  if (!reader.is_good()) return std::nullopt;
  return OwnershipChange{*urn, *day, from, to};
}

std::optional<Placement> read_placement(ObjectReader& reader, Faults& faults) {
  const auto urn = reader.require_parsed<Urn>("urn", Urn::parse);
  const std::string line = require_name(reader, "line");
  const std::string commissioner = require_name(reader, "commissioner");
  const std::string reference = require_name(reader, "reference");
  const auto from = reader.require_parsed<Date>("from", Date::parse);
  const auto to = reader.find_parsed<Date>("to", Date::parse);
  const auto basis = reader.require_parsed<PlacementBasis>("basis", parse_basis);
  if (from && to && *to < *from) reader.fault("to", "this is before from: correct one of them");
  std::optional<AgreedPrice> agreed;
  if (const JsonValue* value = reader.find("agreed")) {
    ObjectReader price(*value, json_path(reader.path(), "agreed"), {"unit", "unit_price"}, faults);
    const auto unit = price.require_parsed<Unit>("unit", parse_unit);
    const auto unit_price = price.require_parsed<Pounds>("unit_price", Pounds::parse);
    if (unit && unit_price) agreed = AgreedPrice{*unit, *unit_price};
  }
  if (!reader.is_good()) return std::nullopt;
  return Placement{*urn, line, commissioner, reference, *from, to, *basis, agreed};
}

}  // namespace

Result<Facts> read_facts(std::string_view json) {
  const auto document = parse_json(json);
  if (!document) return document.faults();
  Faults faults;
  ObjectReader reader(
      *document, "$",
      {"agreements", "ended_placements", "history", "ownership_changes", "placements"}, faults);
  Facts facts;
  facts.agreements = reader.find_objects<Agreement>(
      "agreements", {"commissioner", "day", "effective_from", "line", "position", "urn"},
      read_agreement);
  facts.ended_placements = reader.find_objects<EndedPlacement>(
      "ended_placements", {"commissioner", "day", "line", "urn"}, read_ended);
  facts.history =
      reader.find_objects<PastPrice>("history",
                                     {"annual_price", "effective_from", "effective_to", "line",
                                      "unit", "unit_price", "units_per_year", "urn"},
                                     read_past_price);
  facts.ownership_changes = reader.find_objects<OwnershipChange>(
      "ownership_changes", {"day", "from", "to", "urn"}, read_change);
  facts.placements = reader.find_objects<Placement>(
      "placements", {"agreed", "basis", "commissioner", "from", "line", "reference", "to", "urn"},
      [&faults](ObjectReader& each) { return read_placement(each, faults); });
  if (!faults.empty()) return faults;
  return facts;
}

}  // namespace assize::pricing
