// Entry bundles without copying: the entries as views into the bundle's bytes. Pure; thread-safe.
#pragma once

#include <string_view>
#include <vector>

#include "audit/result.h"

namespace assize::audit {

// Refused if a length runs past the end or there are more than 256 entries.
Checked<std::vector<std::string_view>> split_bundle(std::string_view bytes);

// How many bytes the first `width` entries take. Throws std::runtime_error if there are fewer.
std::size_t bundle_prefix_bytes(std::string_view bundle, std::size_t width);

}  // namespace assize::audit
