// Runs cases of the rules kept as text. A case is a block:
//
//   case the ceiling itself is not above it
//   filed 2026-03-31                          the day of filing; 2026-03-31 if left out
//   register 123456,Name,10,201,,,0           a school; without any, no register is given
//   before education=1 annual_price=1         a line of last year's file; none: no such file
//   now education=62000.01                    a line of this year's; what is not said is as usual
//   given history placements                  these facts are given, if only to say that there are
//   none fact placements commissioner=301          one of a list of facts; what is not said is as
//   usual find 2|FV-05|error|education|62000.01|62000.00|ASD-DAY     every finding, in order says
//   the message of the finding above, word for word works a step of its working, in order; none:
//   the working is not compared not FV-12|why it was not assessed         compared only if there is
//   one
//
// `nothing` stands for no finding. Values with spaces are put in single quotes. The first line of
// `now` is line 2 of the file.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "pricing/assessment/assess.h"

namespace assize::pricing {

struct RuleCase {
  int line = 0;
  std::string name;
  std::string filed = "2026-03-31";
  std::string register_csv;
  std::string before;
  std::string now;
  std::map<std::string, std::string> facts;  // by list: its elements, as JSON
  std::vector<std::string> expected;         // the lines from the first `find` or `nothing` on
};
std::vector<RuleCase> read_cases(const std::string& path);

// The facts of a case as JSON; empty if none are given.
std::string facts_json(const RuleCase& rule_case);

// A fee file's header, and a row: the usual line with some columns put otherwise ("a=b c='d e'").
std::string header_row();
std::string row(const std::string& changes);

RuleBook book_for_tests(const std::string& name = "book.json");
// What was found, in the words of a case's `find`, `says`, `works` and `not`; as much as `like`
// asks.
std::vector<std::string> outcome(const Assessment& assessment,
                                 const std::vector<std::string>& like);

}  // namespace assize::pricing
