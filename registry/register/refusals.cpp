#include "registry/register/refusals.h"

#include "pricing/text/csv.h"
#include "registry/database/stored_instant.h"

namespace assize::registry {

void each_refusal(Connection& connection, const RefusalFilter& filter,
                  const std::function<void(const KeptRefusal&)>& use) {
  const std::string kind(filter.kind ? code(*filter.kind) : "");
  const auto import = static_cast<std::int64_t>(filter.import.value_or(0));
  connection.query_each(
      "SELECT import_id, kind, at, file_sha256, line, reason, row_text FROM import_refusal"
      " JOIN import_run ON import_run.id = import_refusal.import_id"
      " WHERE (? = '' OR kind = ?) AND (? = 0 OR import_id = ?)"
      " ORDER BY import_id DESC, line",
      {kind, kind, import, import}, [&](const Row& row) {
        use({static_cast<std::uint64_t>(row.integer(0)), row.text(1),
             instant_from_database(row.text(2)), row.text(3),
             static_cast<std::uint64_t>(row.integer(4)), row.text(5), row.text(6)});
      });
}

std::string refusal_csv(const KeptRefusal& refusal) {
  std::string row = std::to_string(refusal.import) + "," + refusal.kind + "," + refusal.at + "," +
                    refusal.file_sha256 + "," + std::to_string(refusal.line) + ",";
  pricing::append_csv_field(row, refusal.reason);
  row += ',';
  pricing::append_csv_field(row, refusal.row_text);
  return row + "\n";
}

}  // namespace assize::registry
