// Option values that several commands read, each turned from text into its type once. Every
// function throws CannotRun, with a sentence that says how to put the value right.
#pragma once

#include <string>

#include "api/command_line/command.h"
#include "pricing/exact/date.h"
#include "pricing/result.h"
#include "pricing/rule_book/rule_book.h"

namespace assize::api {

inline constexpr std::uint64_t rule_book_limit_bytes = 64ULL << 20;

pricing::Date day_option(const std::string& text, const std::string& option);
pricing::RuleBook load_rule_book(const std::string& path);

// "place: message", or the message alone.
std::string fault_text(const Fault& fault);
// One line for many faults: the first, and how many more there are.
std::string faults_line(const Faults& faults);
// Every fault, one a line, and on standard error how many there are of `what` ("the rule book x").
// Returns the exit status of a command that could not run.
int print_faults(const Faults& faults, const std::string& what);

template <typename T>
T value_or_cannot_run(Result<T> result, const std::string& what) {
  if (!result.ok()) throw CannotRun(what + ": " + faults_line(result.faults()));
  return std::move(result).value();
}

}  // namespace assize::api
