// The published editions of the rule book. Immutable once published. Thread-safe.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pricing/result.h"
#include "pricing/rule_book/rule_book.h"
#include "registry/access/caller.h"
#include "registry/database/database.h"
#include "registry/log/journal.h"

namespace assize::registry {

struct EditionSummary {
  std::string edition;
  std::string sha256;
  std::string status;
  std::string title;
  std::string published_on;
  std::string published_at;
};

struct Publication {
  EditionSummary edition;
  bool was_new = true;  // false: the same bytes were published before
  audit::Receipt receipt;
};

// Publishes an edition; an approver or an administrator may. Faults if the book is faulty, with the
// place "forbidden" if the caller may not, and with the place "conflict" if the edition's name is
// taken by other bytes.
Result<Publication> publish_rule_book(Database& database, const Journal& journal,
                                      const Caller& actor, std::string_view body);
// The same inside a transaction of the caller's.
Result<Publication> publish_rule_book(Transaction& transaction, const Journal& journal,
                                      const Caller& actor, std::string_view body);
// The book that could be published; every fault of it otherwise.
Result<std::shared_ptr<const pricing::RuleBook>> parse_to_publish(std::string_view body);
std::vector<EditionSummary> list_rule_books(Connection& connection);
// The bytes as published.
std::optional<std::string> rule_book_body(Connection& connection, std::string_view edition);
// An edition, parsed. None if it is not published.
std::shared_ptr<const pricing::RuleBook> find_rule_book(Connection& connection,
                                                        std::string_view edition);
// The edition that filings are assessed by: the last one published with the status in_force, or the
// last example while there is none. One out for consultation never is. None before the first.
std::shared_ptr<const pricing::RuleBook> rule_book_in_force(Connection& connection);

}  // namespace assize::registry
