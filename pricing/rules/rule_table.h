// The one table of rules: what each is called, reads and rests on. Severities of findings, the
// reasons why a rule was not assessed, `assize rules list` and the documentation all come from it.
// Immutable.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "pricing/fee_file/columns.h"
#include "pricing/rule_book/rule_book.h"
#include "pricing/rules/market_lists.h"

namespace assize::pricing {

enum class Severity : std::uint8_t { info, warning, review, hold, error };
std::string_view code(Severity severity);

enum class Rule : std::uint8_t {
  file_01,
  file_02,
  file_03,
  file_04,
  fv_01,
  fv_02,
  fv_03,
  fv_04,
  fv_05,
  fv_06,
  fv_07,
  fv_08,
  fv_09,
  fv_10,
  fv_11,
  fv_12,
  fv_13,
  uni_01,
  uni_02,
  uni_03,
  uni_04,
  uni_05,
  uni_06,
  uni_07,
  uni_08,
  uni_09,
  uni_10,
  uni_11,
  uni_12,
  uni_13,
  prf_01,
  prf_02,
  prf_03,
  prf_04,
  prf_05,
  prf_06,
  prf_07,
  prf_08,
  prf_09,
  mkt_01,
  mkt_02,
  mkt_03,
  mkt_04,
  mkt_05,
  mkt_06,
  mkt_07
};
inline constexpr std::size_t rule_count = 46;

enum class Basis : std::uint8_t { enacted, proposed, contract, policy };
std::string_view code(Basis basis);

// What a rule reads beyond the lines of the file and the rule book.
enum class FactKind : std::uint8_t {
  none,
  register_view,
  previous,
  agreements,
  history,
  ownership,
  events,
  placements,
  yearly_return,
  market
};
inline constexpr std::size_t fact_kind_count = 10;

class FactKinds {
 public:
  constexpr FactKinds(FactKind kind)  // NOLINT(*-explicit-*): one kind is a set of one
      : bits_(kind == FactKind::none ? 0U : 1U << static_cast<unsigned>(kind)) {}
  constexpr bool has(FactKind kind) const { return (bits_ >> static_cast<unsigned>(kind)) & 1U; }
  constexpr bool is_empty() const { return bits_ == 0; }
  constexpr FactKinds with(FactKinds others) const {
    others.bits_ |= bits_;
    return others;
  }

 private:
  unsigned bits_;
};
constexpr FactKinds operator|(FactKinds one, FactKinds other) { return one.with(other); }
constexpr FactKinds operator|(FactKind one, FactKind other) { return FactKinds(one).with(other); }
// "last year's file, history of prices"; empty for none.
std::string words(FactKinds facts);

struct RuleEntry {
  Rule rule;
  std::string_view id;
  int version;
  Severity severity;
  Columns columns;  // of the fee file
  FactKinds facts;
  std::array<int, 4> parameters;  // of the rule book, as Parameter; -1 for none
  bool reads_bands;
  Basis basis;
  std::string_view statement;
  Columns return_columns = 0;  // of a file of returns, as ReturnColumn
  bool is_high = false;        // a review to be looked at before others
  MarketLists market_lists = 0;
};

std::span<const RuleEntry> rule_table();
const RuleEntry& entry(Rule rule);

}  // namespace assize::pricing
