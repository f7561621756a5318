#include "pricing/text/quoted.h"

#include "pricing/text/code_point.h"

namespace assize::pricing {

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (int count = 0; !text.empty(); ++count) {
    if (count == 40) {
      out += "…";
      break;
    }
    const std::string_view before = text;
    const char32_t point = take_code_point(text);
    const bool is_control = point < 0x20 || (point >= 0x7F && point < 0xA0);
    const bool shown = !is_control && point != replacement_character;
    out += shown ? before.substr(0, before.size() - text.size()) : "?";
  }
  return out + "\"";
}

}  // namespace assize::pricing
