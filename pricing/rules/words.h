// The sentences that messages and workings share. Only called for findings that are kept, so they
// may allocate freely. Thread-safe.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "pricing/exact/money.h"
#include "pricing/fee_file/offer.h"
#include "pricing/rule_book/rule_book.h"
#include "pricing/rules/parameter_days.h"

namespace assize::pricing {

inline std::string_view as_text(std::string_view text) { return text; }
inline std::string as_text(std::integral auto number) { return std::to_string(number); }

inline constexpr std::size_t usual_sentence = 120;  // or less, in bytes; a longer one grows

// The parts, one after another.
template <typename... Parts>
std::string sentence(const Parts&... parts) {
  std::string out;
  out.reserve(usual_sentence);
  ((out += as_text(parts)), ...);
  return out;
}

// "1 line", "2 lines".
std::string counted(std::uint64_t count, std::string_view thing);
// 3950 hundredths are "39.5".
std::string hundredths_text(std::int64_t hundredths);
// An amount in ten-thousandths of a pound that may be more than Pounds can hold.
std::string display_wide(Wide ten_thousandths);
// The exact value, "£73,160.006"; with "…" where its decimals do not end by the twelfth.
std::string exact_words(const Unrounded& value);
// By how much a price is past a limit as it is shown; "under a penny" where rounding hides it.
std::string over_words(Pounds more, Pounds less);
// An amount × a quantity in hundredths, exact.
std::string product_by_hundredths(Pounds amount, std::int64_t hundredths);
// "placement, day, ASD, ages 11 to 15, by the year".
std::string offer_words(const Offer& offer, const ItemCodes& items);
// "by the year".
std::string_view unit_words(Unit unit);

// "notice_days: 56 days, from 1 September 2026 (edition 2026.1, source ...)".
std::string parameter_words(Parameter parameter, const ParameterValue& value, const RuleBook& book);
// The limit on increases, as words, a parameter at a time.
std::string limit_words(const IncreaseLimit& limit, const RuleBook& book);
// "£100.00 × 3.8% = £3.80", with the rounding point named where it is not exact.
std::string product_words(Pounds price, const Ratio& ratio, const RoundingPoint& point);
// "rounded half even to the penny to be shown (band limit, as shown); compared exactly".
std::string rounding_words(const RoundingPoint& point);

}  // namespace assize::pricing
