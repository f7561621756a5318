#include "registry/rule_books/rule_books.h"

#include <stdexcept>

#include "audit/tree/hash.h"
#include "registry/database/stored_instant.h"
#include "registry/rule_books/parsed_books.h"

namespace assize::registry {
namespace {

using pricing::RuleBook;

constexpr std::size_t body_limit_bytes = std::size_t{8} << 20;  // within one packet of the server's

constexpr std::string_view summary_columns =
    "SELECT edition, sha256, status, title, published_on, published_at, receipt"
    " FROM rule_book_edition";

EditionSummary summary_of(const Row& row) {
  return {row.text(0), row.text(1), row.text(2),
          row.text(3), row.text(4), instant_from_database(row.text(5))};
}

// What is already published under that name: the same bytes, or a fault.
Result<Publication> published_before(const Row& row, const RuleBook& book) {
  if (row.text(1) != book.sha256()) {
    return Fault{"conflict", "Edition " + book.edition() +
                                 " is already published with other bytes (SHA-256 " + row.text(1) +
                                 "). An edition never changes: publish the correction under a "
                                 "new edition name."};
  }
  return Publication{summary_of(row), false, audit::parse_receipt(row.text(6)).value()};
}

Result<Publication> publish(Transaction& transaction, const Journal& journal, const Caller& actor,
                            const RuleBook& book, std::string_view body) {
  Connection& connection = transaction.connection();
  const auto before = connection.query_one(
      std::string(summary_columns) + " WHERE edition = ? FOR UPDATE", {book.edition()});
  if (before) return published_before(*before, book);
  const std::string now = audit::instant_text(journal.now());
  NewEntry entry;
  entry.receipt_is_kept = true;
  entry.action = "rule_book.published";
  entry.actor = actor.account_id;
  entry.subject = "rule_book/" + book.edition();
  entry.rule_book = "sha256:" + book.sha256();
  entry.public_part = audit::CanonicalValue::Object{
      {"edition", book.edition()}, {"sha256", book.sha256()}, {"status", book.status()}};
  const audit::Receipt receipt = journal.append(transaction, entry);
  connection.execute(
      "INSERT INTO rule_book_edition (edition, sha256, status, title, published_on, body,"
      " published_at, account_id, receipt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {book.edition(), book.sha256(), book.status(), book.title(), book.published().text(),
       std::string(body), instant_to_database(now), actor.account_id,
       audit::receipt_json(receipt)});
  return Publication{
      {book.edition(), book.sha256(), book.status(), book.title(), book.published().text(), now},
      true,
      receipt};
}

std::shared_ptr<const RuleBook> load_published(Connection& connection, const Row& row) {
  const std::string& edition = row.text(0);
  const std::string& sha256 = row.text(1);
  if (auto book = parsed_book(sha256)) return book;
  const auto body = rule_book_body(connection, edition);
  if (!body || audit::sha256_hex(*body) != sha256) {
    throw std::runtime_error("the stored bytes of edition " + edition +
                             " are not those that were published");
  }
  Result<RuleBook> loaded = RuleBook::load(*body, sha256);
  if (!loaded) {
    throw std::runtime_error("the published edition " + edition + " cannot be read: " +
                             loaded.faults()[0].place + ": " + loaded.faults()[0].message);
  }
  auto book = std::make_shared<const RuleBook>(std::move(loaded).value());
  keep_parsed_book(book);
  return book;
}

}  // namespace

Result<std::shared_ptr<const RuleBook>> parse_to_publish(std::string_view body) {
  if (body.size() > body_limit_bytes) {
    return Fault{"$", "The rule book is larger than 8 MiB. Split what is not needed off it."};
  }
  Result<RuleBook> loaded = RuleBook::load(body, audit::sha256_hex(body));
  if (!loaded) return loaded.faults();
  auto book = std::make_shared<const RuleBook>(std::move(loaded).value());
  Faults faults;
  if (book->edition().size() > 40) {
    faults.push_back({"$.edition", "The edition's name is longer than 40 bytes. Shorten it."});
  }
  if (book->title().size() > 200) {
    faults.push_back({"$.title", "The title is longer than 200 bytes. Shorten it."});
  }
  if (!faults.empty()) return faults;
  return book;
}

Result<Publication> publish_rule_book(Transaction& transaction, const Journal& journal,
                                      const Caller& actor, std::string_view body) {
  if (actor.role != Role::approver && actor.role != Role::administrator) {
    return Fault{"forbidden", "Only an approver or an administrator may publish a rule book."};
  }
  const auto book = parse_to_publish(body);
  if (!book) return book.faults();
  return publish(transaction, journal, actor, **book, body);
}

Result<Publication> publish_rule_book(Database& database, const Journal& journal,
                                      const Caller& actor, std::string_view body) {
  if (actor.role != Role::approver && actor.role != Role::administrator) {
    return Fault{"forbidden", "Only an approver or an administrator may publish a rule book."};
  }
  const auto book = parse_to_publish(body);
  if (!book) return book.faults();
  const auto work = [&](Transaction& transaction) {
    return publish(transaction, journal, actor, **book, body);
  };
  Result<Publication> publication = [&] {
    try {
      return database.in_transaction(work);
    } catch (const DatabaseError& error) {
      // Somebody published an edition of that name at the same moment: now it can be compared.
      if (!error.is_duplicate_key()) throw;
      return database.in_transaction(work);
    }
  }();
  if (publication) keep_parsed_book(*book);
  return publication;
}

std::vector<EditionSummary> list_rule_books(Connection& connection) {
  std::vector<EditionSummary> editions;
  for (const Row& row :
       connection.query(std::string(summary_columns) + " ORDER BY publish_order DESC")) {
    editions.push_back(summary_of(row));
  }
  return editions;
}

std::optional<std::string> rule_book_body(Connection& connection, std::string_view edition) {
  const auto row = connection.query_one("SELECT body FROM rule_book_edition WHERE edition = ?",
                                        {std::string(edition)});
  if (!row) return std::nullopt;
  return row->text(0);
}

std::shared_ptr<const RuleBook> find_rule_book(Connection& connection, std::string_view edition) {
  const auto row = connection.query_one(
      "SELECT edition, sha256 FROM rule_book_edition WHERE edition = ?", {std::string(edition)});
  return row ? load_published(connection, *row) : nullptr;
}

std::shared_ptr<const RuleBook> rule_book_in_force(Connection& connection) {
  const auto row = connection.query_one(
      "SELECT edition, sha256 FROM rule_book_edition WHERE status <> 'consultation'"
      " ORDER BY status = 'in_force' DESC, publish_order DESC LIMIT 1");
  return row ? load_published(connection, *row) : nullptr;
}

}  // namespace assize::registry
