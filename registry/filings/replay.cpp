#include "registry/filings/replay.h"

#include "audit/tree/hash.h"
#include "pricing/assessment/assess.h"
#include "registry/filings/filing.h"
#include "registry/filings/steps/assess_filing.h"
#include "registry/filings/steps/decide.h"
#include "registry/filings/steps/filing_entry.h"
#include "registry/filings/steps/hexadecimal.h"
#include "registry/filings/steps/logged_entry.h"
#include "registry/rule_books/parsed_books.h"
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

// The edition from its own bytes, whatever its row says of them.
std::shared_ptr<const pricing::RuleBook> load_book(const Kept& kept, Differences& out) {
  const std::string sha256 = audit::sha256_hex(kept.book_text);
  if (auto book = parsed_book(sha256)) return book;
  Result<pricing::RuleBook> loaded = pricing::RuleBook::load(kept.book_text, sha256);
  if (!loaded) {
    out.push_back({"rule_book", "the bytes of edition " + kept.filing.edition +
                                    " cannot be read: " + loaded.faults()[0].message});
    return nullptr;
  }
  auto book = std::make_shared<const pricing::RuleBook>(std::move(loaded).value());
  keep_parsed_book(book);
  return book;
}

void compare_text(std::string_view what, const std::string& logged, const std::string& now,
                  Differences& out) {
  if (logged == now) return;
  out.push_back(
      {"entry", "the log says " + std::string(what) + " " + logged + ", and it is " + now});
}

// Each member of the entry's public part, against what replaying gives.
void compare_public_part(const audit::CanonicalValue& logged, const audit::CanonicalValue& now,
                         Differences& out) {
  const audit::CanonicalValue::Object none;
  const auto& then_members = logged.object() == nullptr ? none : *logged.object();
  const auto text = [](const audit::CanonicalValue* value) {
    return value == nullptr ? std::string("nothing") : audit::canonical_text(*value);
  };
  for (const auto& [key, value] : then_members) {
    compare_text(key, text(&value), text(now.find(key)), out);
  }
  for (const auto& [key, value] : *now.object()) {
    if (!then_members.contains(key)) compare_text(key, "nothing", text(&value), out);
  }
}

// Whether the log's entry is of this filing, opens with its documents, and says what comes out now.
void compare_entry(const Kept& kept, const NewEntry& now, Differences& out) {
  if (!kept.entry) {
    out.push_back({"entry", "the log has no entry of this filing"});
    return;
  }
  if (!kept.entry->is_promised) {
    out.push_back({"entry", "the log's entry is not the one that the receipt promised"});
  }
  const audit::Checked<audit::Entry> logged = audit::parse_entry(kept.entry->text);
  if (!logged) {
    out.push_back({"entry", "the log's entry cannot be read: " + logged.reason()});
    return;
  }
  const audit::Commitment commitment{bytes_of_hexadecimal(kept.filing.commitment_random),
                                     logged->body_sha256.value_or("")};
  if (!audit::opens(commitment, commitment_body(kept.filing))) {
    out.push_back({"entry", "the log's commitment does not open with the stored documents"});
  }
  compare_text("action", logged->action, now.action, out);
  compare_text("actor", logged->actor, now.actor, out);
  compare_text("subject", logged->subject, now.subject, out);
  compare_text("rule_book", logged->rule_book.value_or("nothing"), *now.rule_book, out);
  compare_public_part(logged->public_part, now.public_part, out);
}

void assess_again(const Kept& kept, Replay& replay) {
  Differences& out = replay.differences;
  const auto book = load_book(kept, out);
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
  compare_entry(kept, filing_entry(decided, kept.account_id, {}, *book, lines, decision), out);
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
