// Returns for tests, and cases of their rules kept as text. A case is a block:
//
//   case the review level itself is not over it
//   year 2027 income_public=1 tax=2           a return; what is not said is as usual
//   find 2|PRF-01|review|operating_surplus|80000.01|80000.00|     every finding, in order
//   says the message of the finding above, word for word
//   works a step of its working, in order; none: the working is not compared
//   not PRF-01|why it was not assessed        compared only if there is one
//
// `year 2027` is the accounting year to 31 August 2027. `nothing` stands for no finding, `all` for
// no rule that was not assessed. The first return is on line 2 of the file.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "pricing/assessment/assess.h"

namespace assize::pricing {

struct ReturnCase {
  int line = 0;
  std::string name;
  std::string file;
  std::vector<std::string> expected;
};
std::vector<ReturnCase> read_return_cases(const std::string& path);

using ReturnTexts = std::map<std::string, std::string>;
// The usual return of the year to 31 August, with some columns put otherwise. The surpluses follow
// from the figures, unless they are said.
ReturnTexts usual_return(int year, const ReturnTexts& said = {});
std::string returns_header();
std::string returns_row(const ReturnTexts& texts);

RuleBook returns_book();

}  // namespace assize::pricing
