// Reading where postcodes lie: from the schools of the whole register. Thread-safe.
#pragma once

#include <memory>

#include "registry/database/database.h"
#include "registry/geography/postcodes.h"

namespace assize::registry {

std::shared_ptr<const PostcodeTable> read_postcodes(Connection& connection);

}  // namespace assize::registry
