#include "registry/log/cosignatures.h"

namespace assize::registry {

void store_cosignature(Connection& connection, std::uint64_t size, const std::string& witness,
                       const std::string& line) {
  connection.execute(
      "INSERT INTO log_cosignature (size, witness, line) VALUES (?, ?, ?) "
      "ON DUPLICATE KEY UPDATE line = VALUES(line)",
      {static_cast<std::int64_t>(size), witness, line});
}

std::string cosignature_lines(Connection& connection, std::uint64_t size) {
  std::string lines;
  connection.query_each("SELECT line FROM log_cosignature WHERE size = ? ORDER BY witness",
                        {static_cast<std::int64_t>(size)},
                        [&](const Row& row) { lines += row.text(0); });
  return lines;
}

std::optional<StoredNote> cosigned_by_all(Connection& connection,
                                          const std::vector<std::string>& witnesses,
                                          std::int64_t patience_seconds) {
  std::string marks;
  Values values;
  for (const std::string& witness : witnesses) {
    marks += marks.empty() ? "?" : ", ?";
    values.emplace_back(witness);
  }
  values.emplace_back(static_cast<std::int64_t>(witnesses.size()));
  const auto found =
      connection.query_one("SELECT size FROM log_cosignature WHERE witness IN (" + marks +
                               ") GROUP BY size HAVING COUNT(*) = ? ORDER BY size DESC LIMIT 1",
                           values);
  if (!found) return std::nullopt;
  const std::int64_t size = found->integer(0);
  const auto too_old = connection.query_one(
      "SELECT signed_at < UTC_TIMESTAMP(6) - INTERVAL ? SECOND FROM log_checkpoint "
      "WHERE size > ? ORDER BY size LIMIT 1",
      {patience_seconds, size});
  if (too_old && too_old->integer(0) != 0) return std::nullopt;
  const auto row = connection.query_one("SELECT note FROM log_checkpoint WHERE size = ?", {size});
  if (!row) return std::nullopt;
  return StoredNote{static_cast<std::uint64_t>(size), row->text(0)};
}

}  // namespace assize::registry
