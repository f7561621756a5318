// The one function that judges a fee file: the same for the command line, the API, filing and
// replay. Pure: it reads only the bytes and values it is given, and the same inputs give the same
// bytes whatever the number of threads.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pricing/exact/codes.h"
#include "pricing/exact/date.h"
#include "pricing/facts/facts.h"
#include "pricing/fee_file/chunks.h"
#include "pricing/fee_file/fee_line.h"
#include "pricing/result.h"
#include "pricing/rule_book/rule_book.h"
#include "pricing/rules/finding.h"
#include "pricing/rules/register_view.h"
#include "pricing/rules/rule_table.h"
#include "pricing/text/read_at.h"

namespace assize::pricing {

struct NotAssessed {
  std::string rule;
  std::string because;
  bool operator==(const NotAssessed&) const = default;
};

struct Assessment {
  std::string edition;
  std::string rule_book_sha256;
  std::uint64_t lines = 0;                // rows of offer lines read, good or bad
  std::uint64_t previous_unreadable = 0;  // last year's lines with a field not of its form
  bool has_previous = false;
  std::map<std::string_view, std::uint64_t> counts;  // by rule id
  std::array<std::uint64_t, 5> severities{};         // by Severity
  std::vector<NotAssessed> not_assessed;
  std::vector<Finding> findings;  // by line, then rule, then column; empty if only counted
  bool accepted() const;          // nothing at error or hold
};

// Sorts and counts what was found, and puts it, and the book's names, into an assessment.
void take_findings(Findings& findings, const RuleBook& book, Assessment& out);

struct AssessInput {
  ReadAt fees;
  const RuleBook* book = nullptr;
  ReadAt previous;                              // empty: none was given
  const RegisterView* register_view = nullptr;  // null: none was given
  const Facts* facts = nullptr;                 // beyond the files; null: none were given
  Date filed;
  int jobs = 0;               // 0: as many as there are cores
  bool keep_findings = true;  // false: count only (for `summary`)
  // Called now and then with bytes read, from any thread; may be empty.
  std::function<void(std::uint64_t)> on_progress;
  ChunkSizes sizes;  // how the files are cut; the verdict does not depend on it
};

Assessment assess(const AssessInput& input);

// The typed lines of a fee file, for storing: only those rows whose every field is of its form, in
// order, each with its physical line. What is left out has FV-02 or FILE findings in `assess`.
std::vector<FeeLine> read_fee_lines(const ReadAt& fees, const RuleBook& book);

// The assessment in each of the formats of the fee file's design. `csv` reads the file again to
// hand it back. Each appends through `write`, in pieces, so that nothing large is held.
using Write = std::function<void(std::string_view)>;
void write_text(const Assessment& assessment, const Write& write);
void write_json(const Assessment& assessment, const Write& write);
void write_summary(const Assessment& assessment, const Write& write);
void write_annotated_csv(const Assessment& assessment, const ReadAt& file, const Write& write,
                         const ColumnSet& columns = fee_columns);

}  // namespace assize::pricing
