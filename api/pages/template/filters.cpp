#include "api/pages/template/filters.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "api/http/message/percent_encoding.h"
#include "pricing/exact/date.h"

namespace assize::api {
namespace {

constexpr std::array<std::string_view, 10> filters{
    "pounds", "whole", "date", "moment", "text", "link", "part", "percent", "lower", "plural"};

bool is_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// "1234567" -> "1,234,567".
std::string grouped(std::string_view digits) {
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) out += ',';
    out += digits[i];
  }
  return out;
}

std::string whole_text(std::string_view number) {
  const bool is_negative = number.starts_with('-');
  const std::string_view digits = is_negative ? number.substr(1) : number;
  if (!is_digits(digits)) return std::string(number);
  return (is_negative ? "−" : "") + grouped(digits);
}

std::string moment_text(std::string_view moment) {
  const Result<pricing::Date> day = pricing::Date::parse(moment.substr(0, 10));
  if (moment.size() < 17 || moment[10] != 'T' || !day.ok()) return std::string(moment);
  const std::string_view hour = moment.substr(11, 2);
  const std::string_view minute = moment.substr(14, 2);
  if (!is_digits(hour) || !is_digits(minute)) return std::string(moment);
  return date_text(moment.substr(0, 10)) + ", " + std::string(hour) + ":" + std::string(minute) +
         " UTC";
}

std::string counted(std::string_view words, const std::string& number) {
  const std::size_t comma = words.find(',');
  const bool is_one = number == "1" || comma == std::string_view::npos;
  return whole_text(number) + " " +
         std::string(is_one ? words.substr(0, comma) : words.substr(comma + 1));
}

std::string lowered(std::string text) {
  if (!text.empty()) {
    text.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(text.front())));
  }
  return text;
}

}  // namespace

bool is_filter(std::string_view name) {
  return std::find(filters.begin(), filters.end(), name) != filters.end();
}

std::string filtered(std::string_view name, std::string_view argument, const std::string& text,
                     const Texts& texts) {
  if (name == "pounds") return pounds_text(text);
  if (name == "whole") return whole_text(text);
  if (name == "date") return date_text(text);
  if (name == "moment") return moment_text(text);
  if (name == "link") return safe_link(text);
  if (name == "part") return percent_encoded(text);
  if (name == "percent") return text.empty() ? text : text + "%";
  if (name == "lower") return lowered(text);
  if (name == "plural") return counted(argument, text);
  const std::string* found = texts.find(std::string(argument) + "." + text);
  return found == nullptr ? text : *found;
}

std::string plain_text(const pricing::JsonValue& value) {
  if (const auto* string = value.string()) return *string;
  if (const auto* number = value.number()) return number->text;
  if (const bool* boolean = value.boolean()) return *boolean ? "true" : "false";
  return "";
}

std::string pounds_text(std::string_view amount) {
  const bool is_negative = amount.starts_with('-');
  const std::string_view size = is_negative ? amount.substr(1) : amount;
  const std::size_t point = size.find('.');
  const std::string_view whole = size.substr(0, point);
  std::string pence(point == std::string_view::npos ? "" : size.substr(point + 1));
  if (!is_digits(whole) || (!pence.empty() && !is_digits(pence))) return std::string(amount);
  if (pence.find_first_not_of('0') == std::string::npos) pence.clear();
  if (pence.size() == 1) pence += '0';
  return (is_negative ? "−£" : "£") + grouped(whole) + (pence.empty() ? "" : "." + pence);
}

std::string date_text(std::string_view date) {
  const Result<pricing::Date> day = pricing::Date::parse(date);
  return day.ok() ? day->display() : std::string(date);
}

std::string safe_link(std::string_view address) {
  const auto has_control = [](char c) {
    return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F;
  };
  const bool is_plain = std::none_of(address.begin(), address.end(), has_control) &&
                        address.find('\\') == std::string_view::npos;
  const bool is_ours = (address.starts_with('/') && !address.starts_with("//")) ||
                       address.starts_with('#') || address.starts_with('?');
  const bool is_web = address.starts_with("https://") || address.starts_with("http://");
  return is_plain && (is_ours || is_web) ? std::string(address) : "#";
}

}  // namespace assize::api
