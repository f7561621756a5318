#include "registry/log/receipts.h"

#include "audit/verify/key_chain.h"
#include "audit/verify/proof_file.h"
#include "registry/log/keys/key_history.h"
#include "registry/log/sequencer.h"

namespace assize::registry {
namespace {

constexpr std::string_view filing_start = "filing/";
constexpr std::string_view edition_start = "rule_book/";

// The rotations that the checkpoint's entries hold, as the proof's extra line.
std::optional<std::string> rotations_before(const std::vector<StoredRotation>& rotations,
                                            std::uint64_t size) {
  std::vector<audit::KeyRotation> held;
  for (const StoredRotation& stored : rotations) {
    if (stored.index && *stored.index < size) held.push_back(stored.rotation);
  }
  if (held.empty()) return std::nullopt;
  return audit::rotations_text(held);
}

std::string organisation_of(Connection& connection, const std::string& account) {
  const auto row =
      connection.query_one("SELECT organisation_id FROM account WHERE id = ?", {account});
  return row ? row->text(0) : "";
}

// Filings and editions keep their receipts themselves.
std::optional<Row> kept_elsewhere(Connection& connection, const std::string& subject) {
  if (subject.starts_with(filing_start)) {
    return connection.query_one("SELECT account_id, receipt FROM filing WHERE id = ?",
                                {subject.substr(filing_start.size())});
  }
  if (subject.starts_with(edition_start)) {
    return connection.query_one(
        "SELECT account_id, receipt FROM rule_book_edition WHERE edition = ?",
        {subject.substr(edition_start.size())});
  }
  return std::nullopt;
}

}  // namespace

audit::Checked<std::string> prove_receipt(Database& database, PublishedLog& log,
                                          const audit::VerifierKey& known,
                                          const audit::Receipt& receipt) {
  const auto rotations =
      database.with_connection([](Connection& connection) { return stored_rotations(connection); });
  std::vector<audit::PlacedRotation> placed;
  for (const StoredRotation& stored : rotations) {
    placed.push_back({stored.index.value_or(0), stored.rotation});
  }
  const auto chain = audit::KeyChain::of(known, placed);
  if (!chain) return audit::Refusal{chain.reason()};
  if (!audit::verify_receipt(*chain, receipt)) {
    return audit::Refusal{"the receipt was not signed by this log's key"};
  }
  const auto note = log.checkpoint_note();
  const auto index = log.index_of(receipt.leaf);
  if (!note || !index) return std::string();
  const auto parsed = audit::parse_note(*note);
  const auto checkpoint = parsed
                              ? audit::parse_checkpoint(parsed->text)
                              : audit::Checked<audit::Checkpoint>(audit::Refusal{parsed.reason()});
  if (!checkpoint) throw LogContradiction("the stored checkpoint: " + checkpoint.reason());
  if (*index >= checkpoint->size) return std::string();
  return audit::proof_file_text({rotations_before(rotations, checkpoint->size), *index,
                                 log.inclusion_proof(*index, checkpoint->size), *note});
}

std::optional<StoredReceipt> find_receipt(Connection& connection, const audit::Hash& leaf) {
  const std::string leaf_bytes(audit::bytes_of(leaf));
  auto row = connection.query_one("SELECT account_id, receipt FROM log_receipt WHERE leaf_hash = ?",
                                  {leaf_bytes});
  if (!row) {
    const auto entry = connection.query_one(
        "SELECT subject FROM log_entry WHERE leaf_hash = ? ORDER BY log_index LIMIT 1",
        {leaf_bytes});
    if (entry) row = kept_elsewhere(connection, entry->text(0));
  }
  if (!row) return std::nullopt;
  const auto receipt = audit::parse_receipt(row->text(1));
  if (!receipt || receipt->leaf != leaf) return std::nullopt;
  return StoredReceipt{row->text(0), organisation_of(connection, row->text(0)), row->text(1)};
}

}  // namespace assize::registry
