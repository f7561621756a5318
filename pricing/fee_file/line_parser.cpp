#include "pricing/fee_file/line_parser.h"

#include <algorithm>

#include "pricing/exact/code_table.h"
#include "pricing/exact/explain.h"
#include "pricing/exact/quick_decimal.h"
#include "pricing/text/encoding.h"
#include "pricing/text/same_text.h"

namespace assize::pricing {
namespace {

// Puts a value that was read where it belongs; false if none was.
template <typename Read, typename Value>
bool take(const Read& read, Value& value) {
  if (!read) return false;
  value = *read;
  return true;
}

// 0 to 25. Without branches on the digits, which differ from line to line.
bool read_age(std::string_view text, std::uint8_t& age) {
  if (text.empty() || text.size() > 2) return false;
  const bool two = text.size() == 2;
  const auto first = static_cast<unsigned>(text.front() - '0');
  const auto last = static_cast<unsigned>(text.back() - '0');
  const unsigned value = two ? first * 10 + last : last;
  const bool good = (first <= 9) & (last <= 9) & (value <= 25) & !(two & (first == 0));
  age = good ? static_cast<std::uint8_t>(value) : std::uint8_t{0};
  return good;
}

constexpr CodeTable<Provision, provision_codes.size()> provision_table(provision_codes);
constexpr CodeTable<Need, need_codes.size()> need_table(need_codes);
constexpr CodeTable<Unit, unit_codes.size()> unit_table(unit_codes);

bool read_amount(std::string_view text, Pounds& amount) {
  std::int64_t hundredths = 0;
  if (!read_hundredths_quickly(text, hundredths)) return false;
  amount = Pounds::from_ten_thousandths(hundredths * 100);
  return true;
}

bool read_units(std::string_view text, std::int64_t& hundredths) {
  return read_hundredths_quickly(text, hundredths) && hundredths > 0;
}

bool read_vat_rate(std::string_view text, Ratio& rate) {
  if (text == "0") {
    rate = Ratio();
    return true;
  }
  return !text.starts_with('-') && take(read_percent(text), rate);
}

bool is_line_break_or_tab(char c) { return c == '\n' || c == '\r' || c == '\t'; }

// Whether any byte is below space, eight at a time; of a shorter text, it may be.
bool may_have_control(std::string_view text) {
  if (text.size() < 8) return true;
  const auto below_space = [&text](std::size_t at) {
    const auto eight = number_at<std::uint64_t>(text.data() + at);
    return ((eight - 0x2020202020202020u) & ~eight & 0x8080808080808080u) != 0;
  };
  for (std::size_t at = 0; at + 8 < text.size(); at += 8) {
    if (below_space(at)) return true;
  }
  return below_space(text.size() - 8);
}

bool is_line_name(std::string_view text) {
  if (text.empty() || text.size() > 4 * line_name_limit_characters) return false;
  if (may_have_control(text) && std::any_of(text.begin(), text.end(), is_line_break_or_tab)) {
    return false;
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

bool LineParser::LastDate::read(std::string_view text, Date& date) {
  if (text.size() != text_.size()) return false;
  if (!same_text(text, {text_.data(), text_.size()})) {
    const auto read = read_date(text);
    if (!read) return false;
    date_ = *read;
    std::copy(text.begin(), text.end(), text_.begin());
  }
  date = date_;
  return true;
}

void LineParser::parse(std::span<const std::string_view> fields, ParsedLine& out) {
  // Nothing of the line before may stay where a field of this one is not of its form.
  out.offer = Offer();
  out.fields = fields;
  out.map = &map_;
  Offer& offer = out.offer;
  Columns good = 0;
  const auto read = [&](Column column, const auto& is_good) {
    const auto c = static_cast<std::size_t>(column);
    const std::uint16_t place = map_.place[c];
    if (place != ColumnMap::nowhere) good |= Columns{is_good(fields[place])} << c;
  };
  using Text = std::string_view;
  const auto pounds = [](Pounds& amount) {
    return [&amount](Text text) { return read_amount(text, amount); };
  };
  read(Column::urn, [&](Text text) {
    const auto urn = read_urn(text);
    if (urn) offer.urn = urn->number();
    return urn.has_value();
  });
  read(Column::line, [&](Text text) {
    offer.name = text;
    return is_line_name(text);
  });
  read(Column::item, [&](Text text) { return take(items_.find(text), offer.item); });
  read(Column::provision,
       [&](Text text) { return take(provision_table.find(text), offer.provision); });
  read(Column::need, [&](Text text) { return take(need_table.find(text), offer.need); });
  read(Column::age_from, [&](Text text) { return read_age(text, offer.age_from); });
  read(Column::age_to, [&](Text text) { return read_age(text, offer.age_to); });
  read(Column::unit, [&](Text text) { return take(unit_table.find(text), offer.unit); });
  read(Column::units_per_year, [&](Text text) { return read_units(text, offer.units_hundredths); });
  read(Column::unit_price, pounds(offer.unit_price));
  read(Column::annual_price, pounds(offer.annual_price));
  read(Column::education, pounds(out.parts[0]));
  read(Column::boarding, pounds(out.parts[1]));
  read(Column::care, pounds(out.parts[2]));
  read(Column::health, pounds(out.parts[3]));
  read(Column::vat_rate, [&](Text text) { return read_vat_rate(text, out.vat_rate); });
  read(Column::effective_from,
       [&](Text text) { return effective_from_.read(text, offer.effective_from); });
  read(Column::effective_to,
       [&](Text text) { return effective_to_.read(text, offer.effective_to); });
  read(Column::notice_given, [&](Text text) {
    offer.has_notice = !text.empty();
    return text.empty() || notice_given_.read(text, offer.notice_given);
  });
  read(Column::included, [&](Text text) { return read_included(text, items_, offer.included); });
  read(Column::new_provision, [&](Text text) {
    offer.new_provision = text;
    return true;
  });
  out.bad = map_.present & ~good;
  offer.good = good | (optional_columns & ~map_.present);
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

std::optional<Pounds> large_annual_price_by_units(Pounds unit_price,
                                                  std::int64_t units_hundredths) {
  constexpr std::int64_t largest_pennies = 90'000'000'000'000'000;
  const Wide hundredths_of_pennies =
      static_cast<Wide>(unit_price.ten_thousandths() / 100) * units_hundredths;
  if (hundredths_of_pennies > static_cast<Wide>(largest_pennies) * 100 - 50) return std::nullopt;
  const auto pennies = static_cast<std::int64_t>((hundredths_of_pennies + 50) / 100);
  return Pounds::from_ten_thousandths(pennies * 100);
}

}  // namespace assize::pricing
