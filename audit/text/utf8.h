// UTF-8, read strictly: no overlong forms, no surrogates, nothing beyond U+10FFFF. Pure;
// thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace assize::audit {

// The code point at `at`, which moves past it; none if what stands there is not UTF-8.
std::optional<char32_t> next_code_point(std::string_view text, std::size_t& at);
bool is_utf8(std::string_view text);
// Whether `left` comes before `right` by UTF-16 code units, as RFC 8785 section 3.2.3 sorts. Both
// must be UTF-8.
bool before_in_utf16(std::string_view left, std::string_view right);

}  // namespace assize::audit
