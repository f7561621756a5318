#include "registry/geography/postcodes.h"

#include <algorithm>

namespace assize::registry {
namespace {

constexpr std::size_t longest_postcode = 7;
constexpr std::size_t shortest_postcode = 5;
constexpr unsigned inward_length = 3;
constexpr unsigned letter_bits = 6;

std::string letters_and_digits(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == ' ') continue;
    out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return out;
}

bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// One or two letters, a digit, and at most one more of either: "W1A", "YO10".
bool is_outward_code(std::string_view code) {
  if (code.size() < 2 || code.size() > 4 || !is_letter(code[0])) return false;
  const std::size_t digit = is_letter(code[1]) ? 2 : 1;
  if (code.size() <= digit || code.size() > digit + 2 || !is_digit(code[digit])) return false;
  return code.size() == digit + 1 || is_letter(code[digit + 1]) || is_digit(code[digit + 1]);
}

// Six bits a character, the first highest; 0 stands after the last.
std::uint64_t pack(std::string_view code) {
  std::uint64_t packed = 0;
  for (std::size_t at = 0; at < longest_postcode; ++at) {
    packed <<= letter_bits;
    if (at >= code.size()) continue;
    const auto c = static_cast<unsigned char>(code[at]);
    packed |= is_digit(code[at]) ? c - unsigned{'0'} + 1 : c - unsigned{'A'} + 11;
  }
  return packed;
}

// The packed outward code of a packed postcode.
std::uint64_t outward_of(std::uint64_t postcode) {
  constexpr std::uint64_t letter = (1U << letter_bits) - 1;
  unsigned empty = 0;
  while (((postcode >> (empty * letter_bits)) & letter) == 0) ++empty;
  const unsigned drop = (empty + inward_length) * letter_bits;
  return postcode >> drop << drop;
}

}  // namespace

std::optional<std::uint64_t> pack_outward_code(std::string_view text) {
  const std::string code = letters_and_digits(text);
  if (!is_outward_code(code)) return std::nullopt;
  return pack(code);
}

std::optional<std::uint64_t> pack_postcode(std::string_view text) {
  const std::string code = letters_and_digits(text);
  if (code.size() < shortest_postcode || code.size() > longest_postcode) return std::nullopt;
  const std::string_view whole = code;
  const std::string_view inward = whole.substr(code.size() - inward_length);
  if (!is_outward_code(whole.substr(0, code.size() - inward_length)) || !is_digit(inward[0]) ||
      !is_letter(inward[1]) || !is_letter(inward[2])) {
    return std::nullopt;
  }
  return pack(code);
}

PostcodeTable::PostcodeTable(std::vector<std::pair<std::uint64_t, GridPoint>> postcodes) {
  std::stable_sort(postcodes.begin(), postcodes.end(),
                   [](const auto& left, const auto& right) { return left.first < right.first; });
  for (const auto& [code, point] : postcodes) {
    if (!postcodes_.empty() && postcodes_.back().code == code) {
      postcodes_.back().point = point;
    } else {
      postcodes_.push_back({code, point});
    }
  }
  postcodes_.shrink_to_fit();
  // Those of one outward code need not stand together: "W1 1AA" and "W1 2AA" are either side of
  // "W11 1AA".
  std::vector<Entry> by_outward;
  by_outward.reserve(postcodes_.size());
  for (const Entry& each : postcodes_) by_outward.push_back({outward_of(each.code), each.point});
  std::sort(by_outward.begin(), by_outward.end(),
            [](const Entry& left, const Entry& right) { return left.code < right.code; });
  for (auto begin = by_outward.begin(); begin != by_outward.end();) {
    std::int64_t east = 0;
    std::int64_t north = 0;
    auto end = begin;
    for (; end != by_outward.end() && end->code == begin->code; ++end) {
      east += end->point.easting;
      north += end->point.northing;
    }
    const std::int64_t count = end - begin;
    outward_codes_.push_back(
        {begin->code,
         {static_cast<std::int32_t>(east / count), static_cast<std::int32_t>(north / count)}});
    begin = end;
  }
}

std::optional<GridPoint> PostcodeTable::find_in(const std::vector<Entry>& entries,
                                                std::uint64_t code) {
  const auto found = std::lower_bound(
      entries.begin(), entries.end(), code,
      [](const Entry& entry, std::uint64_t wanted) { return entry.code < wanted; });
  if (found == entries.end() || found->code != code) return std::nullopt;
  return found->point;
}

std::optional<Located> PostcodeTable::find(std::string_view text) const {
  std::optional<std::uint64_t> outward = pack_outward_code(text);
  if (!outward) {
    const auto postcode = pack_postcode(text);
    if (!postcode) return std::nullopt;
    if (const auto point = find_in(postcodes_, *postcode)) return Located{*point, true};
    outward = outward_of(*postcode);
  }
  const auto point = find_in(outward_codes_, *outward);
  if (!point) return std::nullopt;
  return Located{*point, false};
}

}  // namespace assize::registry
