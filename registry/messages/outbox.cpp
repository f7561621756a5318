#include "registry/messages/outbox.h"

#include <algorithm>
#include <stdexcept>

#include "registry/database/stored_instant.h"

namespace assize::registry {
namespace {

constexpr std::int64_t attempts_limit = 10;
constexpr audit::Instant first_pause = audit::Instant{60} * 1'000'000;

std::string database_time(audit::Instant at) {
  return instant_to_database(audit::instant_text(at));
}

// For twice as long each time; given up in the end.
void put_off(Connection& connection, const Journal& journal, std::int64_t id,
             std::int64_t attempts) {
  if (attempts >= attempts_limit) {
    connection.execute("DELETE FROM message WHERE id = ?", {id});
    return;
  }
  const audit::Instant pause = first_pause << std::min<std::int64_t>(attempts, 9);
  connection.execute("UPDATE message SET attempts = ?, due_at = ? WHERE id = ?",
                     {attempts, database_time(journal.now() + pause), id});
}

}  // namespace

void queue_message(Connection& connection, const Journal& journal, const Message& message) {
  if (message.subject.size() > 200 || message.subject.find_first_of("\r\n") != std::string::npos) {
    throw std::length_error("a message's subject is one line of at most 200 bytes");
  }
  connection.execute(
      "INSERT INTO message (recipient, subject, body, unsubscribe_url, due_at)"
      " VALUES (?, ?, ?, ?, ?)",
      {message.recipient.empty() ? Value(nullptr) : Value(message.recipient), message.subject,
       message.body, value_or_null(message.unsubscribe_url), database_time(journal.now())});
}

bool deliver_next(Database& database, const Journal& journal,
                  const std::function<void(const Message&)>& deliver) {
  return database.in_transaction([&](Transaction& transaction) {
    Connection& connection = transaction.connection();
    const auto row = connection.query_one(
        "SELECT id, recipient, subject, body, unsubscribe_url, attempts FROM message"
        " WHERE due_at <= ? ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED",
        {database_time(journal.now())});
    if (!row) return false;
    try {
      if (!row->is_null(1)) {
        deliver({row->text(1), row->text(2), row->text(3), row->text_or_none(4)});
      }
      connection.execute("DELETE FROM message WHERE id = ?", {row->integer(0)});
    } catch (const DatabaseError&) {
      throw;
    } catch (const std::exception&) {
      put_off(connection, journal, row->integer(0), row->integer(5) + 1);
    }
    return true;
  });
}

}  // namespace assize::registry
