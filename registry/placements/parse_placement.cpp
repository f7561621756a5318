#include <algorithm>

#include "pricing/text/encoding.h"
#include "registry/placements/childs_data.h"
#include "registry/placements/placement.h"
#include "registry/register/local_authorities.h"

namespace assize::registry {
namespace {

using pricing::Date;
using pricing::Pounds;

constexpr std::size_t reference_limit_characters = 40;
constexpr std::size_t line_limit_characters = 40;
constexpr std::size_t add_ons_limit_characters = 400;
constexpr std::size_t lot_limit_characters = 61;

std::size_t at(PlacementColumn column) { return static_cast<std::size_t>(column); }

bool is_reference(std::string_view text) {
  return std::ranges::all_of(text,
                             [](char c) {
                               return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                                      (c >= 'a' && c <= 'z') || c == '-' || c == '_' || c == '.';
                             }) &&
         text.find_first_of("0123456789") != std::string_view::npos;
}

std::string hidden(std::string_view seen) {
  return "this " + std::string(seen) +
         ", and nothing about a child may be sent. It is not repeated here, and nothing of it was "
         "kept: take it out";
}

Result<bool> parse_yes(std::string_view text) {
  if (text == "true" || text == "false") return text == "true";
  return Fault{"", "write true if the placement was recorded in error, or leave it blank"};
}

Result<pricing::Need> parse_one_need(std::string_view text) {
  auto need = pricing::parse_need(text);
  if (need && *need == pricing::Need::any) {
    return Fault{"", "a placement is for one need: write its census code, not ANY"};
  }
  return need;
}

Result<pricing::Provision> parse_one_provision(std::string_view text) {
  auto provision = pricing::parse_provision(text);
  if (provision && *provision == pricing::Provision::any) {
    return Fault{"", "a placement has one provision: write day, weekly, termly or full_year"};
  }
  return provision;
}

class Reader {
 public:
  Reader(const FormRow& row, const PlacementReading& reading, FormFaults& faults)
      : row_(row),
        reading_(reading),
        hides_([today = reading.today](std::string_view text) -> std::optional<std::string> {
          const auto seen = childs_data_in(text, today);
          if (!seen) return std::nullopt;
          return hidden(*seen);
        }),
        fields_(row, placement_form, faults, hides_) {}

  std::optional<CallOff> read() {
    using Column = PlacementColumn;
    const auto council = read_council();
    const auto urn = required<pricing::Urn>(Column::urn, pricing::Urn::parse);
    const auto need = required<pricing::Need>(Column::need, parse_one_need);
    const auto provision = required<pricing::Provision>(Column::provision, parse_one_provision);
    const auto start = required<Date>(Column::start, Date::parse);
    const auto basis = required<pricing::PlacementBasis>(Column::basis, [](std::string_view text) {
      return parse_form_code<pricing::PlacementBasis>(pricing::placement_basis_codes, text);
    });
    read_texts();
    const auto end = optional<Date>(Column::end, Date::parse);
    if (start && end && *end < *start) {
      say(Column::end, "the last day, " + end->text() + ", is before the first, " + start->text() +
                           ": correct one of them");
    }
    const auto prices = read_prices();
    const auto agreed = read_agreed();
    const auto ending = read_ending(end);
    const auto withdrawn = optional<bool>(Column::withdrawn, parse_yes);
    if (!fields_.is_good()) return std::nullopt;

    CallOff placement(*council, *urn);
    placement.reference = text(Column::reference);
    placement.line = text(Column::line);
    placement.add_ons = text(Column::add_ons);
    placement.need = *need;
    placement.provision = *provision;
    placement.start = *start;
    placement.end = end;
    placement.basis = *basis;
    placement.agreed = agreed;
    placement.annual_price = *prices[0];
    placement.education = *prices[1];
    placement.care = *prices[2];
    placement.health = *prices[3];
    placement.lot = text(Column::lot);
    placement.ending = ending;
    placement.withdrawn = withdrawn.value_or(false);
    return placement;
  }

 private:
  std::string_view text(PlacementColumn column) const { return row_.value(at(column)); }
  void say(PlacementColumn column, std::string message) {
    fields_.say(at(column), std::move(message));
  }
  template <typename T, typename Parse>
  std::optional<T> required(PlacementColumn column, Parse parse) {
    return fields_.required<T>(at(column), parse);
  }
  template <typename T, typename Parse>
  std::optional<T> optional(PlacementColumn column, Parse parse) {
    return fields_.optional<T>(at(column), parse);
  }

  std::optional<pricing::LaCode> read_council() {
    const auto council =
        text(PlacementColumn::council).empty() && reading_.council
            ? reading_.council
            : required<pricing::LaCode>(PlacementColumn::council, pricing::LaCode::parse);
    if (!council) return std::nullopt;
    if (reading_.council && *council != *reading_.council) {
      say(PlacementColumn::council, "this is another council's placement: only those of council " +
                                        reading_.council->text() + " may be recorded here");
    } else if (find_local_authority(*council) == nullptr) {
      say(PlacementColumn::council, "no council of England has this code: write one that has");
    }
    return council;
  }

