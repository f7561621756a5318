#include "pricing/assessment/assess.h"

#include <atomic>
#include <memory>
#include <optional>

#include "pricing/assessment/file_findings.h"
#include "pricing/assessment/judge_schools.h"
#include "pricing/assessment/not_assessed.h"
#include "pricing/assessment/read_lines.h"
#include "pricing/assessment/workers.h"
#include "pricing/facts/fact_index.h"

namespace assize::pricing {
namespace {

ReadOptions read_options(const AssessInput& input, std::atomic<std::uint64_t>& bytes_read) {
  ReadOptions options;
  options.sizes = input.sizes;
  options.jobs = threads_for(input.jobs);
  options.keep_findings = input.keep_findings;
  if (input.on_progress) {
    options.on_read = [&](std::uint64_t bytes) { input.on_progress(bytes_read += bytes); };
  }
  return options;
}

// Last year's file: its lines, or why they could not be read.
struct Previous {
  std::string unreadable_because;
  std::unique_ptr<FileLines> lines;
};

Previous read_previous(const AssessInput& input, const ReadOptions& options) {
  Previous out;
  const Opening opening = open_file(input.previous, input.sizes);
  out.unreadable_because = explain(opening);
  if (opening.unreadable != Unreadable::none) return out;
  out.lines = std::make_unique<FileLines>(
      read_lines(input.previous, opening, input.book->items(), options));
  if (out.lines->has_control) {
    out.unreadable_because = explain_control_byte(out.lines->control_byte, out.lines->control_line);
    out.lines.reset();
  }
  return out;
}

FactKinds kinds_given(const AssessInput& input) {
  FactKinds kinds = FactKind::none;
  const auto add = [&kinds](bool given, FactKind kind) {
    if (given) kinds = kinds | kind;
  };
  add(input.register_view != nullptr, FactKind::register_view);
  add(static_cast<bool>(input.previous), FactKind::previous);
  if (input.facts == nullptr) return kinds;
  add(input.facts->agreements.has_value(), FactKind::agreements);
  add(input.facts->history.has_value(), FactKind::history);
  add(input.facts->ownership_changes.has_value(), FactKind::ownership);
  add(input.facts->ended_placements.has_value(), FactKind::events);
  add(input.facts->placements.has_value(), FactKind::placements);
  return kinds;
}

void finish(const AssessInput& input, Findings& findings, const GivenFacts& given,
            Assessment& out) {
  out.not_assessed = list_not_assessed(given, findings);
  take_findings(findings, *input.book, out);
}

}  // namespace

void take_findings(Findings& findings, const RuleBook& book, Assessment& out) {
  findings.sort();
  for (std::size_t rule = 0; rule < rule_count; ++rule) {
    const std::uint64_t count = findings.counts()[rule];
    if (count > 0) out.counts.emplace(rule_table()[rule].id, count);
  }
  out.severities = findings.severities();
  out.findings = findings.take_kept();
  out.edition = book.edition();
  out.rule_book_sha256 = book.sha256();
}

bool Assessment::accepted() const {
  return severities[static_cast<std::size_t>(Severity::hold)] == 0 &&
         severities[static_cast<std::size_t>(Severity::error)] == 0;
}

Assessment assess(const AssessInput& input) {
  Assessment out;
  Findings findings(input.keep_findings);
  GivenFacts given;
  given.kinds = kinds_given(input);
  out.has_previous = static_cast<bool>(input.previous);

  const Opening opening = open_file(input.fees, input.sizes);
  given.columns_missing = all_columns & ~opening.map.present;
  given.file_unreadable = opening.unreadable != Unreadable::none;
  report_opening(opening, findings);
  if (given.file_unreadable) {
    finish(input, findings, given, out);
    return out;
  }

  std::atomic<std::uint64_t> bytes_read = 0;
  ReadOptions options = read_options(input, bytes_read);
  Previous previous;
  if (out.has_previous) {
    previous = read_previous(input, options);
    given.previous_unreadable_because = previous.unreadable_because;
    if (previous.lines) out.previous_unreadable = previous.lines->unreadable_rows;
  }
  const bool compares = previous.lines != nullptr;
  options.make_rules = [&] {
    return std::make_unique<LineRules>(*input.book, input.register_view, compares);
  };
  FileLines fees = read_lines(input.fees, opening, input.book->items(), options);
  if (fees.has_control) {
    Findings alone(input.keep_findings);
    report_control_byte(fees.control_byte, fees.control_line, alone);
    given.file_unreadable = true;
    finish(input, alone, given, out);
    return out;
  }
  out.lines = fees.rows;
  report_reading(opening, fees.rows, fees.windows_1252, findings);
  for (ChunkLines& chunk : fees.chunks) {
    findings.join(std::move(chunk.findings), chunk.first_line - 1);
  }
  std::optional<FactIndex> facts;
  if (input.facts != nullptr) facts.emplace(*input.facts);
  judge_schools(
      fees, previous.lines.get(),
      {*input.book, input.filed, options.jobs, input.keep_findings, facts ? &*facts : nullptr},
      findings);
  finish(input, findings, given, out);
  return out;
}

}  // namespace assize::pricing
