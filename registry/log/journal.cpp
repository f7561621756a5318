#include "registry/log/journal.h"

#include <chrono>
#include <stdexcept>
#include <vector>

#include "registry/log/fault_point.h"
#include "registry/log/mentions.h"

namespace assize::registry {
namespace {

// What the columns of log_entry hold; an entry that did not fit would stop the whole log.
constexpr std::size_t subject_limit_bytes = 80;
constexpr std::size_t action_limit_bytes = 60;

void store_mentions(Connection& connection, const std::set<std::string>& mentions,
                    const std::string& leaf) {
  std::vector<Values> rows;
  for (const std::string& subject : mentions) rows.push_back({subject, leaf});
  if (rows.empty()) return;
  connection.insert_many("INSERT IGNORE INTO log_mention (subject, leaf_hash) VALUES", rows);
}

}  // namespace

Clock system_clock() {
  return [] {
    return std::chrono::duration_cast<std::chrono::microseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
  };
}

audit::Receipt Journal::append(Transaction& transaction, const NewEntry& entry) const {
  if (entry.subject.empty() || entry.subject.size() > subject_limit_bytes || entry.action.empty() ||
      entry.action.size() > action_limit_bytes) {
    throw std::length_error("a log entry's subject has 1 to 80 bytes and its action 1 to 60");
  }
  audit::Entry whole;
  whole.action = entry.action;
  whole.actor = entry.actor;
  whole.at = clock_();
  whole.subject = entry.subject;
  whole.body_sha256 = entry.body_sha256;
  whole.rule_book = entry.rule_book;
  whole.public_part = entry.public_part;
  std::string text = audit::entry_text(whole);
  const audit::Hash leaf = audit::leaf_hash(text);
  const std::string leaf_bytes(audit::bytes_of(leaf));
  Connection& connection = transaction.connection();
  connection.execute("INSERT INTO log_pending (entry, leaf_hash) VALUES (?, ?)",
                     {std::move(text), leaf_bytes});
  reach(FaultPoint::entry_appended);
  store_mentions(connection, mentions_in(entry.public_part), leaf_bytes);
  audit::Receipt receipt = audit::sign_receipt(keys_->current(), leaf, whole.at);
  if (!entry.receipt_is_kept) {
    connection.execute(
        "INSERT IGNORE INTO log_receipt (leaf_hash, account_id, receipt) VALUES (?, ?, ?)",
        {leaf_bytes, entry.actor, audit::receipt_json(receipt)});
  }
  return receipt;
}

}  // namespace assize::registry
