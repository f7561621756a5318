#include "registry/log/tile_store.h"

#include <algorithm>
#include <stdexcept>

#include "registry/log/sequencer.h"

namespace assize::registry {

audit::Hash hash_from_bytes(const std::string& bytes) {
  audit::Hash hash{};
  if (bytes.size() != hash.size()) throw LogContradiction("a stored hash has not 32 bytes");
  std::copy(bytes.begin(), bytes.end(), hash.begin());
  return hash;
}

StoredCheckpoint last_checkpoint(Connection& connection) {
  const auto row = connection.query_one(
      "SELECT size, root, note, fencing FROM log_checkpoint ORDER BY size DESC LIMIT 1");
  if (!row) return {};
  return {static_cast<std::uint64_t>(row->integer(0)), hash_from_bytes(row->text(1)), row->text(2),
          static_cast<std::uint64_t>(row->integer(3))};
}

std::optional<std::string> stored_tile(Connection& connection, int level, std::uint64_t index) {
  const auto row =
      connection.query_one("SELECT body FROM log_tile WHERE level = ? AND tile_index = ?",
                           {std::int64_t{level}, static_cast<std::int64_t>(index)});
  if (!row) return std::nullopt;
  return row->text(0);
}

audit::TileReader tile_reader(Connection& connection) {
  return [&connection](const audit::TileId& id) {
    auto body = stored_tile(connection, id.level, id.index);
    if (!body) {
      throw LogContradiction(
          "The log's tile " + audit::tile_path(id) +
          " is missing from the database. Restore the database from its backup.");
    }
    return std::move(*body);
  };
}

}  // namespace assize::registry
