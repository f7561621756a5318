// A commissioning framework as its edition states it: its dates, its lots, and what it is on a day.
// Values only; thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pricing/exact/codes.h"
#include "pricing/exact/date.h"
#include "pricing/result.h"

namespace assize::registry {

// What a framework is on a day, from its dates alone.
enum class FrameworkState { coming, open, standstill, live, expired };
std::string_view code(FrameworkState state);

struct Lot {
  std::string id;
  std::string title;
  pricing::Need need = pricing::Need::any;
  pricing::Provision provision = pricing::Provision::day;
  std::string region;  // one of the nine; empty: the whole of England
  int age_from = 0;
  int age_to = 25;
  std::vector<std::string> criteria;  // of admission, in words
};

struct FrameworkDates {
  pricing::Date opens;   // the first day on which schools may apply
  pricing::Date closes;  // the last
  pricing::Date begins;  // the first day on which commissioners may buy
  pricing::Date ends;    // the last
  bool operator==(const FrameworkDates&) const = default;
};

struct Framework {
  std::string id;
  std::string title;
  std::string description;
  std::string buyer_id;  // "GB-GOR-D6"; empty if it has none
  std::string buyer_name;
  FrameworkDates dates;
  std::vector<Lot> lots;

  FrameworkState state_on(pricing::Date day) const;
  const Lot* find_lot(std::string_view lot) const;  // null if there is none
};

inline constexpr std::size_t framework_limit_bytes = std::size_t{1} << 20;
inline constexpr std::size_t framework_name_limit = 30;  // of its id, and of a lot's

// Reads an edition's JSON; docs/file-formats.md gives its keys. Every fault at once, each with its
// path.
Result<Framework> read_framework(std::string_view json);

// Why a correction may not take the place of `before` once that is open: a lot gone or made into
// another, or a day that is past moved, or any day moved into the past. No faults if it may.
Faults refuse_correction(const Framework& before, const Framework& after, pricing::Date today);

}  // namespace assize::registry
