#include "registry/register/files/source_values.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace assize::registry {
namespace {

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_digit);
}

constexpr std::string_view no_break_space = "\xC2\xA0";

struct CivilDay {
  int year;
  int month;
  int day;
};

// The three numbers between the separators, in the order that their lengths tell.
std::optional<CivilDay> split_day(std::string_view text) {
  if (text.size() == 8 && all_digits(text)) {
    return CivilDay{static_cast<int>(*parse_source_number(text.substr(0, 4))),
                    static_cast<int>(*parse_source_number(text.substr(4, 2))),
                    static_cast<int>(*parse_source_number(text.substr(6, 2)))};
  }
  const char separator = text.find('/') != std::string_view::npos ? '/' : '-';
  const std::size_t first = text.find(separator);
  const std::size_t second =
      first == std::string_view::npos ? first : text.find(separator, first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const std::array<std::string_view, 3> parts{
      text.substr(0, first), text.substr(first + 1, second - first - 1), text.substr(second + 1)};
  if (!std::ranges::all_of(parts, all_digits) || parts[1].size() > 2) return std::nullopt;
  const auto number = [](std::string_view part) {
    return static_cast<int>(parse_source_number(part).value_or(0));
  };
  if (parts[0].size() <= 2 && parts[2].size() == 4) {
    return CivilDay{number(parts[2]), number(parts[1]), number(parts[0])};
  }
  if (parts[0].size() == 4 && parts[2].size() <= 2) {
    return CivilDay{number(parts[0]), number(parts[1]), number(parts[2])};
  }
  return std::nullopt;
}

}  // namespace

std::string plain_text(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool is_no_break = text.substr(at, 2) == no_break_space;
    if (is_no_break) ++at;
    const auto letter = static_cast<unsigned char>(text[at]);
    if (!is_no_break && letter > 0x20 && letter != 0x7F) {
      plain += text[at];
    } else if (!plain.empty() && plain.back() != ' ') {
      plain += ' ';
    }
  }
  if (!plain.empty() && plain.back() == ' ') plain.pop_back();
  return plain;
}

Result<std::optional<pricing::Date>> parse_source_date(std::string_view text) {
  using Outcome = Result<std::optional<pricing::Date>>;
  if (text.empty()) return Outcome(std::nullopt);
  const auto civil = split_day(text);
  if (!civil) {
    return Outcome(Fault{"", "\"" + std::string(text) + "\" is not a day; write it as dd-mm-yyyy"});
  }
  using namespace std::chrono;
  const year_month_day day{year{civil->year}, month{static_cast<unsigned>(civil->month)},
                           std::chrono::day{static_cast<unsigned>(civil->day)}};
  if (!day.ok() || civil->year == 0) {
    return Outcome(Fault{"", "there is no day " + std::string(text) + "; correct it"});
  }
  const bool is_sentinel =
      civil->year == 9999 || (civil->year == 1900 && civil->month == 1 && civil->day == 1);
  if (is_sentinel || civil->year < 1800) return Outcome(std::nullopt);
  auto date = pricing::Date::from_civil(civil->year, civil->month, civil->day);
  if (!date) return Outcome(date.faults());
  return Outcome(*date);
}

std::optional<std::uint32_t> parse_source_number(std::string_view text) {
  if (!all_digits(text) || text.size() > 9) return std::nullopt;
  std::uint32_t number = 0;
  for (const char digit : text) number = number * 10 + static_cast<std::uint32_t>(digit - '0');
  return number;
}

std::optional<std::string> padded_code(std::string_view text, std::size_t digits) {
  if (!all_digits(text)) return std::nullopt;
  while (text.size() > digits && text.front() == '0') text.remove_prefix(1);
  if (text.size() > digits) return std::nullopt;
  return std::string(digits - text.size(), '0') + std::string(text);
}

Result<std::optional<std::string>> parse_source_la(std::string_view text) {
  using Outcome = Result<std::optional<std::string>>;
  if (text.empty()) return Outcome(std::nullopt);
  auto code = padded_code(text, 3);
  if (!code) {
    return Outcome(
        Fault{"", "\"" + std::string(text) + "\" is not a council's code; write its three digits"});
  }
  if (*code == "000" || *code == "999") return Outcome(std::nullopt);
  return Outcome(std::move(code));
}

Result<pricing::Urn> parse_source_urn(std::string_view text) {
  if (text.empty()) return Fault{"", "the URN is missing; give the school's six digits"};
  const auto number = parse_source_number(text);
  const auto urn = number ? pricing::Urn::from_number(*number) : std::nullopt;
  if (!urn) {
    return Fault{"", "\"" + std::string(text) + "\" is not a URN; give the school's six digits"};
  }
  return *urn;
}

std::size_t length_characters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }));
}

}  // namespace assize::registry
