// Stating vacancies: a file or a few rows, all or nothing. A statement takes the place of those
// that it overlaps; those before stay in the table's history. Thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pricing/result.h"
#include "registry/access/caller.h"
#include "registry/database/database.h"
#include "registry/log/journal.h"
#include "registry/places/places.h"

namespace assize::registry {

inline constexpr std::size_t places_limit_bytes = std::size_t{64} << 20;

struct PlacesCommand {
  enum class Body { csv, json };
  Caller caller;  // a provider, for the schools that it runs today, or the administrator
  std::string_view body = {};
  Body form = Body::csv;
};

struct PlacesStated {
  std::uint64_t rows = 0;
  std::uint64_t stated = 0;
  std::uint64_t unchanged = 0;        // stated so already, on the same day
  std::vector<std::string> receipts;  // JSON; one for each log entry. None if nothing had changed
};

// Logged as "places.stated", with every statement, in as many entries as they need. Every fault of
// the file is given at once, and then nothing is stored. The place of a fault that is not the
// file's is "forbidden".
Result<PlacesStated> state_places(Transaction& transaction, const Journal& journal,
                                  const PlacesCommand& command);
Result<PlacesStated> state_places(Database& database, const Journal& journal,
                                  const PlacesCommand& command);

}  // namespace assize::registry
