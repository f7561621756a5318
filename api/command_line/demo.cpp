// `assize demo`: a fictional but lifelike nation, loaded through the same functions as real data.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>

#include "api/command_line/commands.h"
#include "api/command_line/options.h"
#include "api/command_line/output.h"
#include "api/command_line/step_progress.h"
#include "api/command_line/workplace.h"
#include "registry/demo/load_demo.h"

namespace assize::api {
namespace {

struct Options {
  WorkplaceOptions workplace;
  int schools = 2000;
  std::uint64_t seed = 1;
  std::string out;
};

int write_files(const registry::DemoMarket& market, const std::string& out) {
  std::size_t count = 0;
  for (const registry::DemoFile& demo_file : registry::demo_files(market)) {
    const std::filesystem::path path = std::filesystem::path(out) / demo_file.name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file.write(demo_file.bytes.data(), static_cast<std::streamsize>(demo_file.bytes.size()));
    file.flush();
    if (!file) throw CannotRun("cannot write " + path.string() + ".");
    ++count;
  }
  Output output;
  output.write(std::to_string(count) + " files of the demo market are in " + out + "\n");
  output.flush();
  return all_well;
}

std::string tokens_text(const registry::DemoLoad& load) {
  std::string text;
  for (const registry::DemoToken& token : load.tokens) {
    text += token.role + "  " + token.organisation_name + "\n  " + token.secret + "\n";
  }
  return text;
}

// For the owner's eyes alone, whatever the umask.
void write_private(const std::string& path, const std::string& text) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  const bool is_written =
      descriptor >= 0 && ::fchmod(descriptor, 0600) == 0 &&
      ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  if (descriptor >= 0) ::close(descriptor);
  if (!is_written) throw CannotRun("cannot write " + path + ".");
}

int demo(const Options& options) {
  const registry::DemoMarket market = registry::make_demo_market(options.schools, options.seed);
  if (!options.out.empty()) return write_files(market, options.out);

  Workplace workplace(options.workplace);
  StepProgress progress;
  const registry::DemoLoad load = value_or_cannot_run(
      registry::load_demo(workplace.database(), workplace.journal(), market, progress.reporter()),
      "the demo market was not loaded");
  workplace.sequence_pending();
  progress.clear();
  Output output;
  output.write("The demo market is loaded: " + std::to_string(load.schools) + " schools, " +
               std::to_string(load.filings) + " filings, returns of " +
               std::to_string(load.returns) +
               " providers; lines: " + std::to_string(load.lines_in_effect) + " in effect, " +
               std::to_string(load.lines_held) + " held, " + std::to_string(load.lines_refused) +
               " refused; " + std::to_string(load.placements) + " placements, " +
               std::to_string(load.places) + " statements of vacancies, " +
               std::to_string(load.flags) + " flags of the market; two frameworks, with " +
               std::to_string(load.admissions) + " admissions of schools to lots.\n");
  if (!load.exit_notice.empty()) {
    output.write("A school gives notice to close: see assize exit show " + load.exit_notice + "\n");
  }
  if (options.workplace.database.empty()) {
    // The last step, so that a file of tokens means that the market is there.
    const std::string path = options.workplace.data_dir + "/demo_tokens.txt";
    write_private(path, tokens_text(load));
    output.write("Tokens to try it with are in " + path + "\n");
  } else {
    output.write(tokens_text(load));
  }
  output.flush();
  return all_well;
}

}  // namespace

void add_demo(CLI::App& program, Work& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand("demo", "Load a fictional nation to try things on");
  command->add_option("--schools", options->schools, "How many schools")
      ->check(CLI::Range(1, registry::demo_schools_limit))
      ->capture_default_str();
  command->add_option("--seed", options->seed, "The same seed gives the same nation")
      ->capture_default_str();
  command->add_option("--out", options->out, "Write its files to this folder, and load nothing");
  add_workplace_options(*command, options->workplace);
  command->footer(
      "Examples:\n"
      "  assize demo --schools 2000 --seed 1\n"
      "  assize demo --schools 50 --out demo-files");
  command->callback([options, &chosen] { chosen = [=] { return demo(*options); }; });
}

}  // namespace assize::api
