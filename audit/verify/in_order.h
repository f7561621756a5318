// Work on several threads whose outcome does not depend on how many there are. Thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "audit/result.h"

namespace assize::audit {

// Does work(0) to work(count - 1) on up to `jobs` threads, each taking the next one not yet taken.
// Gives the refusal of the lowest index that has one, or rethrows if that one threw; nothing after
// it is begun.
std::optional<Refusal> do_in_order(
    std::uint64_t count, int jobs,
    const std::function<std::optional<Refusal>(std::uint64_t)>& work);

}  // namespace assize::audit
