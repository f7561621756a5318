#include "pricing/exact/codes.h"

#include <algorithm>
#include <span>

#include "pricing/exact/explain.h"

namespace assize::pricing {
namespace {

// The text without what people vary: case, spaces, hyphens and underscores.
std::string bare(std::string_view text) {
  std::string out;
  for (const char letter : text) {
    if (letter == ' ' || letter == '-' || letter == '_') continue;
    out += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  }
  return out;
}

std::string joined(std::span<const std::string_view> codes) {
  std::string out;
  for (std::size_t at = 0; at < codes.size(); ++at) {
    if (at > 0) out += at + 1 == codes.size() ? " or " : ", ";
    out += codes[at];
  }
  return out;
}

Fault not_a_code(std::string_view text, std::string_view kind,
                 std::span<const std::string_view> codes) {
  if (text.empty()) {
    return {"", "no " + std::string(kind) + " is given: write one of " + joined(codes)};
  }
  const std::string start = quoted(text) + " is not a " + std::string(kind) + ": write ";
  // A longer text cannot be a code written another way, and need not be copied.
  if (text.size() <= 40) {
    for (const std::string_view code : codes) {
      if (bare(code) == bare(text)) {
        return {"", start + std::string(code) + " (it is one of " + joined(codes) + ")"};
      }
    }
  }
  return {"", start + "one of " + joined(codes)};
}

bool is_item_code(std::string_view code) {
  const auto is_lower = [](char letter) { return letter >= 'a' && letter <= 'z'; };
  return !code.empty() && code.size() <= 40 && is_lower(code.front()) &&
         std::all_of(code.begin(), code.end(), [&](char letter) {
           return is_lower(letter) || is_digit(letter) || letter == '_';
         });
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

}  // namespace

Result<Provision> parse_provision(std::string_view text) {
  if (const auto value = read_provision(text)) return *value;
  return not_a_code(text, "provision", provision_codes);
}

Result<Need> parse_need(std::string_view text) {
  if (const auto value = read_need(text)) return *value;
  return not_a_code(text, "need", need_codes);
}

Result<Unit> parse_unit(std::string_view text) {
  if (const auto value = read_unit(text)) return *value;
  return not_a_code(text, "unit", unit_codes);
}

Result<Urn> Urn::parse(std::string_view text) {
  if (const auto urn = read_urn(text)) return *urn;
  if (text.empty()) return Fault{"", "no URN is given: write the school's six digits"};
  const std::string start = quoted(text) + " is not a URN: ";
  // A spreadsheet that took the column for numbers adds ".0".
  if (text.ends_with(".0") && read_urn(text.substr(0, text.size() - 2))) {
    return Fault{"", start + "write " + std::string(text.substr(0, 6))};
  }
  if (!all_digits(text)) return Fault{"", start + "write six digits, 100000 to 999999"};
  if (text.size() == 6) return Fault{"", start + "URNs run from 100000 to 999999"};
  return Fault{"", start + "it has " + std::to_string(text.size()) +
                       (text.size() == 1 ? " digit" : " digits") + ", and a URN has six"};
}

Result<LaCode> LaCode::parse(std::string_view text) {
  if (text.size() == 3 && all_digits(text)) {
    const auto number =
        static_cast<std::uint32_t>((text[0] - '0') * 100 + (text[1] - '0') * 10 + (text[2] - '0'));
    if (const auto code = from_number(number)) return *code;
  }
  if (text.empty()) return Fault{"", "no council is given: write its three-digit code"};
  std::string message =
      quoted(text) + " is not a council's code: write three digits, 001 to 999, such as 208";
  if (text.size() < 3 && all_digits(text)) {
    std::string padded(3 - text.size(), '0');
    padded += text;
    if (padded != "000") message += " (" + padded + " if noughts at the front were lost)";
  }
  return Fault{"", message};
}

std::string LaCode::text() const {
  const std::string digits = std::to_string(number_);
  return std::string(3 - digits.size(), '0') + digits;
}

ItemCodes::ItemCodes() {
  codes_.reserve(limit);
  for (const std::string_view code :
       {"placement", "one_to_one", "two_to_one", "speech_language_therapy", "occupational_therapy",
        "physiotherapy", "psychology", "mental_health", "nursing", "transport", "respite",
        "assessment", "other"}) {
    (void)add(code);
  }
}

Result<Item> ItemCodes::add(std::string_view code) {
  if (const auto known = find(code)) return *known;
  if (!is_item_code(code)) {
    return Fault{"", quoted(code) +
                         " is not an item's code: write a small letter, then small letters, digits "
                         "and underscores, at most 40 in all"};
  }
  if (codes_.size() == limit) {
    return Fault{"", quoted(code) + " is one item too many: there may be " + std::to_string(limit) +
                         " in all"};
  }
  std::size_t slot = slot_of(code);
  while (slots_[slot] != 0) slot = (slot + 1) % slot_count;
  codes_.emplace_back(code);
  slots_[slot] = static_cast<std::uint8_t>(codes_.size());
  return static_cast<Item>(codes_.size() - 1);
}

}  // namespace assize::pricing
