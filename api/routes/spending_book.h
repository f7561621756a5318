// Money spent as of a snapshot, worked out once for it. Thread-safe.
#pragma once

#include <memory>

#include "api/http/backend.h"

namespace assize::api {

std::shared_ptr<const SpendingBook> spending_book(
    Backend& backend, const std::shared_ptr<const registry::Snapshot>& snapshot);

}  // namespace assize::api
