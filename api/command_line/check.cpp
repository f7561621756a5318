// `assize check`: is this fee file in order?
#include <CLI/CLI.hpp>

#include "api/command_line/commands.h"
#include "api/command_line/input_file.h"
#include "api/command_line/options.h"
#include "api/command_line/output.h"
#include "api/command_line/step_progress.h"
#include "registry/filings/london_date.h"
#include "registry/log/journal.h"

namespace assize::api {
namespace {

constexpr std::uint64_t register_limit_bytes = 1ULL << 30;
// Shorter files are checked before anyone wonders.
constexpr std::uint64_t progress_from_bytes = 64ULL << 20;

struct Options {
  std::string fees;
  std::string rule_book;
  std::string previous;
  std::string register_file;
  std::string filed;
  std::string format = "text";
  int jobs = 0;
};

// Tells how much of the files has been read; nothing for files that take no time.
std::function<void(std::uint64_t)> reporter(StepProgress& progress, std::uint64_t total_bytes) {
  if (total_bytes < progress_from_bytes) return {};
  auto show = progress.reporter();
  if (!show) return {};
  return [show, total_bytes](std::uint64_t bytes) { show("checking", bytes, total_bytes); };
}

void write_assessment(const std::string& format, const pricing::Assessment& assessment,
                      const pricing::ReadAt& fees) {
  Output output;
  if (format == "text") pricing::write_text(assessment, output.writer());
  if (format == "json") pricing::write_json(assessment, output.writer());
  if (format == "summary") pricing::write_summary(assessment, output.writer());
  if (format == "csv") pricing::write_annotated_csv(assessment, fees, output.writer());
  output.flush();
}

int check(const Options& options) {
  const pricing::RuleBook book = load_rule_book(options.rule_book);
  std::optional<pricing::RegisterView> schools;
  if (!options.register_file.empty()) {
    schools = value_or_cannot_run(pricing::read_register(read_whole_file(
                                      options.register_file, "the register", register_limit_bytes)),
                                  "the register " + options.register_file + " cannot be read");
  }
  std::optional<InputFile> previous;
  if (!options.previous.empty()) previous.emplace(options.previous, "last year's fee file");
  const InputFile fees(options.fees, "the fee file");

  pricing::AssessInput input;
  input.fees = fees.reader();
  input.book = &book;
  if (previous) input.previous = previous->reader();
  if (schools) input.register_view = &*schools;
  input.filed = options.filed.empty() ? registry::london_date(registry::system_clock()())
                                      : day_option(options.filed, "--filed");
  input.jobs = options.jobs;
  input.keep_findings = options.format != "summary";

  pricing::Assessment assessment;
  {
    StepProgress progress;
    input.on_progress =
        reporter(progress, fees.size_bytes() + (previous ? previous->size_bytes() : 0));
    assessment = pricing::assess(input);
  }
  write_assessment(options.format, assessment, input.fees);
  return assessment.accepted() ? all_well : something_found;
}

}  // namespace

void add_check(CLI::App& program, Work& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand("check", "Check a fee file against a rule book");
  command->add_option("FEES.csv", options->fees, "The fee file; - reads standard input")
      ->required();
  command->add_option("--rule-book", options->rule_book, "The edition of the rule book (JSON)")
      ->required();
  command->add_option("--previous", options->previous,
                      "Last year's fee file; without it the rules on increases are not assessed");
  command->add_option("--register", options->register_file,
                      "The register (CSV, from `assize register export`); without it FV-01 and "
                      "FV-12 are not assessed");
  command->add_option("--filed", options->filed,
                      "The day of filing, yyyy-mm-dd; today if left out");
  command
      ->add_option("--format", options->format,
                   "text for people, json, csv (the file back, annotated), or summary")
      ->check(CLI::IsMember({"text", "json", "csv", "summary"}));
  command->add_option("--jobs", options->jobs, "Threads to use; as many as there are cores if 0")
      ->check(CLI::Range(0, 1024));
  command->footer(
      "Exit status: 0 nothing at error or hold, 1 something is, 2 it could not run.\n\n"
      "Examples:\n"
      "  assize check fees-2026.csv --rule-book book.json\n"
      "  assize check fees-2026.csv --rule-book book.json --previous fees-2025.csv --format csv "
      "> annotated.csv\n"
      "  assize register export > register.csv\n"
      "  assize check fees-2026.csv --rule-book book.json --register register.csv --format json");
  command->callback([options, &chosen] { chosen = [options] { return check(*options); }; });
}

}  // namespace assize::api
