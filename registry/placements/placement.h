// A placement (call-off) as a council records it, and its form as a file. Never a child's data: the
// reference is pseudonymous, and free texts are looked through before they are taken. Values only;
// thread-safe.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pricing/exact/codes.h"
#include "pricing/exact/date.h"
#include "pricing/exact/money.h"
#include "pricing/facts/facts.h"
#include "registry/forms/form.h"

namespace assize::registry {

enum class EndedBy : std::uint8_t { commissioner, provider, other };
inline constexpr std::array<std::string_view, 3> ended_by_codes{"commissioner", "provider",
                                                                "other"};

// How a placement came to its end.
struct Ending {
  EndedBy by = EndedBy::other;
  std::optional<pricing::Date> notice;  // the day of the notice; always there if the provider ended
  bool operator==(const Ending&) const = default;
};

struct CallOff {
  CallOff(pricing::LaCode its_council, pricing::Urn its_urn) : council(its_council), urn(its_urn) {}

  pricing::LaCode council;
  std::string reference;  // the council's own, once in a council
  pricing::Urn urn;
  std::string line;     // the provider's name for the placement line
  std::string add_ons;  // names of other lines of the school, ";" between
  pricing::Need need{};
  pricing::Provision provision{};
  pricing::Date start;
  std::optional<pricing::Date> end;  // the last day
  pricing::PlacementBasis basis{};
  std::optional<pricing::AgreedPrice> agreed;  // none: the line's own price
  pricing::Pounds annual_price;                // a full year of all its lines
  pricing::Pounds education, care, health;     // what each payer pays of it
  std::string lot;
  std::optional<Ending> ending;
  bool withdrawn = false;  // recorded in error: it was no placement
  bool operator==(const CallOff&) const = default;
};

enum class PlacementColumn : std::uint8_t {
  reference,
  urn,
  line,
  need,
  provision,
  start,
  basis,
  annual_price,
  education,
  care,
  health,
  council,
  add_ons,
  end,
  agreed_unit,
  agreed_unit_price,
  lot,
  ended_by,
  ending_notice,
  withdrawn
};
inline constexpr std::array<std::string_view, 20> placement_columns{
    "reference", "urn",      "line",          "need",
    "provision", "start",    "basis",         "annual_price",
    "education", "care",     "health",        "council",
    "add_ons",   "end",      "agreed_unit",   "agreed_unit_price",
    "lot",       "ended_by", "ending_notice", "withdrawn"};
inline constexpr Form placement_form{placement_columns, 11, "a row for each placement",
                                     "placements"};

// What may be said of a row beyond its fields.
struct PlacementReading {
  std::optional<pricing::LaCode> council;  // whose the file is: others' rows are faults
  pricing::Date today;
};
// None if anything is wrong with the row; every fault of it is in `faults` then.
std::optional<CallOff> parse_placement(const FormRow& row, const PlacementReading& reading,
                                       FormFaults& faults);

// A sentence for a free text that must not be taken; none if nothing is wrong. A text is at most
// `limit` characters.
std::optional<std::string> refuse_free_text(std::string_view text, std::size_t limit,
                                            pricing::Date today);

// The same for a reference that a council gives a child's placement or need.
std::optional<std::string> refuse_reference(std::string_view text, pricing::Date today);

// The text of each column, in their order; empty where there is none. parse_placement reads it
// back.
std::array<std::string, placement_columns.size()> placement_texts(const CallOff& placement);
// The names of the other lines that it buys.
std::vector<std::string_view> add_ons_of(const CallOff& placement);

// A row of the form's CSV, with its line end; `placement_csv_header` is the row above it.
void append_placement_csv(std::string& out, const CallOff& placement);
std::string placement_csv_header();

}  // namespace assize::registry
