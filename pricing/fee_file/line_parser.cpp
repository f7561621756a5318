#include "pricing/fee_file/line_parser.h"

#include "pricing/exact/explain.h"
#include "pricing/text/encoding.h"

namespace assize::pricing {
namespace {

// Puts a value that was read where it belongs; false if none was.
template <typename Read, typename Value>
bool take(const Read& read, Value& value) {
  if (!read) return false;
  value = *read;
  return true;
}

bool read_age(std::string_view text, std::uint8_t& age) {
  if (text.empty() || text.size() > 2) return false;
  int value = 0;
  for (const char c : text) {
    if (!is_digit(c)) return false;
    value = value * 10 + (c - '0');
  }
  if (value > 25 || (text.size() == 2 && text[0] == '0')) return false;
  age = static_cast<std::uint8_t>(value);
  return true;
}

bool read_units(std::string_view text, std::int64_t& hundredths) {
  return take(read_hundredths(text), hundredths) && hundredths > 0;
}

bool read_vat_rate(std::string_view text, Ratio& rate) {
  if (text == "0") {
    rate = Ratio();
    return true;
  }
  return !text.starts_with('-') && take(read_percent(text), rate);
}

bool is_line_name(std::string_view text) {
  if (text.empty() || text.size() > 4 * line_name_limit_characters) return false;
  for (const char c : text) {
    if (c == '\n' || c == '\r' || c == '\t') return false;
  }
  return text.size() <= line_name_limit_characters ||
         character_count(text) <= line_name_limit_characters;
}

// The add-ons of `included`, ";" between; spaces around each, and an empty last one, do not matter.
bool read_included(std::string_view text, const ItemCodes& items, std::uint64_t& set) {
  set = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(';'), text.size());
    const auto item = items.find(trimmed(text.substr(0, end)));
    if (!item || *item == Item::placement) return false;
    set |= std::uint64_t{1} << static_cast<unsigned>(*item);
    text = trimmed(text.substr(std::min(end + 1, text.size())));
  }
  return true;
}

bool read_notice(std::string_view text, Offer& offer) {
  offer.has_notice = !text.empty();
  return text.empty() || take(read_date(text), offer.notice_given);
}

bool read_field(Column column, std::string_view text, const ItemCodes& items, ParsedLine& out) {
  Offer& offer = out.offer;
  switch (column) {
    case Column::urn: {
      const auto urn = read_urn(text);
      if (urn) offer.urn = urn->number();
      return urn.has_value();
    }
    case Column::line:
      offer.name = text;
      return is_line_name(text);
    case Column::item:
      return take(items.find(text), offer.item);
    case Column::provision:
      return take(read_provision(text), offer.provision);
    case Column::need:
      return take(read_need(text), offer.need);
    case Column::age_from:
      return read_age(text, offer.age_from);
    case Column::age_to:
      return read_age(text, offer.age_to);
    case Column::unit:
      return take(read_unit(text), offer.unit);
    case Column::units_per_year:
      return read_units(text, offer.units_hundredths);
    case Column::unit_price:
      return take(read_pounds(text), offer.unit_price);
    case Column::annual_price:
      return take(read_pounds(text), offer.annual_price);
    case Column::education:
      return take(read_pounds(text), out.parts[0]);
    case Column::boarding:
      return take(read_pounds(text), out.parts[1]);
    case Column::care:
      return take(read_pounds(text), out.parts[2]);
    case Column::health:
      return take(read_pounds(text), out.parts[3]);
    case Column::vat_rate:
      return read_vat_rate(text, out.vat_rate);
    case Column::effective_from:
      return take(read_date(text), offer.effective_from);
    case Column::effective_to:
      return take(read_date(text), offer.effective_to);
    case Column::notice_given:
      return read_notice(text, offer);
    case Column::included:
      return read_included(text, items, offer.included);
    case Column::new_provision:
      offer.new_provision = text;
      return true;
  }
  return false;
}

// An optional column that the file does not have is as if it were there and empty.
constexpr Columns optional_columns =
    columns(Column::notice_given, Column::included, Column::new_provision);

std::string not_one_of(std::string_view text, const ItemCodes& items) {
  std::string out = text.empty() ? "no item is given" : quoted(text) + " is not an item";
  out += "; the items are";
  for (std::size_t i = 0; i < items.size(); ++i) {
    out += i == 0 ? " " : ", ";
    out += items.code(static_cast<Item>(i));
  }
  return out;
}

