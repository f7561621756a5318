#include "registry/returns/replay_returns.h"

#include "audit/tree/hash.h"
#include "registry/filings/london_date.h"
#include "registry/filings/steps/assess_filing.h"
#include "registry/filings/steps/compare_entry.h"
#include "registry/returns/return_filing.h"
#include "registry/rule_books/rule_books.h"

namespace assize::registry {
namespace {

// Compares a document with the hash that it was stored with, which its own then replaces.
void compare_document(std::string_view part, std::string_view bytes, std::string& sha256,
                      std::vector<ReplayDifference>& out) {
  const std::string actual = audit::sha256_hex(bytes);
  if (actual == sha256) return;
  out.push_back({std::string(part), "its bytes have SHA-256 " + actual +
                                        ", and the returns were stored with " + sha256});
  sha256 = actual;
}

}  // namespace

std::optional<Replay> replay_returns(Database& database, std::string_view id) {
  std::optional<ReturnFiling> filing;
  std::optional<LoggedEntry> entry;
  std::string book_text;
  database.with_connection([&](Connection& connection) {
    filing = find_return_filing(connection, id);
    if (!filing) return;
    entry = find_logged_entry(connection, "return/" + filing->id, filing->receipt_json);
    book_text = rule_book_body(connection, filing->edition).value_or("");
  });
  if (!filing) return std::nullopt;
  Replay replay;
  replay.kind = "return";
  replay.filing_id = filing->id;
  replay.edition = filing->edition;
  replay.filed_on = london_date(audit::parse_instant(filing->received_at).value()).text();
  replay.assessment_sha256 = filing->assessment_sha256;
  if (entry) replay.log_index = entry->index;
  replay.rules_changed = compare_rule_versions(filing->rule_versions, rule_versions());
  std::vector<ReplayDifference>& out = replay.differences;
  compare_document("returns", filing->returns, filing->returns_sha256, out);
  compare_document("earlier", filing->earlier, filing->earlier_sha256, out);
  compare_document("assessment", filing->assessment_json, filing->assessment_sha256, out);

  const auto book = load_replayed_book(filing->edition, book_text, out);
  if (!book) return replay;
  const JudgedReturns judged = judge_returns(filing->returns, *book, filing->earlier);
  replay.replayed_sha256 = audit::sha256_hex(judged.assessment_json);
  for (ReplayDifference& each :
       compare_assessments(filing->assessment_json, judged.assessment_json)) {
    out.push_back(std::move(each));
  }
  ReturnFiling now = *filing;
  now.status = judged.status;
  compare_entry(entry,
                {filing->commitment_random, commitment_body(*filing), return_entry(now, "", *book)},
                out);
  return replay;
}

}  // namespace assize::registry
