// The small closed vocabularies of PRODUCT (provision, need, unit, component) and the identifiers
// of schools and councils. Text becomes one of these once, at the edge. Values only; thread-safe.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pricing/exact/decimal.h"
#include "pricing/result.h"

namespace assize::pricing {

enum class Provision : std::uint8_t { day, weekly, termly, full_year, any };
enum class Need : std::uint8_t {
  spld,
  mld,
  sld,
  pmld,
  semh,
  slcn,
  hi,
  vi,
  msi,
  pd,
  asd,
  ds,
  oth,
  any
};
enum class Unit : std::uint8_t { hour, session, day, week, term, year };
// The four parts of a price, then their sum.
enum class Component : std::uint8_t { education, boarding, care, health, total };

inline constexpr std::array<std::string_view, 5> provision_codes{"day", "weekly", "termly",
                                                                 "full_year", "any"};
inline constexpr std::array<std::string_view, 14> need_codes{"SPLD", "MLD", "SLD", "PMLD", "SEMH",
                                                             "SLCN", "HI",  "VI",  "MSI",  "PD",
                                                             "ASD",  "DS",  "OTH", "ANY"};
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

// The code, or none: the parsers above without their reasons, for hot loops. They do not allocate.
template <typename Code, std::size_t count>
constexpr std::optional<Code> read_code(const std::array<std::string_view, count>& codes,
                                        std::string_view text) {
  for (std::size_t at = 0; at < count; ++at) {
    if (codes[at] == text) return static_cast<Code>(at);
  }
  return std::nullopt;
}
constexpr std::optional<Provision> read_provision(std::string_view text) {
  return read_code<Provision>(provision_codes, text);
}
constexpr std::optional<Need> read_need(std::string_view text) {
  return read_code<Need>(need_codes, text);
}
constexpr std::optional<Unit> read_unit(std::string_view text) {
  return read_code<Unit>(unit_codes, text);
}
constexpr std::optional<Component> read_component(std::string_view text) {
  return read_code<Component>(component_codes, text);
}

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

// The URN, or none: Urn::parse without its reasons, for hot loops.
constexpr std::optional<Urn> read_urn(std::string_view text) {
  if (text.size() != 6) return std::nullopt;
  std::uint32_t number = 0;
  for (const char letter : text) {
    if (!is_digit(letter)) return std::nullopt;
    number = number * 10 + static_cast<std::uint32_t>(letter - '0');
  }
  return Urn::from_number(number);
}

// A council's three-digit code, 001 to 999.
class LaCode {
 public:
  static Result<LaCode> parse(std::string_view text);
  static constexpr std::optional<LaCode> from_number(std::uint32_t number) {
    if (number < 1 || number > 999) return std::nullopt;
    return LaCode(static_cast<std::uint16_t>(number));
  }
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

// The items a file may sell: the thirteen of the fee file, then those that a rule book names, at
// most 64 in all. Not changed once its rule book is loaded; then safe to share between threads.
class ItemCodes {
 public:
  static constexpr std::size_t limit = 64;

  ItemCodes();  // the thirteen
  // The item of that code, added if it is new. Faults if it is not [a-z][a-z0-9_]{0,39}, or there
  // are 64 already.
  Result<Item> add(std::string_view code);
  // Without allocation, and in a probe or two: for hot loops.
  std::optional<Item> find(std::string_view code) const {
    for (std::size_t slot = slot_of(code);; slot = (slot + 1) % slot_count) {
      if (slots_[slot] == 0) return std::nullopt;
      if (codes_[slots_[slot] - 1U] == code) return static_cast<Item>(slots_[slot] - 1U);
    }
  }
  std::string_view code(Item item) const { return codes_.at(static_cast<std::size_t>(item)); }
  std::size_t size() const { return codes_.size(); }

 private:
  static constexpr std::size_t slot_count = 256;  // four times the limit, so that probes end soon
  static constexpr std::size_t slot_of(std::string_view code) {
    if (code.empty()) return 0;
    const auto letter = [code](std::size_t at) {
      return static_cast<std::size_t>(static_cast<unsigned char>(code[at]));
    };
    return (code.size() * 7U + letter(0) * 31U + letter(code.size() / 2) * 5U +
            letter(code.size() - 1) * 3U) %
           slot_count;
  }

  std::vector<std::string> codes_;
  std::array<std::uint8_t, slot_count> slots_{};  // an item's place plus one; 0 is empty
};

}  // namespace assize::pricing
