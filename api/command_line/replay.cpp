// `assize replay`: would every filing be judged the same today, by what was known when it was
// filed?
#include <CLI/CLI.hpp>
#include <atomic>
#include <thread>

#include "api/command_line/commands.h"
#include "api/command_line/output.h"
#include "api/command_line/step_progress.h"
#include "api/command_line/workplace.h"
#include "api/routes/replay_reply.h"
#include "registry/returns/replay_returns.h"
#include "registry/returns/return_filing.h"

namespace assize::api {
namespace {

struct Options {
  WorkplaceOptions workplace;
  std::vector<std::string> ids;
  bool all = false;
  std::string format = "text";
  int jobs = 0;
};

// A replay, or why there is none.
struct Replayed {
  std::optional<registry::Replay> replay;
  std::exception_ptr failure;
};

// Several at a time, told in the order asked for.
std::vector<Replayed> replay_each(registry::Database& database, const std::vector<std::string>& ids,
                                  std::size_t jobs) {
  std::vector<Replayed> replayed(ids.size());
  StepProgress progress;
  const auto show = progress.reporter();
  std::atomic<std::size_t> next = 0;
  std::atomic<std::uint64_t> done = 0;
  const auto work = [&] {
    for (std::size_t at = next++; at < ids.size(); at = next++) {
      try {
        replayed[at].replay = registry::replay_filing(database, ids[at]);
        if (!replayed[at].replay) {
          replayed[at].replay = registry::replay_returns(database, ids[at]);
        }
      } catch (...) {
        replayed[at].failure = std::current_exception();
        next = ids.size();  // the machinery is broken: the others would fail too
      }
      if (show) show("replaying", ++done, ids.size());
    }
  };
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < std::min(jobs, ids.size()); ++i) threads.emplace_back(work);
  work();
  for (std::thread& thread : threads) thread.join();
  return replayed;
}

std::string text_of(const registry::Replay& replay) {
  std::string text = replay.kind + " " + replay.filing_id + ": " +
                     (replay.is_same() ? "the same" : "differs") + " (edition " + replay.edition +
                     ", filed " + replay.filed_on + ")\n";
  for (const registry::RuleChange& change : replay.rules_changed) {
    text += "  " + change.rule + " was version " + (change.then.empty() ? "none" : change.then) +
            " and is version " + (change.now.empty() ? "none" : change.now) + "\n";
  }
  for (const registry::ReplayDifference& each : replay.differences) {
    text += "  " + each.part + ": " + each.message + "\n";
  }
  return text;
}

std::string count_of_differing(std::size_t filings, std::size_t differing) {
  if (differing == 0) return std::to_string(filings) + " replayed: all the same.\n";
  return std::to_string(filings) + " replayed: " + std::to_string(differing) + " differ" +
         (differing == 1 ? "s" : "") + ".\n";
}

// In text, of all filings only those that differ are told one by one.
void print(const std::vector<registry::Replay>& replays, std::size_t differing,
           const Options& options) {
  Output output;
  if (options.format == "json") {
    output.write("{\"replayed\":" + std::to_string(replays.size()) +
                 ",\"differ\":" + std::to_string(differing) + ",\"filings\":[");
    for (std::size_t at = 0; at < replays.size(); ++at) {
      output.write((at == 0 ? "\n" : ",\n") + replay_json(replays[at]));
    }
    output.write("]}\n");
  } else {
    for (const registry::Replay& replay : replays) {
      const bool has_news = !replay.is_same() || !replay.rules_changed.empty();
      if (has_news || !options.all) output.write(text_of(replay));
    }
    output.write(count_of_differing(replays.size(), differing));
  }
  output.flush();
}

int replay(const Options& options) {
  if (options.all == !options.ids.empty()) {
    throw CannotRun("name the filings to replay, or give --all.");
  }
  Workplace workplace(options.workplace);
  registry::Database& database = workplace.database();
  const std::vector<std::string> ids =
      options.all ? database.with_connection([](registry::Connection& connection) {
        std::vector<std::string> all = registry::all_filing_ids(connection);
        for (std::string& id : registry::all_return_filing_ids(connection)) all.push_back(id);
        return all;
      })
                  : options.ids;
  const std::size_t jobs = options.jobs > 0 ? static_cast<std::size_t>(options.jobs)
                                            : std::max(1U, std::thread::hardware_concurrency());
  std::vector<registry::Replay> replays;
  std::size_t differing = 0;
  const std::vector<Replayed> replayed = replay_each(database, ids, jobs);
  for (const Replayed& each : replayed) {
    if (each.failure) std::rethrow_exception(each.failure);
  }
  for (std::size_t at = 0; at < ids.size(); ++at) {
    if (!replayed[at].replay) throw CannotRun("no filing or return has the id '" + ids[at] + "'.");
    replays.push_back(*replayed[at].replay);
    if (!replays.back().is_same()) ++differing;
  }
  print(replays, differing, options);
  return differing == 0 ? all_well : something_found;
}

}  // namespace

void add_replay(CLI::App& program, Work& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand(
      "replay",
      "Assess filings, of fees and of returns, again, by the edition and the facts of their time");
  command->add_option("FILING", options->ids, "The ids of filings");
  command->add_flag("--all", options->all, "Every filing there is, of fees and of returns");
  command->add_option("--format", options->format, "text for people, or json")
      ->check(CLI::IsMember({"text", "json"}));
  command
      ->add_option("--jobs", options->jobs,
                   "Filings to replay at once; as many as there are cores if 0")
      ->check(CLI::Range(0, 64));
  add_workplace_options(*command, options->workplace);
  command->footer(
      "Compares, byte for byte, what was stored, what the log committed to, and what comes out "
      "now.\n"
      "Exit status: 0 all the same, 1 any differs, 2 it could not run.\n\n"
      "Examples:\n"
      "  assize replay 01JQ2V9F6B7C8D9E0F1G2H3J4K\n"
      "  assize replay --all --format json");
  command->callback([options, &chosen] { chosen = [options] { return replay(*options); }; });
}

}  // namespace assize::api
