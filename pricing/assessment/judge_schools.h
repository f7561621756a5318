// Pass two: the lines of each school gathered from wherever they stand in the two files, matched
// with last year's, and judged together. Schools are shared out to threads and joined in order of
// URN.
#pragma once

#include "pricing/assessment/read_lines.h"
#include "pricing/facts/fact_index.h"

namespace assize::pricing {

struct JudgeOptions {
  const RuleBook& book;
  Date filed;
  int jobs = 1;
  bool keep_findings = true;
  const FactIndex* facts = nullptr;  // null: none were given, and their rules are left out
};

// `previous` is null if there is no last year's file to judge by: the rules that read it are then
// left out.
void judge_schools(const FileLines& fees, const FileLines* previous, const JudgeOptions& options,
                   Findings& findings);

}  // namespace assize::pricing
