#include "pricing/rules/words.h"

#include <cstdlib>
#include <limits>

namespace assize::pricing {

std::string counted(std::uint64_t count, std::string_view thing) {
  return sentence(count, " ", thing, count == 1 ? "" : "s");
}

std::string hundredths_text(std::int64_t hundredths) {
  std::string out = std::to_string(hundredths / 100);
  const std::int64_t rest = hundredths % 100;
  if (rest != 0) {
    out += '.';
    out += static_cast<char>('0' + rest / 10);
    if (rest % 10 != 0) out += static_cast<char>('0' + rest % 10);
  }
  return out;
}

std::string display_wide(Wide ten_thousandths) {
  if (ten_thousandths > std::numeric_limits<std::int64_t>::max()) return "over £922 trillion";
  if (ten_thousandths < std::numeric_limits<std::int64_t>::min()) return "below -£922 trillion";
  return Pounds::from_ten_thousandths(static_cast<std::int64_t>(ten_thousandths)).display();
}

std::string exact_words(const Unrounded& value) {
  constexpr Wide ten_thousandths = 10'000;
  const Wide divisor = static_cast<Wide>(value.denominator()) * ten_thousandths;
  const Wide size = value.numerator() < 0 ? -value.numerator() : value.numerator();
  std::string out = value.numerator() < 0 ? "-" : "";
  std::string whole = display_wide(size / divisor * ten_thousandths);
  out += whole.substr(0, whole.find('.'));
  out += '.';
  Wide rest = size % divisor;
  for (int places = 0; rest != 0 || places < 2; ++places) {
    if (places == 12) return out + "…";
    rest *= 10;
    out += static_cast<char>('0' + static_cast<int>(rest / divisor));
    rest %= divisor;
  }
  return out;
}

std::string over_words(Pounds more, Pounds less) {
  return more > less ? (more - less).display() : "under a penny";
}

std::string product_by_hundredths(Pounds amount, std::int64_t hundredths) {
  return exact_words(Unrounded(static_cast<Wide>(amount.ten_thousandths()) * hundredths, 100));
}

std::string_view unit_words(Unit unit) {
  constexpr std::array<std::string_view, 6> words{"by the hour", "by the session", "by the day",
                                                  "by the week", "by the term",    "by the year"};
  return words[static_cast<std::size_t>(unit)];
}

std::string offer_words(const Offer& offer, const ItemCodes& items) {
  return sentence(items.code(offer.item), ", ", code(offer.provision), ", ", code(offer.need),
                  ", ages ", offer.age_from, " to ", offer.age_to, ", ", unit_words(offer.unit));
}

namespace {

std::string value_words(Parameter parameter, const ParameterValue& value) {
  if (value.days) return counted(static_cast<std::uint64_t>(*value.days), "day");
  if (!value.ratio) return value.text;
  if (parameter == Parameter::leverage_limit || parameter == Parameter::interest_cover_limit) {
    return value.ratio->factor_text() + " times";
  }
  std::string percent = value.ratio->percent_text();
  if (parameter != Parameter::increase_flex) return percent;
  percent.pop_back();
  return percent + " percentage points over the index";
}

}  // namespace

std::string parameter_words(Parameter parameter, const ParameterValue& value,
                            const RuleBook& book) {
  return sentence(code(parameter), ": ", value_words(parameter, value), ", from ",
                  value.from.display(), " (edition ", book.edition(),
                  value.source.empty() ? "" : ", ", value.source, ")");
}

std::string limit_words(const IncreaseLimit& limit, const RuleBook& book) {
  if (limit.index == nullptr) return parameter_words(Parameter::increase_cap, *limit.cap, book);
  std::string out = parameter_words(Parameter::increase_index, *limit.index, book);
  if (limit.flex == nullptr) return out;
  return sentence(out, "; ", parameter_words(Parameter::increase_flex, *limit.flex, book),
                  "; together ", limit.ratio.percent_text());
}

std::string rounding_words(const RoundingPoint& point) {
  return sentence("rounded ", point.mode == Rounding::half_up ? "half up" : "half even",
                  " to the penny to be shown (", point.name, "); compared exactly");
}

std::string product_words(Pounds price, const Ratio& ratio, const RoundingPoint& point) {
  const Unrounded product = price * ratio;
  std::string out =
      sentence(price.display(), " × ", ratio.percent_text(), " = ", product.at(point).display());
  if (!product.is_exact_at(point)) out += sentence(", ", rounding_words(point));
  return out;
}

}  // namespace assize::pricing
