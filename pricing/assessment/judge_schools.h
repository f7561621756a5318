// Pass two: the lines of each school gathered from wherever they stand in the two files, matched
// with last year's, and judged together. Schools are shared out to threads and joined in order of
// URN.
#pragma once

#include "pricing/assessment/read_lines.h"

namespace assize::pricing {

struct JudgeOptions {
  const RuleBook& book;
  Date filed;
  int jobs = 1;
  bool keep_findings = true;
};

// `previous` is null if there is no last year's file to judge by: the UNI rules are then left out.
void judge_schools(const FileLines& fees, const FileLines* previous, const JudgeOptions& options,
                   Findings& findings);

}  // namespace assize::pricing
