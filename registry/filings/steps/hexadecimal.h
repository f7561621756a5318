// Bytes as pairs of hexadecimal digits in lower case, and back. Pure; thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace assize::registry {

std::string hexadecimal(std::string_view bytes);
// Empty where the text is not made of such pairs.
std::string bytes_of_hexadecimal(std::string_view text);

}  // namespace assize::registry
