// Brings table `school_link` up to a file of GIAS links. Runs in the caller's transaction.
#pragma once

#include "registry/database/database.h"
#include "registry/register/files/links_file.h"
#include "registry/register/store/store_counts.h"

namespace assize::registry {

// Links that the file does not have stay; links between schools that are not on the register are
// kept, and counted in a note.
StoreCounts store_links(Connection& connection, const LinksFile& file, const OnChange& on_change);

}  // namespace assize::registry