  void read_texts() {
    const std::string_view reference = text(PlacementColumn::reference);
    if (auto refused = refuse_reference(reference, reading_.today)) {
      say(PlacementColumn::reference, std::move(*refused));
    }
    if (text(PlacementColumn::line).empty()) {
      say(PlacementColumn::line,
          "no line is given: write the provider's name for what is bought, "
          "as in its fee file");
    }
    check_length(PlacementColumn::line, line_limit_characters);
    check_length(PlacementColumn::add_ons, add_ons_limit_characters);
    const auto why =
        refuse_free_text(text(PlacementColumn::lot), lot_limit_characters, reading_.today);
    if (why) say(PlacementColumn::lot, *why);
  }

  // Names of lines are looked through once it is known which of them are the provider's own.
  void check_length(PlacementColumn column, std::size_t limit) {
    if (pricing::character_count(text(column)) <= limit) return;
    say(column, "this is longer than " + std::to_string(limit) + " characters: shorten it");
  }

  // The year's price and its parts, which must add up to it.
  std::array<std::optional<Pounds>, 4> read_prices() {
    std::array<std::optional<Pounds>, 4> prices;
    for (std::size_t part = 0; part < prices.size(); ++part) {
      const auto column = static_cast<PlacementColumn>(at(PlacementColumn::annual_price) + part);
      prices[part] = required<Pounds>(column, Pounds::parse);
    }
    const auto& [annual, education, care, health] = prices;
    if (annual && education && care && health && *education + *care + *health != *annual) {
      const Pounds sum = *education + *care + *health;
      say(PlacementColumn::annual_price,
          "education " + education->text() + " + care " + care->text() + " + health " +
              health->text() + " = " + sum.text() + ", and annual_price is " + annual->text() +
              ": the parts must add up to it exactly");
    }
    return prices;
  }

  std::optional<pricing::AgreedPrice> read_agreed() {
    const auto unit = optional<pricing::Unit>(PlacementColumn::agreed_unit, pricing::parse_unit);
    const auto price = optional<Pounds>(PlacementColumn::agreed_unit_price, Pounds::parse);
    const bool has_unit = !text(PlacementColumn::agreed_unit).empty();
    if (has_unit != !text(PlacementColumn::agreed_unit_price).empty()) {
      say(has_unit ? PlacementColumn::agreed_unit_price : PlacementColumn::agreed_unit,
          "an agreed price has a unit and a price: write both, or neither if the line's own price "
          "is paid");
    }
    if (!unit || !price) return std::nullopt;
    return pricing::AgreedPrice{*unit, *price};
  }

  std::optional<Ending> read_ending(const std::optional<Date>& end) {
    const auto by = optional<EndedBy>(PlacementColumn::ended_by, [](std::string_view text) {
      return parse_form_code<EndedBy>(ended_by_codes, text);
    });
    const auto notice = optional<Date>(PlacementColumn::ending_notice, Date::parse);
    if (notice && text(PlacementColumn::ended_by).empty()) {
      say(PlacementColumn::ended_by,
          "there is a notice of ending and nobody who gave it: write "
          "commissioner, provider or other");
    }
    if (!by) return std::nullopt;
    if (!end && text(PlacementColumn::end).empty()) {
      say(PlacementColumn::end, "the placement was ended and has no last day: write it");
    }
    if (*by == EndedBy::provider && text(PlacementColumn::ending_notice).empty()) {
      say(PlacementColumn::ending_notice,
          "the provider ended the placement: write the day on which it gave notice");
    }
    return Ending{*by, notice};
  }

  const FormRow& row_;
  const PlacementReading& reading_;
  FormFields::Hides hides_;
  FormFields fields_;
};

}  // namespace

std::optional<std::string> refuse_free_text(std::string_view text, std::size_t limit, Date today) {
  if (const auto seen = childs_data_in(text, today)) {
    return "this " + std::string(*seen) +
           ", and nothing about a child may be sent. It is not repeated here, and nothing of it "
           "was "
           "kept: write it without";
  }
  if (pricing::character_count(text) > limit) {
    return "this is longer than " + std::to_string(limit) + " characters: shorten it";
  }
  return std::nullopt;
}

std::optional<std::string> refuse_reference(std::string_view text, Date today) {
  if (const auto seen = childs_data_in(text, today)) {
    return hidden(*seen) +
           ", and write a reference that says nothing of the child, such as P-000123";
  }
  if (!is_reference(text) || text.size() > reference_limit_characters) {
    return "write a reference of your own, 1 to 40 letters, digits, hyphens, underscores and "
           "points, with a digit in it, such as P-000123";
  }
  return std::nullopt;
}

std::optional<CallOff> parse_placement(const FormRow& row, const PlacementReading& reading,
                                       FormFaults& faults) {
  return Reader(row, reading, faults).read();
}

}  // namespace assize::registry
