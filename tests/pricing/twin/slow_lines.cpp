#include "tests/pricing/twin/slow_lines.h"

#include <algorithm>
#include <chrono>
#include <regex>

namespace assize::twin {
namespace {

const std::set<std::string> provisions{"day", "weekly", "termly", "full_year", "any"};
const std::set<std::string> needs{"SPLD", "MLD", "SLD", "PMLD", "SEMH", "SLCN", "HI",
                                  "VI",   "MSI", "PD",  "ASD",  "DS",   "OTH",  "ANY"};
const std::set<std::string> units{"hour", "session", "day", "week", "term", "year"};

std::optional<int> age(const std::string& text) {
  if (!is_like(text, "0|[1-9][0-9]?")) return std::nullopt;
  const int value = std::stoi(text);
  return value > 25 ? std::nullopt : std::optional(value);
}

std::optional<std::string> one_of(const std::string& text, const std::set<std::string>& codes) {
  return codes.contains(text) ? std::optional(text) : std::nullopt;
}

std::set<std::string> split_codes(const std::string& text) {
  std::set<std::string> codes;
  std::string code;
  for (const char c : text + ";") {
    if (c == ';') {
      if (!code.empty()) codes.insert(code);
      code.clear();
    } else if (c != ' ') {
      code += c;
    }
  }
  return codes;
}

}  // namespace

bool is_like(const std::string& text, const char* form) {
  static std::map<std::string, std::regex> forms;
  return std::regex_match(text, forms.try_emplace(form, form).first->second);
}

std::optional<Number> number(const std::string& text) {
  if (!is_like(text, "(0|[1-9][0-9]{0,11})(\\.[0-9]{1,4})?")) return std::nullopt;
  const auto dot = text.find('.');
  if (dot == std::string::npos) return Number(boost::multiprecision::cpp_int(text));
  std::string digits = text.substr(0, dot) + text.substr(dot + 1);
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
  Number scale = 1;
  for (std::size_t i = dot + 1; i < text.size(); ++i) scale *= 10;
  return Number(boost::multiprecision::cpp_int(digits)) / scale;
}

std::optional<Number> pounds(const std::string& text) {
  if (!is_like(text, "(0|[1-9][0-9]{0,11})(\\.[0-9]{1,2})?")) return std::nullopt;
  return number(text);
}

std::optional<int> day_number(const std::string& text) {
  if (!is_like(text, "[0-9]{4}-[0-9]{2}-[0-9]{2}")) return std::nullopt;
  const std::chrono::year_month_day day{
      std::chrono::year(std::stoi(text.substr(0, 4))),
      std::chrono::month(static_cast<unsigned>(std::stoi(text.substr(5, 2)))),
      std::chrono::day(static_cast<unsigned>(std::stoi(text.substr(8, 2))))};
  if (!day.ok()) return std::nullopt;
  return static_cast<int>(std::chrono::sys_days(day).time_since_epoch().count());
}

std::string field(const Fields& fields, const std::string& name) {
  const auto found = fields.find(name);
  return found == fields.end() ? "" : found->second;
}

Line read_line(const Fields& fields, const std::set<std::string>& items) {
  Line line;
  const auto text = [&](const char* name) { return field(fields, name); };
  if (is_like(text("urn"), "[1-9][0-9]{5}")) line.urn = text("urn");
  if (!text("line").empty() && text("line").size() <= 40) line.name = text("line");
  line.item = one_of(text("item"), items);
  line.provision = one_of(text("provision"), provisions);
  line.need = one_of(text("need"), needs);
  line.unit = one_of(text("unit"), units);
  line.age_from = age(text("age_from"));
  line.age_to = age(text("age_to"));
  line.from = day_number(text("effective_from"));
  line.to = day_number(text("effective_to"));
  line.units_per_year = pounds(text("units_per_year"));
  if (line.units_per_year && *line.units_per_year == 0) line.units_per_year.reset();
  line.unit_price = pounds(text("unit_price"));
  line.annual_price = pounds(text("annual_price"));
  if (is_like(text("vat_rate"), "(0|[1-9][0-9]{0,4})(\\.[0-9]{1,4})?")) {
    line.vat_rate = number(text("vat_rate"));
  }
  for (const auto& part : components) line.parts[part] = pounds(text(part.c_str()));
  line.has_new_provision = !text("new_provision").empty();
  line.has_bad_field = !line.urn || !line.name || !line.item || !line.provision || !line.need ||
                       !line.unit || !line.age_from || !line.age_to || !line.from || !line.to ||
                       !line.units_per_year || !line.unit_price || !line.annual_price ||
                       !line.vat_rate;
  for (const auto& part : components) line.has_bad_field |= !line.parts[part];
  if (!text("notice_given").empty()) {
    line.notice = day_number(text("notice_given"));
    line.has_bad_field |= !line.notice;
  }
  line.included = split_codes(text("included"));
  for (const auto& code : line.included) {
    if (!items.contains(code)) line.is_included_readable = false;
  }
  if (!line.is_included_readable) line.included.clear();
  line.has_bad_field |= !line.is_included_readable;
  return line;
}

bool ages_overlap(const Line& one, const Line& other) {
  return one.age_from && one.age_to && other.age_from && other.age_to &&
         *one.age_from <= *other.age_to && *other.age_from <= *one.age_to;
}

bool periods_overlap(const Line& one, const Line& other) {
  return one.from && one.to && other.from && other.to && *one.from <= *other.to &&
         *other.from <= *one.to;
}

}  // namespace assize::twin
