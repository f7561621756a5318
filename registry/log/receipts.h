// Receipts after the day: found again, and turned into proofs that stand by themselves.
// Thread-safe.
#pragma once

#include <optional>
#include <string>

#include "audit/entry/entry.h"
#include "audit/result.h"
#include "registry/database/database.h"
#include "registry/log/published_log.h"

namespace assize::registry {

// The file of C2SP tlog-proof that shows the receipt's entry to be in the log, with the rotations
// of the log's key in its extra line if there were any; empty while the log has no such entry.
// Refused if the receipt is not signed by a key of the log, of which `known` is one.
audit::Checked<std::string> prove_receipt(Database& database, PublishedLog& log,
                                          const audit::VerifierKey& known,
                                          const audit::Receipt& receipt);

// A receipt as it was given, and whose it is.
struct StoredReceipt {
  std::string account_id;
  std::string organisation_id;  // the account's; "" for one that is not registered
  std::string receipt;
};
// Of the entry of that leaf hash, whatever command it was of; none if there is none, or it has no
// place in the log yet and is not in its own table.
std::optional<StoredReceipt> find_receipt(Connection& connection, const audit::Hash& leaf);

}  // namespace assize::registry
