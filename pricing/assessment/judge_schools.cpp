#include "pricing/assessment/judge_schools.h"

#include <algorithm>
#include <atomic>
#include <optional>

#include "pricing/assessment/workers.h"
#include "pricing/fee_file/compact_lines.h"
#include "pricing/rules/by_facts/fact_rules.h"
#include "pricing/rules/increase_rules.h"
#include "pricing/rules/school_rules.h"

namespace assize::pricing {
namespace {

// Below so many lines, threads cost more than they save.
constexpr std::uint64_t lines_worth_a_thread = 4000;
constexpr std::size_t blocks_per_thread = 32;

// A run and where it is, in file order within a school.
struct PlacedRun {
  std::uint32_t urn;
  std::uint32_t chunk;
  std::uint32_t run;
};

std::vector<PlacedRun> runs_by_school(const FileLines& file) {
  std::vector<PlacedRun> out;
  std::size_t count = 0;
  for (const ChunkLines& chunk : file.chunks) count += chunk.runs.size();
  out.reserve(count);
  for (std::uint32_t chunk = 0; chunk < file.chunks.size(); ++chunk) {
    const auto& runs = file.chunks[chunk].runs;
    for (std::uint32_t run = 0; run < runs.size(); ++run)
      out.push_back({runs[run].urn, chunk, run});
  }
  const auto order = [](const PlacedRun& one, const PlacedRun& other) {
    return one.urn < other.urn;
  };
  if (!std::is_sorted(out.begin(), out.end(), order))
    std::stable_sort(out.begin(), out.end(), order);
  return out;
}

using Runs = std::span<const PlacedRun>;

void gather(const FileLines& file, Runs runs, std::vector<Offer>& offers) {
  std::size_t count = 0;
  for (const PlacedRun& placed : runs) count += file.chunks[placed.chunk].runs[placed.run].count;
  offers.resize(count);  // what was there is not cleared first: the reader sets all of each
  Offer* offer = offers.data();
  for (const PlacedRun& placed : runs) {
    const ChunkLines& chunk = file.chunks[placed.chunk];
    const Run& run = chunk.runs[placed.run];
    CompactReader reader(std::string_view(chunk.compact).substr(run.offset), run.urn,
                         chunk.first_line - 1 + run.first_line);
    for (std::uint32_t i = 0; i < run.count; ++i) reader.next(*offer++);
  }
}

// Those of `runs` that are of one school, from the front on.
std::size_t length_of_school(Runs runs) {
  std::size_t length = 0;
  while (length < runs.size() && runs[length].urn == runs.front().urn) ++length;
  return length;
}

Runs runs_of(Runs all, std::uint32_t urn) {
  const auto first = std::partition_point(all.begin(), all.end(),
                                          [urn](const PlacedRun& run) { return run.urn < urn; });
  const auto last = std::partition_point(first, all.end(),
                                         [urn](const PlacedRun& run) { return run.urn == urn; });
  return {first, last};
}

// Whole schools, so many to a block that each thread gets several.
std::vector<Runs> blocks_of_schools(Runs runs, std::size_t blocks) {
  std::vector<Runs> out;
  const std::size_t least = runs.size() / blocks + 1;
  while (!runs.empty()) {
    std::size_t length = 0;
    while (length < least && length < runs.size()) {
      length += length_of_school(runs.subspan(length));
    }
    out.push_back(runs.first(length));
    runs = runs.subspan(length);
  }
  return out;
}

}  // namespace

void judge_schools(const FileLines& fees, const FileLines* previous, const JudgeOptions& options,
                   Findings& findings) {
  const std::vector<PlacedRun> runs_now = runs_by_school(fees);
  const std::vector<PlacedRun> runs_before =
      previous != nullptr ? runs_by_school(*previous) : std::vector<PlacedRun>();
  const int threads = fees.rows < lines_worth_a_thread ? 1 : options.jobs;
  const std::vector<Runs> blocks =
      blocks_of_schools(runs_now, static_cast<std::size_t>(threads) * blocks_per_thread);

  std::vector<Findings> found(blocks.size(), Findings(options.keep_findings));
  std::atomic<std::size_t> next_block = 0;
  run_workers(threads, [&](int) {
    School school;
    IncreaseRules increases(options.book, options.filed);
    std::optional<FactRules> by_facts;
    if (options.facts != nullptr) by_facts.emplace(options.book, *options.facts);
    for (std::size_t b = next_block++; b < blocks.size(); b = next_block++) {
      for (Runs left = blocks[b]; !left.empty();) {
        const Runs runs = left.first(length_of_school(left));
        left = left.subspan(runs.size());
        gather(fees, runs, school.now);
        school.index_names();
        judge_repeats(school, options.book, found[b]);
        judge_included_add_ons(school, options.book, found[b]);
        if (previous != nullptr) {
          gather(*previous, runs_of(runs_before, runs.front().urn), school.before);
          school.match();
          increases.judge(school, found[b]);
        }
        if (!by_facts) continue;
        if (previous == nullptr) school.match();
        by_facts->judge(school, found[b]);
      }
    }
  });
  for (Findings& each : found) findings.join(std::move(each), 0);
}

}  // namespace assize::pricing
