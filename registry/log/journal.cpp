#include "registry/log/journal.h"

#include <chrono>
#include <stdexcept>

#include "registry/log/fault_point.h"

namespace assize::registry {
namespace {

// What the columns of log_entry hold; an entry that did not fit would stop the whole log.
constexpr std::size_t subject_limit_bytes = 80;
constexpr std::size_t action_limit_bytes = 60;

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
  transaction.connection().execute("INSERT INTO log_pending (entry, leaf_hash) VALUES (?, ?)",
                                   {std::move(text), std::string(audit::bytes_of(leaf))});
  reach(FaultPoint::entry_appended);
  return audit::sign_receipt(key_, leaf, whole.at);
}

}  // namespace assize::registry
