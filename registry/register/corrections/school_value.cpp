#include <algorithm>
#include <array>
#include <bitset>

#include "pricing/exact/codes.h"
#include "registry/geography/postcodes.h"
#include "registry/register/corrections/corrections.h"
#include "registry/register/files/source_values.h"
#include "registry/register/local_authorities.h"

namespace assize::registry {
namespace {

using Text = std::optional<std::string>;
using Outcome = Result<Text>;

enum class Kind { text, number, digits, day, status, council, region, postcode, needs, yes_or_no };

struct Form {
  SchoolColumn column;
  Kind kind;
  std::size_t limit = 0;  // characters, the greatest number, or how many digits
  bool is_needed = false;
};
constexpr Form forms[] = {
    {SchoolColumn::name, Kind::text, 200, true},
    {SchoolColumn::type_code, Kind::digits, 2, true},
    {SchoolColumn::status, Kind::status, 0, true},
    {SchoolColumn::la_code, Kind::council},
    {SchoolColumn::establishment_number, Kind::digits, 4},
    {SchoolColumn::ukprn, Kind::digits, 8},
    {SchoolColumn::open_date, Kind::day},
    {SchoolColumn::close_date, Kind::day},
    {SchoolColumn::phase, Kind::text, 40},
    {SchoolColumn::age_from, Kind::number, 98},
    {SchoolColumn::age_to, Kind::number, 98},
    {SchoolColumn::gender, Kind::text, 20},
    {SchoolColumn::boarders, Kind::text, 60},
    {SchoolColumn::capacity, Kind::number, 999'999},
    {SchoolColumn::pupils, Kind::number, 999'999},
    {SchoolColumn::street, Kind::text, 200},
    {SchoolColumn::locality, Kind::text, 200},
    {SchoolColumn::address3, Kind::text, 200},
    {SchoolColumn::town, Kind::text, 100},
    {SchoolColumn::county, Kind::text, 100},
    {SchoolColumn::postcode, Kind::postcode},
    {SchoolColumn::website, Kind::text, 300},
    {SchoolColumn::region, Kind::region},
    {SchoolColumn::easting, Kind::number, 700'000},
    {SchoolColumn::northing, Kind::number, 1'300'000},
    {SchoolColumn::uprn, Kind::digits, 12},
    {SchoolColumn::inspectorate, Kind::text, 60},
    {SchoolColumn::inspected_on, Kind::day},
    {SchoolColumn::inspection_outcome, Kind::text, 60},
    {SchoolColumn::childrens_home, Kind::yes_or_no, 0, true},
    {SchoolColumn::needs, Kind::needs},
};

constexpr std::array<std::string_view, 4> statuses{"open", "closed", "open_but_proposed_to_close",
                                                   "proposed_to_open"};

Fault refused(std::string_view text, const std::string& what_to_write) {
  return {"",
          "\"" + std::string(text.substr(0, 80)) + "\" cannot be taken; write " + what_to_write};
}

// Census codes with ";" between, in the census order.
Outcome parse_need_list(std::string_view text) {
  std::bitset<pricing::need_codes.size()> found;
  std::string_view left = text;
  while (!left.empty()) {
    const std::size_t end = left.find(';');
    const auto need = pricing::parse_need(plain_text(left.substr(0, end)));
    if (!need || *need == pricing::Need::any) {
      return refused(text, "census codes with ; between, such as ASD;SEMH");
    }
    found.set(static_cast<std::size_t>(*need));
    left = end == std::string_view::npos ? std::string_view() : left.substr(end + 1);
  }
  std::string codes;
  for (std::size_t at = 0; at < found.size(); ++at) {
    if (found.test(at)) codes += (codes.empty() ? "" : ";") + std::string(pricing::need_codes[at]);
  }
  return Text(codes);
}

Outcome parse_text(const Form& form, std::string text) {
  if (length_characters(text) <= form.limit) return Text(std::move(text));
  return Fault{"", "it has over " + std::to_string(form.limit) + " characters; shorten it"};
}

Outcome parse_number(const Form& form, std::string_view text) {
  const auto number = parse_source_number(text);
  if (number && *number <= form.limit) return Text(std::to_string(*number));
  return refused(text, "a whole number up to " + std::to_string(form.limit));
}

Outcome parse_digits(const Form& form, std::string_view text) {
  auto code = padded_code(text, form.limit);
  if (code) return Outcome(std::move(code));
  return refused(text, "a number of at most " + std::to_string(form.limit) + " digits");
}

Outcome parse_council(std::string_view text) {
  const auto code = pricing::LaCode::parse(text);
  if (code && !name_of_council(*code).empty()) return Text(code->text());
  return refused(text, "the three digits of a council of England, such as 201");
}

Outcome parse_kind(const Form& form, const std::string& text) {
  switch (form.kind) {
    case Kind::text:
      return parse_text(form, text);
    case Kind::number:
      return parse_number(form, text);
    case Kind::digits:
      return parse_digits(form, text);
    case Kind::day: {
      const auto day = pricing::Date::parse(text);
      if (!day) return Fault{"", day.faults()[0].message};
      return Text(day->text());
    }
    case Kind::status:
      if (std::ranges::find(statuses, text) != statuses.end()) return Text(text);
      return refused(text, "open, closed, open_but_proposed_to_close or proposed_to_open");
    case Kind::council:
      return parse_council(text);
    case Kind::region:
      if (const auto region = region_named(text); !region.empty()) return Text(region);
      return refused(text, "one of the nine regions, such as South East");
    case Kind::postcode:
      if (pack_postcode(text) && text.size() <= 10) return Text(text);
      return refused(text, "a postcode, such as YO10 5DD");
    case Kind::needs:
      return parse_need_list(text);
    case Kind::yes_or_no:
      if (text == "true" || text == "false") return Text(text == "true" ? "1" : "0");
      return refused(text, "true or false");
  }
  return refused(text, "something else");
}

}  // namespace

Result<std::optional<std::string>> parse_school_value(SchoolColumn column, std::string_view text) {
  const auto form = std::ranges::find(forms, column, &Form::column);
  if (form == std::end(forms)) {
    return Fault{"",
                 "the day of the source's last change is the source's own, and is not corrected"};
  }
  std::string plain = plain_text(text);
  if (plain.empty()) {
    if (form->is_needed) return Fault{"", "every school has one; give the value that is right"};
    return form->kind == Kind::needs ? Outcome(Text("")) : Outcome(Text());
  }
  return parse_kind(*form, plain);
}

}  // namespace assize::registry
