#include "registry/filings/steps/compare_entry.h"

#include "audit/entry/entry.h"
#include "audit/tree/hash.h"
#include "registry/filings/steps/hexadecimal.h"
#include "registry/rule_books/parsed_books.h"

namespace assize::registry {
namespace {

using Differences = std::vector<ReplayDifference>;

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

}  // namespace

std::shared_ptr<const pricing::RuleBook> load_replayed_book(std::string_view edition,
                                                            const std::string& text,
                                                            std::vector<ReplayDifference>& out) {
  const std::string sha256 = audit::sha256_hex(text);
  if (auto book = parsed_book(sha256)) return book;
  Result<pricing::RuleBook> loaded = pricing::RuleBook::load(text, sha256);
  if (!loaded) {
    out.push_back({"rule_book", "the bytes of edition " + std::string(edition) +
                                    " cannot be read: " + loaded.faults()[0].message});
    return nullptr;
  }
  auto book = std::make_shared<const pricing::RuleBook>(std::move(loaded).value());
  keep_parsed_book(book);
  return book;
}

void compare_entry(const std::optional<LoggedEntry>& logged, const ReplayedEntry& now,
                   Differences& out) {
  if (!logged) {
    out.push_back({"entry", "the log has no entry of this filing"});
    return;
  }
  if (!logged->is_promised) {
    out.push_back({"entry", "the log's entry is not the one that the receipt promised"});
  }
  const audit::Checked<audit::Entry> entry = audit::parse_entry(logged->text);
  if (!entry) {
    out.push_back({"entry", "the log's entry cannot be read: " + entry.reason()});
    return;
  }
  const audit::Commitment commitment{bytes_of_hexadecimal(now.commitment_random),
                                     entry->body_sha256.value_or("")};
  if (!audit::opens(commitment, now.body)) {
    out.push_back({"entry", "the log's commitment does not open with the stored documents"});
  }
  compare_text("action", entry->action, now.entry.action, out);
  compare_text("actor", entry->actor, now.entry.actor, out);
  compare_text("subject", entry->subject, now.entry.subject, out);
  compare_text("rule_book", entry->rule_book.value_or("nothing"), *now.entry.rule_book, out);
  compare_public_part(entry->public_part, now.entry.public_part, out);
}

}  // namespace assize::registry
