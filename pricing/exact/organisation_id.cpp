#include "pricing/exact/organisation_id.h"

#include <algorithm>

#include "pricing/exact/decimal.h"
#include "pricing/exact/explain.h"

namespace assize::pricing {
namespace {

bool is_capital(char letter) { return letter >= 'A' && letter <= 'Z'; }

bool digits_only(std::string_view text, std::size_t least, std::size_t most) {
  return text.size() >= least && text.size() <= most && std::ranges::all_of(text, is_digit);
}

// Eight digits, or two capitals and six digits.
bool is_company_number(std::string_view text) {
  if (text.size() != 8 || !digits_only(text.substr(2), 6, 6)) return false;
  const std::string_view start = text.substr(0, 2);
  return std::ranges::all_of(start, is_digit) || std::ranges::all_of(start, is_capital);
}

}  // namespace

bool is_organisation_id(std::string_view text) {
  const auto after = [text](std::string_view scheme) {
    return text.starts_with(scheme) ? text.substr(scheme.size()) : std::string_view();
  };
  return is_company_number(after("GB-COH-")) || digits_only(after("GB-CHC-"), 6, 7) ||
         digits_only(after("GB-UKPRN-"), 8, 8);
}

std::string explain_organisation_id(std::string_view text) {
  if (text.empty()) {
    return "no organisation is given: write its identifier, such as GB-COH-12345678";
  }
  const std::string start = quoted(text) + " is not an organisation's identifier: ";
  // Numbers that a spreadsheet took for its own lose the noughts at their front.
  if (text.size() < 15 && text.starts_with("GB-COH-") && digits_only(text.substr(7), 1, 7)) {
    return start + "write GB-COH-" + std::string(15 - text.size(), '0') +
           std::string(text.substr(7)) + " if noughts at the front were lost";
  }
  if (is_company_number(text)) return start + "write GB-COH-" + std::string(text);
  return start +
         "write GB-COH- and the eight characters of the company number, GB-CHC- and the charity "
         "number, or GB-UKPRN- and its eight digits";
}

}  // namespace assize::pricing
