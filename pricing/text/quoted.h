// A text as messages quote it. Pure; thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace assize::pricing {

// The text in double quotes, for a message: at most 40 characters, control characters and broken
// UTF-8 shown as "?".
std::string quoted(std::string_view text);

}  // namespace assize::pricing
