// The fields of a fee file read as slowly and plainly as its design words their forms, for the
// twin.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tests/pricing/twin/slow_rules.h"

namespace assize::twin {

using Number = boost::multiprecision::cpp_rational;

inline const std::vector<std::string> components{"education", "boarding", "care", "health"};

bool is_like(const std::string& text, const char* form);
std::optional<Number> number(const std::string& text);
std::optional<Number> pounds(const std::string& text);
std::optional<int> day_number(const std::string& text);

// A line as far as its fields are of their form.
struct Line {
  std::optional<std::string> urn, name, item, provision, need, unit;
  std::optional<int> age_from, age_to, from, to, notice;
  std::optional<Number> units_per_year, unit_price, annual_price, vat_rate;
  std::map<std::string, std::optional<Number>> parts;
  std::set<std::string> included;
  bool is_included_readable = true;
  bool has_new_provision = false;
  bool has_bad_field = false;
};

std::string field(const Fields& fields, const std::string& name);
Line read_line(const Fields& fields, const std::set<std::string>& items);
bool ages_overlap(const Line& one, const Line& other);
bool periods_overlap(const Line& one, const Line& other);

template <typename T>
bool same(const std::optional<T>& one, const std::optional<T>& other) {
  return one && other && *one == *other;
}

}  // namespace assize::twin
