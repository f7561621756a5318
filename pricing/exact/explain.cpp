#include "pricing/exact/explain.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "pricing/exact/date.h"
#include "pricing/exact/decimal.h"
#include "pricing/text/code_point.h"

namespace assize::pricing {
namespace {

bool is_space(char32_t point) {
  return point == ' ' || point == '\t' || point == 0xA0 || (point >= 0x2000 && point <= 0x200B) ||
         point == 0x202F || point == 0x205F || point == 0x3000 || point == 0xFEFF;
}

// The ASCII that a look-alike stands for (full-width digits and signs, other dashes); nil if none.
char as_ascii(char32_t point) {
  if (point < 0x80) return static_cast<char>(point);
  if (point >= 0xFF01 && point <= 0xFF5E) return static_cast<char>(point - 0xFF01 + '!');
  if ((point >= 0x2010 && point <= 0x2015) || point == 0x2212) return '-';
  return '\0';
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

// The decimal that was meant, with its sign, or "": the form's mark, spaces and
// thousands commas dropped, look-alikes replaced.
std::string plain_decimal(std::string_view text, char mark) {
  std::string plain;
  while (!text.empty()) {
    const char32_t point = take_code_point(text);
    if (is_space(point) || (mark == 'L' && (point == 0xA3 || point == 0xFFE1))) continue;
    const char letter = as_ascii(point);
    if (letter == '\0') return "";
    plain += letter;
  }
  if (mark == 'L' && plain.starts_with("GBP")) plain.erase(0, 3);
  if (mark == 'L' && plain.ends_with("GBP")) plain.erase(plain.size() - 3);
  if (mark == '%' && plain.ends_with("%")) plain.pop_back();
  if (plain.starts_with("+")) plain.erase(0, 1);

  const std::size_t digits_from = plain.starts_with("-") ? 1 : 0;
  std::size_t whole_to = std::min(plain.find('.'), plain.size());
  if (plain.find(',') != std::string::npos) {
    // Commas are dropped only where they part thousands: "1,23" might be a foreign 1.23.
    for (std::size_t at = digits_from; at < plain.size(); ++at) {
      const bool belongs = at < whole_to && at > digits_from && (whole_to - at) % 4 == 0;
      if ((plain[at] == ',') != belongs) return "";
    }
    plain.erase(std::remove(plain.begin(), plain.end(), ','), plain.end());
    whole_to = std::min(plain.find('.'), plain.size());
  }
  std::string_view whole = std::string_view(plain).substr(digits_from, whole_to - digits_from);
  std::string_view places = std::string_view(plain).substr(std::min(whole_to + 1, plain.size()));
  if (whole.empty() && places.empty()) return "";
  if ((!whole.empty() && !all_digits(whole)) || (!places.empty() && !all_digits(places))) {
    return "";
  }
  while (whole.size() > 1 && whole.front() == '0') whole.remove_prefix(1);
  std::string out(digits_from == 1 ? "-" : "");
  out += whole.empty() ? "0" : whole;
  if (!places.empty()) out.append(".").append(places);
  return out;
}

bool is_exponent(std::string_view text) {
  const std::size_t at = text.find_first_of("eE");
  if (at == std::string_view::npos || at == 0 || at + 1 == text.size()) return false;
  std::string_view power = text.substr(at + 1);
  if (power.front() == '+' || power.front() == '-') power.remove_prefix(1);
  return text.find_first_not_of("0123456789.+-") == at && all_digits(power);
}

std::string counted(std::size_t count, std::string_view thing) {
  return std::to_string(count) + " " + std::string(thing) + (count == 1 ? "" : "s");
}

// What is wrong with a decimal that is plain but not of the form, or what to write.
std::string explain_plain(std::string plain, const DecimalForm& form) {
  const bool negative = plain.front() == '-';
  std::string_view digits = std::string_view(plain).substr(negative ? 1 : 0);
  const bool is_nil = digits.find_first_not_of("0.") == std::string_view::npos;
  if (negative && !is_nil && !form.may_be_negative) {
    return "it is below nil, and " + std::string(form.name) + " never is";
  }
  if (is_nil) return "write 0";
  const std::size_t point = std::min(digits.find('.'), digits.size());
  if (point > static_cast<std::size_t>(form.whole_digits)) {
    return "it has " + counted(point, "digit") + " before the point, and may have " +
           std::to_string(form.whole_digits);
  }
  std::size_t places = point == digits.size() ? 0 : digits.size() - point - 1;
  // Noughts past the last place change nothing.
  while (places > static_cast<std::size_t>(form.places) && plain.back() == '0') {
    plain.pop_back();
    --places;
  }
  if (places > static_cast<std::size_t>(form.places)) {
    return "it has " + counted(places, "decimal place") + ", and may have " +
           std::to_string(form.places);
  }
  return "write " + plain;
}

}  // namespace

std::string explain_decimal(std::string_view text, const DecimalForm& form) {
  const std::string name(form.name);
  const std::string example(form.example);
  if (text.empty()) return "nothing is given: write " + name + ", such as " + example;
  const std::string start = quoted(text) + " is not " + name + ": ";
  // Far longer than any decimal: not worth making plain, and it may be the whole of a broken file.
  if (text.size() > 100) return start + "write digits and a point alone, such as " + example;
  if (is_exponent(text)) return start + "write it in full, with no exponent, such as 1000.00";
  const std::string plain = plain_decimal(text, form.mark);
  if (!plain.empty()) return start + explain_plain(plain, form);
  return start + "write digits and a point alone, such as " + example;
}

namespace {

std::vector<std::string_view> split_at_any(std::string_view text, std::string_view separators) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t at = text.find_first_of(separators);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

int small_number(std::string_view digits) {
  int number = 0;
  for (const char digit : digits) number = number * 10 + (digit - '0');
  return number;
}

// Three numbers of which the first or the last has four digits: a day, by British order.
std::optional<std::string> explain_three_numbers(std::string_view text) {
  const auto parts = split_at_any(text, "-/.");
  if (parts.size() != 3 || !std::all_of(parts.begin(), parts.end(), all_digits)) {
    return std::nullopt;
  }
  const bool year_first = parts[0].size() == 4 && parts[2].size() <= 2;
  const bool year_last = parts[2].size() == 4 && parts[0].size() <= 2;
  if ((!year_first && !year_last) || parts[1].size() > 2) return std::nullopt;
  const auto date =
      Date::from_civil(small_number(parts[year_first ? 0 : 2]), small_number(parts[1]),
                       small_number(parts[year_first ? 2 : 0]));
  return date.ok() ? "write " + date->text() : date.faults().front().message;
}

// A spreadsheet counts days from 30 December 1899; these are 1954 to 2064.
std::optional<std::string> explain_day_number(std::string_view text) {
  if (text.size() != 5 || !all_digits(text)) return std::nullopt;
  const int number = small_number(text);
  if (number < 20000 || number > 60000) return std::nullopt;
  constexpr int days_to_1970 = 25569;
  return "it looks like a spreadsheet's day number; if so, write " +
         Date::from_days(number - days_to_1970).text();
}

}  // namespace

std::string explain_date(std::string_view text) {
  constexpr std::string_view remedy = "write yyyy-mm-dd, such as 2026-09-01";
  if (text.empty()) return "no date is given: " + std::string(remedy);
  const std::string start = quoted(text) + " is not a date: ";
  if (text.size() > 100) return start + std::string(remedy);
  // A spreadsheet may add midnight.
  std::string_view day = text;
  for (const std::string_view midnight : {" 00:00:00", "T00:00:00", " 00:00", "T00:00:00Z"}) {
    if (day.ends_with(midnight)) day.remove_suffix(midnight.size());
  }
  if (const auto message = explain_three_numbers(day)) return start + *message;
  if (const auto message = explain_day_number(day)) return start + *message;
  if (day.size() == 8 && all_digits(day)) {
    const auto date =
        Date::from_civil(small_number(day.substr(0, 4)), small_number(day.substr(4, 2)),
                         small_number(day.substr(6, 2)));
    if (date.ok()) return start + "write " + date->text();
  }
  return start + std::string(remedy);
}

}  // namespace assize::pricing
