// A closed vocabulary that is looked up in one probe: a line of a fee file has three of them, and
// comparing with each code in turn took a good part of reading it. The compiler searches for a
// factor that gives each code a slot of its own. Immutable; thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "pricing/text/same_text.h"

namespace assize::pricing {

template <typename Code, std::size_t count>
class CodeTable {
 public:
  constexpr explicit CodeTable(const std::array<std::string_view, count>& codes) : codes_(codes) {
    while (!fill()) factor_ += 2;
  }

  std::optional<Code> find(std::string_view text) const {
    if (text.empty()) return std::nullopt;
    const std::size_t place = slots_[slot_of(text)];
    if (place == count || !same_text(codes_[place], text)) return std::nullopt;
    return static_cast<Code>(place);
  }

 private:
  static constexpr unsigned slot_bits = 6;

  constexpr bool fill() {
    slots_.fill(count);
    for (std::size_t place = 0; place < count; ++place) {
      std::uint8_t& slot = slots_[slot_of(codes_[place])];
      if (slot != count) return false;
      slot = static_cast<std::uint8_t>(place);
    }
    return true;
  }
  // By its first, middle and last letters and its length, which differ from code to code.
  constexpr std::size_t slot_of(std::string_view text) const {
    const auto letter = [text](std::size_t at) {
      return static_cast<std::uint32_t>(static_cast<unsigned char>(text[at]));
    };
    const std::uint32_t key = letter(0) | letter(text.size() / 2) << 8 |
                              letter(text.size() - 1) << 16 |
                              static_cast<std::uint32_t>(text.size()) << 24;
    return (key * factor_) >> (32 - slot_bits);
  }

  std::array<std::string_view, count> codes_;
  std::array<std::uint8_t, std::size_t{1} << slot_bits> slots_{};
  std::uint32_t factor_ = 0x9E3779B1u;
};

}  // namespace assize::pricing
