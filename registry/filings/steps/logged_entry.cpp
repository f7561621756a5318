#include "registry/filings/steps/logged_entry.h"

#include "audit/entry/entry.h"
#include "audit/tree/tile.h"
#include "registry/log/sequencer.h"
#include "registry/log/tile_store.h"

namespace assize::registry {
namespace {

std::string sequenced_entry(Connection& connection, std::uint64_t index) {
  const auto bundle = audit::parse_bundle(
      tile_reader(connection)({audit::entries_level, index / audit::tile_width, 1}));
  const std::uint64_t place = index % audit::tile_width;
  if (!bundle || place >= bundle->size()) {
    throw LogContradiction("The stored log lacks entry " + std::to_string(index) + ".");
  }
  return (*bundle)[place];
}

}  // namespace

std::optional<LoggedEntry> find_logged_entry(Connection& connection, const std::string& subject,
                                             std::string_view receipt_json) {
  const auto receipt = audit::parse_receipt(receipt_json);
  LoggedEntry found;
  // Entries move from the one table to the other, so this order misses none on its way.
  if (receipt) {
    const auto waiting =
        connection.query_one("SELECT entry FROM log_pending WHERE leaf_hash = ? LIMIT 1",
                             {std::string(audit::bytes_of(receipt->leaf))});
    if (waiting) found.text = waiting->text(0);
  }
  const auto sequenced = connection.query_one(
      "SELECT log_index FROM log_entry WHERE subject = ? ORDER BY log_index LIMIT 1", {subject});
  if (sequenced) {
    found.index = static_cast<std::uint64_t>(sequenced->integer(0));
    found.text = sequenced_entry(connection, *found.index);
  }
  if (found.text.empty()) return std::nullopt;
  found.is_promised = receipt && audit::leaf_hash(found.text) == receipt->leaf;
  return found;
}

}  // namespace assize::registry