std::string explain_included(std::string_view text, const ItemCodes& items) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(';'), text.size());
    const std::string_view item = trimmed(text.substr(0, end));
    if (item == "placement") {
      return "placement is what the add-ons are included in; list add-ons alone";
    }
    if (item.empty()) return "an item is missing between two semicolons; take one of them out";
    if (!items.find(item)) return not_one_of(item, items) + "; write ; between them";
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return "it is not a list of items with ; between them";
}

std::string explain_line_name(std::string_view text) {
  if (text.empty()) return "no name is given: write 1 to 40 characters, the same from year to year";
  if (character_count(text) > line_name_limit_characters) {
    return quoted(text) + " has " + std::to_string(character_count(text)) +
           " characters; write 40 or fewer";
  }
  return "the name has a line break or a tab in it; write it on one line";
}

std::string explain_units(std::string_view text) {
  if (read_hundredths(text)) return quoted(text) + " is nil; write how many a full year buys";
  return explain_decimal(text, quantity_form);
}

std::string explain_vat_rate(std::string_view text) {
  if (text.starts_with('-')) return quoted(text) + " is below nil, and a rate of VAT never is";
  return explain_decimal(text, percent_form);
}

}  // namespace

void parse_line(std::span<const std::string_view> fields, const ColumnMap& map,
                const ItemCodes& items, ParsedLine& out) {
  // Nothing of the line before may stay where a field of this one is not of its form.
  out.offer = Offer();
  out.offer.good = optional_columns & ~map.present;
  out.bad = 0;
  for (std::size_t c = 0; c < column_count; ++c) {
    if (map.place[c] == ColumnMap::nowhere) {
      out.text[c] = {};
      continue;
    }
    const auto column = static_cast<Column>(c);
    out.text[c] = fields[map.place[c]];
    const bool good = read_field(column, out.text[c], items, out);
    (good ? out.offer.good : out.bad) |= only(column);
  }
}

std::string explain_field(Column column, std::string_view text, const ItemCodes& items) {
  const auto message = [](const auto& parsed) {
    return parsed.ok() ? std::string("it is not of its form") : parsed.faults().front().message;
  };
  switch (column) {
    case Column::urn:
      return message(Urn::parse(text));
    case Column::line:
      return explain_line_name(text);
    case Column::item:
      return not_one_of(text, items);
    case Column::provision:
      return message(parse_provision(text));
    case Column::need:
      return message(parse_need(text));
    case Column::age_from:
    case Column::age_to:
      return text.empty() ? "no age is given: write a whole number from 0 to 25"
                          : quoted(text) + " is not an age: write a whole number from 0 to 25";
    case Column::unit:
      return message(parse_unit(text));
    case Column::units_per_year:
      return explain_units(text);
    case Column::vat_rate:
      return explain_vat_rate(text);
    case Column::effective_from:
    case Column::effective_to:
    case Column::notice_given:
      return explain_date(text);
    case Column::included:
      return explain_included(text, items);
    default:
      return explain_decimal(text, pounds_form);
  }
}

std::string_view form_of(Column column) {
  switch (column) {
    case Column::urn:
      return "six digits, 100000 to 999999";
    case Column::line:
      return "1 to 40 characters on one line";
    case Column::item:
      return "the code of an item";
    case Column::provision:
      return "day, weekly, termly, full_year or any";
    case Column::need:
      return "a school census need code, or ANY";
    case Column::age_from:
    case Column::age_to:
      return "a whole number from 0 to 25";
    case Column::unit:
      return "hour, session, day, week, term or year";
    case Column::units_per_year:
      return "a number above 0 with at most two decimal places";
    case Column::vat_rate:
      return "a percentage without a percent sign";
    case Column::effective_from:
    case Column::effective_to:
    case Column::notice_given:
      return "a day as yyyy-mm-dd";
    case Column::included:
      return "codes of add-ons with ; between them";
    case Column::new_provision:
      return "text";
    default:
      return "pounds: digits, and a point and one or two more if need be";
  }
}

std::optional<Pounds> annual_price_by_units(Pounds unit_price, std::int64_t units_hundredths) {
  constexpr std::int64_t largest_pennies = 90'000'000'000'000'000;
  const Wide hundredths_of_pennies =
      static_cast<Wide>(unit_price.ten_thousandths() / 100) * units_hundredths;
  if (hundredths_of_pennies > static_cast<Wide>(largest_pennies) * 100 - 50) return std::nullopt;
  std::int64_t pennies;
  if (hundredths_of_pennies < std::int64_t{1} << 62) {
    pennies = (static_cast<std::int64_t>(hundredths_of_pennies) + 50) / 100;
  } else {
    pennies = static_cast<std::int64_t>((hundredths_of_pennies + 50) / 100);
  }
  return Pounds::from_ten_thousandths(pennies * 100);
}

}  // namespace assize::pricing
