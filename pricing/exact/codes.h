// The small closed vocabularies of PRODUCT (provision, need, unit, component) and the identifiers of
// schools and councils. Text becomes one of these once, at the edge. Values only; thread-safe.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pricing/result.h"

namespace assize::pricing {

enum class Provision : std::uint8_t { day, weekly, termly, full_year, any };
enum class Need : std::uint8_t {
  spld, mld, sld, pmld, semh, slcn, hi, vi, msi, pd, asd, ds, oth, any
};
enum class Unit : std::uint8_t { hour, session, day, week, term, year };
// The four parts of a price, then their sum.
enum class Component : std::uint8_t { education, boarding, care, health, total };

inline constexpr std::array<std::string_view, 5> provision_codes{"day", "weekly", "termly",
                                                                 "full_year", "any"};
inline constexpr std::array<std::string_view, 14> need_codes{
    "SPLD", "MLD", "SLD", "PMLD", "SEMH", "SLCN", "HI", "VI", "MSI", "PD", "ASD", "DS", "OTH",
    "ANY"};
inline constexpr std::array<std::string_view, 6> unit_codes{"hour", "session", "day",
                                                            "week", "term",    "year"};
inline constexpr std::array<std::string_view, 5> component_codes{"education", "boarding", "care",
                                                                 "health", "total"};

constexpr std::string_view code(Provision value) {
  return provision_codes[static_cast<std::size_t>(value)];
}
constexpr std::string_view code(Need value) { return need_codes[static_cast<std::size_t>(value)]; }
constexpr std::string_view code(Unit value) { return unit_codes[static_cast<std::size_t>(value)]; }
constexpr std::string_view code(Component value) {
  return component_codes[static_cast<std::size_t>(value)];
}

// Exact, case-sensitive codes. The fault names every code there is, and the nearest one where the
// text differs from it only by case or by spaces, hyphens and underscores.
Result<Provision> parse_provision(std::string_view text);
Result<Need> parse_need(std::string_view text);
Result<Unit> parse_unit(std::string_view text);

// A school's unique reference number: six digits, 100000 to 999999.
class Urn {
 public:
  static Result<Urn> parse(std::string_view text);
  static constexpr std::optional<Urn> from_number(std::uint32_t number) {
    if (number < 100000 || number > 999999) return std::nullopt;
    return Urn(number);
  }
  constexpr std::uint32_t number() const { return number_; }
  std::string text() const { return std::to_string(number_); }
  constexpr auto operator<=>(const Urn&) const = default;

 private:
  constexpr explicit Urn(std::uint32_t number) : number_(number) {}
  std::uint32_t number_;
};

// A council's three-digit code, 001 to 999.
class LaCode {
 public:
  static Result<LaCode> parse(std::string_view text);
  constexpr std::uint16_t number() const { return number_; }
  std::string text() const;  // always three digits
  constexpr auto operator<=>(const LaCode&) const = default;

 private:
  constexpr explicit LaCode(std::uint16_t number) : number_(number) {}
  std::uint16_t number_;
};

// Which of the establishment types a school is. Regulated: 08, 10 and 32.
constexpr bool is_regulated_type(int type_code) {
  return type_code == 8 || type_code == 10 || type_code == 32;
}

// An item's place in ItemCodes. 0 is always `placement`.
enum class Item : std::uint8_t { placement = 0 };

// The items a file may sell: the thirteen of the fee file, then those that a rule book names, at most
// 64 in all. Immutable once made.
class ItemCodes {
 public:
  ItemCodes();  // the thirteen
  // The item of that code, added if it is new. Faults if it is not [a-z][a-z0-9_]{0,39}, or there
  // are 64 already.
  Result<Item> add(std::string_view code);
  std::optional<Item> find(std::string_view code) const;
  std::string_view code(Item item) const;
  std::size_t size() const { return codes_.size(); }

 private:
  std::vector<std::string> codes_;
};

}  // namespace assize::pricing
