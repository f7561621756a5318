// Brings table `postcode` up to a file of postcodes. Runs in the caller's transaction.
#pragma once

#include "registry/database/database.h"
#include "registry/register/files/postcodes_file.h"
#include "registry/register/store/store_counts.h"

namespace assize::registry {

// Postcodes that the file does not have stay. Only those that differ are written.
StoreCounts store_postcodes(Connection& connection, const PostcodesFile& file,
                            const ImportProgress& on_progress, const OnChange& on_change);

}  // namespace assize::registry
