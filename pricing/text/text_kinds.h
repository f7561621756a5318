// Whether a piece of a file is text, and UTF-8, found in one pass of sixteen bytes at a time: two
// passes took a twelfth of checking a file. The slow twins, find_control and is_utf8, are in
// encoding.h, and a test compares. Pure functions; thread-safe.
#pragma once

#include <string_view>

namespace assize::pricing {

struct TextKinds {
  bool control = false;  // not text: below space, tab and line ends aside, or delete
  bool utf8 = true;      // no sequence is broken, or cut short by the end
};
TextKinds kinds_of_text(std::string_view bytes);

}  // namespace assize::pricing
