#include "registry/rule_books/parsed_books.h"

#include <algorithm>
#include <deque>
#include <mutex>

namespace assize::registry {
namespace {

constexpr std::size_t books_held = 8;

struct Held {
  std::mutex guard;
  std::deque<std::shared_ptr<const pricing::RuleBook>> books;  // the one used last is first
};

Held& held() {
  static Held all;
  return all;
}

}  // namespace

std::shared_ptr<const pricing::RuleBook> parsed_book(std::string_view sha256) {
  Held& all = held();
  const std::lock_guard lock(all.guard);
  const auto found = std::find_if(all.books.begin(), all.books.end(),
                                  [&](const auto& book) { return book->sha256() == sha256; });
  if (found == all.books.end()) return nullptr;
  std::rotate(all.books.begin(), found, found + 1);
  return all.books.front();
}

void keep_parsed_book(const std::shared_ptr<const pricing::RuleBook>& book) {
  Held& all = held();
  const std::lock_guard lock(all.guard);
  std::erase_if(all.books, [&](const auto& other) { return other->sha256() == book->sha256(); });
  all.books.push_front(book);
  if (all.books.size() > books_held) all.books.pop_back();
}

}  // namespace assize::registry
