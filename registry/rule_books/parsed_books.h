// The editions that this process has parsed, by the SHA-256 of their bytes: bytes never change, so
// what was parsed once is as good as parsed again. Holds the few used last. Thread-safe.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "pricing/rule_book/rule_book.h"

namespace assize::registry {

// Null if it is not held.
std::shared_ptr<const pricing::RuleBook> parsed_book(std::string_view sha256);
void keep_parsed_book(const std::shared_ptr<const pricing::RuleBook>& book);

}  // namespace assize::registry
