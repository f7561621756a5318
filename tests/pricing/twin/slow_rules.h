// The line and increase rules once more, written as slowly and plainly as RULES words them, sharing
// no code with the engine: text fields, exact rationals, loops over everything. The engine is held
// to it.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace assize::twin {

using Fields = std::map<std::string, std::string>;  // a line's columns by name

struct SlowInput {
  std::vector<Fields> fees;
  std::optional<std::vector<Fields>> previous;
  std::optional<std::vector<Fields>> school_register;
  std::string rule_book;  // the edition's JSON
  std::string filed;      // yyyy-mm-dd
  std::string facts;      // as JSON; empty if none were given
};

// Which rule speaks of which line (0 is the first).
inline constexpr std::size_t whole_file = static_cast<std::size_t>(-2);  // line 0 of the file
using Verdicts = std::set<std::pair<std::size_t, std::string>>;
Verdicts slow_verdicts(const SlowInput& input);

}  // namespace assize::twin
