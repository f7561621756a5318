// E-mail on its way: written in the transaction of what it tells of, so that neither is without the
// other, and delivered afterwards, at least once. Thread-safe.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "registry/database/database.h"
#include "registry/log/journal.h"

namespace assize::registry {

struct Message {
  std::string recipient;  // as parse_email gives it; "" is sent to nobody
  std::string subject;    // one line, at most 200 bytes
  std::string body;       // plain text, lines ending in "\n"
  std::optional<std::string> unsubscribe_url = std::nullopt;
};

void queue_message(Connection& connection, const Journal& journal, const Message& message);

// Hands one message that is due to `deliver`, which throws if it cannot; then it is tried again
// later, up to ten times in about a day. Messages that another node has in hand are passed over.
// False if nothing was due.
bool deliver_next(Database& database, const Journal& journal,
                  const std::function<void(const Message&)>& deliver);

}  // namespace assize::registry
