#include "registry/filings/replay.h"

#include "audit/tree/hash.h"
#include "pricing/assessment/assess.h"
#include "registry/filings/filing.h"
#include "registry/filings/steps/assess_filing.h"
#include "registry/filings/steps/compare_entry.h"
#include "registry/filings/steps/decide.h"
#include "registry/filings/steps/filing_entry.h"
#include "registry/filings/steps/logged_entry.h"
#include "registry/rule_books/rule_books.h"

namespace assize::registry {
namespace {

using Differences = std::vector<ReplayDifference>;

// What was kept of a filing: its row, and its documents' bytes with their own hashes.
struct Kept {
  Filing filing;  // its hashes are worked out again from the bytes
  std::string account_id;
  std::string fees;
  FilingFacts facts;
  std::string book_text;
  std::optional<LoggedEntry> entry;
};

// Reads a document and compares its bytes with the hash in the filing's row, which it then
// replaces.
std::string read_document(Connection& connection, Filing& filing, FilingDocument document,
                          std::string_view part, std::string& sha256, Differences& out) {
  const auto stored = filing_document(connection, filing.id, document);
  if (!stored) {
    out.push_back({std::string(part), "its bytes are missing"});
    return "";
  }
  const std::string actual = audit::sha256_hex(*stored);
  if (actual != sha256) {
    out.push_back({std::string(part), "its bytes have SHA-256 " + actual +
                                          ", and the filing was stored with " + sha256});
    sha256 = actual;
  }
  return *stored;
}

std::optional<Kept> read_kept(Connection& connection, std::string_view id, Differences& out) {
  std::optional<Filing> found = find_filing_row(connection, id);
  if (!found) return std::nullopt;
  Kept kept;
  Filing& filing = kept.filing = std::move(*found);
  const auto read = [&](FilingDocument document, std::string_view part, std::string& sha256) {
    return read_document(connection, filing, document, part, sha256, out);
  };
  kept.fees = read(FilingDocument::fees, "fees", filing.fees_sha256);
  kept.facts.previous = read(FilingDocument::previous, "previous", filing.previous_sha256);
  kept.facts.register_csv =
      read(FilingDocument::register_facts, "register", filing.register_sha256);
  kept.facts.beyond_file = read(FilingDocument::facts, "facts", filing.facts_sha256);
  filing.assessment_json = read(FilingDocument::assessment, "assessment", filing.assessment_sha256);
  kept.book_text = rule_book_body(connection, filing.edition).value_or("");
  kept.account_id =
      connection.query_one("SELECT account_id FROM filing WHERE id = ?", {filing.id})->text(0);
  kept.entry = find_logged_entry(connection, "filing/" + filing.id, filing.receipt_json);
  return kept;
}

void assess_again(const Kept& kept, Replay& replay) {
  Differences& out = replay.differences;
  const auto book = load_replayed_book(kept.filing.edition, kept.book_text, out);
  if (!book) return;
  // Many filings are replayed at once, so one thread each is fastest in all.
  const auto assessment = assess_filing(kept.fees, *book, kept.facts, kept.filing.filed_on, 1);
  if (!assessment) {
    out.push_back(
        {"facts", "the facts read cannot be read again: " + assessment.faults()[0].message});
    return;
  }
  const std::string json = assessment_json(*assessment);
  replay.replayed_sha256 = audit::sha256_hex(json);
  for (ReplayDifference& each : compare_assessments(kept.filing.assessment_json, json)) {
    out.push_back(std::move(each));
  }
  const auto lines = pricing::read_fee_lines(pricing::read_from_memory(kept.fees), *book);
  const Decision decision = decide(*assessment, lines, kept.filing.choice);
  Filing decided = kept.filing;
  decided.status = decision.status;
  compare_entry(kept.entry,
                {kept.filing.commitment_random, commitment_body(kept.filing),
                 filing_entry(decided, kept.account_id, {}, *book, lines, decision)},
                out);
}

}  // namespace

std::optional<Replay> replay_filing(Database& database, std::string_view id) {
  Replay replay;
  const std::optional<Kept> kept = database.with_connection(
      [&](Connection& connection) { return read_kept(connection, id, replay.differences); });
  if (!kept) return std::nullopt;
  replay.filing_id = kept->filing.id;
  replay.edition = kept->filing.edition;
  replay.filed_on = kept->filing.filed_on.text();
  replay.assessment_sha256 = kept->filing.assessment_sha256;
  if (kept->entry) replay.log_index = kept->entry->index;
  replay.rules_changed = compare_rule_versions(kept->filing.rule_versions, rule_versions());
  assess_again(*kept, replay);
  return replay;
}

std::vector<std::string> all_filing_ids(Connection& connection) {
  std::vector<std::string> ids;
  connection.query_each("SELECT id FROM filing ORDER BY filing_order", {},
                        [&](const Row& row) { ids.push_back(row.text(0)); });
  return ids;
}

}  // namespace assize::registry
