// The first reply to each Idempotency-Key, kept for 24 hours, so that a command sent twice is done
// once. Thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "registry/access/caller.h"
#include "registry/database/database.h"
#include "registry/log/journal.h"

namespace assize::registry {

struct KeptReply {
  unsigned status = 0;
  std::string headers;  // as the caller writes them
  std::string body;
  bool operator==(const KeptReply&) const = default;
};

// A request that may be sent again. An account's keys are its own.
struct RepeatableRequest {
  std::string account_id;
  std::string key;             // 1 to 128 bytes
  std::string request_sha256;  // of method, path and body: what makes it the same request
};

struct Answer {
  enum class Kind {
    first,      // the work was done now
    repeated,   // the reply is the first one's
    key_reused  // the key belongs to another request; there is no reply
  };
  Kind kind = Kind::first;
  KeptReply reply;
};

// Does `work` and keeps its reply in one transaction, unless the key has been answered in the last
// 24 hours. Of two at the same time one does it and the other gets its reply. A commit whose fate
// is unknown is settled by the key. What `work` throws is thrown, and nothing is kept.
Answer answer_once(Database& database, const Journal& journal, const RepeatableRequest& request,
                   const std::function<KeptReply(Transaction&)>& work);

// The answer that was kept, if there is one, without doing anything.
std::optional<Answer> find_answer(Connection& connection, const Journal& journal,
                                  const RepeatableRequest& request);

// Forgets replies of more than 24 hours ago; says how many. For a timer.
std::uint64_t forget_old_answers(Database& database, const Journal& journal);

}  // namespace assize::registry
