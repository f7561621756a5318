#include "registry/access/idempotency.h"

#include <stdexcept>

#include "registry/database/stored_instant.h"

namespace assize::registry {
namespace {

constexpr audit::Instant kept_for_microseconds = audit::Instant{24} * 60 * 60 * 1'000'000;
constexpr std::size_t key_limit_bytes = 128;
constexpr int commits_tried = 3;

// Another request was first with the key.
struct AlreadyAnswered {};

std::string database_time(audit::Instant at) {
  return instant_to_database(audit::instant_text(at));
}

// Holds the key for this transaction: a second one with the same key waits here until the first is
// committed or rolled back.
void claim(Connection& connection, const Journal& journal, const RepeatableRequest& request) {
  try {
    connection.execute(
        "INSERT INTO idempotency (account_id, idempotency_key, request_sha256, reply_status, "
        "reply_headers, reply_body, created_at) VALUES (?, ?, ?, 0, '', '', ?)",
        {request.account_id, request.key, request.request_sha256, database_time(journal.now())});
  } catch (const DatabaseError& error) {
    if (error.is_duplicate_key()) throw AlreadyAnswered{};
    throw;
  }
}

// Makes room for a key whose answer is too old to be given again.
void forget_if_old(Database& database, const Journal& journal, const RepeatableRequest& request) {
  database.in_transaction([&](Transaction& transaction) {
    transaction.connection().execute(
        "DELETE FROM idempotency WHERE account_id = ? AND idempotency_key = ? AND created_at <= ?",
        {request.account_id, request.key, database_time(journal.now() - kept_for_microseconds)});
  });
}

void keep(Connection& connection, const RepeatableRequest& request, const KeptReply& reply) {
  connection.execute(
      "UPDATE idempotency SET reply_status = ?, reply_headers = ?, reply_body = ? "
      "WHERE account_id = ? AND idempotency_key = ?",
      {std::int64_t{reply.status}, reply.headers, reply.body, request.account_id, request.key});
}

Answer do_and_keep(Database& database, const Journal& journal, const RepeatableRequest& request,
                   const std::function<KeptReply(Transaction&)>& work) {
  return database.in_transaction([&](Transaction& transaction) {
    claim(transaction.connection(), journal, request);
    Answer answer{Answer::Kind::first, work(transaction)};
    keep(transaction.connection(), request, answer.reply);
    return answer;
  });
}

}  // namespace

std::optional<Answer> find_answer(Connection& connection, const Journal& journal,
                                  const RepeatableRequest& request) {
  const auto row = connection.query_one(
      "SELECT request_sha256, reply_status, reply_headers, reply_body FROM idempotency "
      "WHERE account_id = ? AND idempotency_key = ? AND created_at > ?",
      {request.account_id, request.key, database_time(journal.now() - kept_for_microseconds)});
  if (!row) return std::nullopt;
  if (row->text(0) != request.request_sha256) return Answer{Answer::Kind::key_reused, {}};
  return Answer{Answer::Kind::repeated,
                {static_cast<unsigned>(row->integer(1)), row->text(2), row->text(3)}};
}

Answer answer_once(Database& database, const Journal& journal, const RepeatableRequest& request,
                   const std::function<KeptReply(Transaction&)>& work) {
  if (request.key.empty() || request.key.size() > key_limit_bytes) {
    throw std::length_error("an Idempotency-Key has 1 to 128 bytes");
  }
  for (int tried = 1;; ++tried) {
    try {
      // Most keys are new, so nothing is looked up before; an old one is found by being in the way.
      return do_and_keep(database, journal, request, work);
    } catch (const AlreadyAnswered&) {
      if (const auto kept = database.with_connection(
              [&](Connection& connection) { return find_answer(connection, journal, request); })) {
        return *kept;
      }
      if (tried >= commits_tried) throw std::runtime_error("an idempotency key is always in use");
      forget_if_old(database, journal, request);
    } catch (const CommitUnknown&) {
      // If it took effect the key is there, or makes the next try wait until it is.
      if (tried >= commits_tried) throw;
    }
  }
}

std::uint64_t forget_old_answers(Database& database, const Journal& journal) {
  constexpr std::uint64_t rows_at_a_time = 1'000;  // so that no command waits long for a lock
  std::uint64_t forgotten = 0;
  for (;;) {
    const std::uint64_t rows = database.in_transaction([&](Transaction& transaction) {
      return transaction.connection().execute(
          "DELETE FROM idempotency WHERE created_at <= ? ORDER BY created_at LIMIT 1000",
          {database_time(journal.now() - kept_for_microseconds)});
    });
    forgotten += rows;
    if (rows < rows_at_a_time) return forgotten;
  }
}

}  // namespace assize::registry
