// `assize log witness`: cosigns the checkpoints of a log that extends all it has seen, once or as a
// service.
#include <CLI/CLI.hpp>
#include <csignal>
#include <iostream>

#include "api/command_line/log/log_commands.h"
#include "api/command_line/log/log_source.h"
#include "api/command_line/output.h"
#include "api/command_line/step_progress.h"
#include "api/http/wire/http_server.h"
#include "api/witness/state_file.h"
#include "api/witness/witness_service.h"
#include "audit/text/decimal.h"
#include "audit/verify/verify_log.h"

namespace assize::api {
namespace {

constexpr std::chrono::seconds stop_patience{10};

struct Options {
  std::string source;
  std::string listen;
  std::vector<std::string> keys;
  std::string state;
  std::string witness_key;
  std::string name = "assize.local/witness";
  bool begin = false;
  int jobs = 0;
};

WitnessSetting setting_of(const Options& options) {
  WitnessSetting setting;
  setting.state_path = options.state;
  setting.key_path = options.witness_key.empty() ? options.state + ".key" : options.witness_key;
  setting.name = options.name;
  setting.begin = options.begin;
  for (const std::string& text : options.keys) {
    setting.log_keys.push_back(log_key_option(text));
    if (setting.log_keys.back().name() != setting.log_keys.front().name()) {
      throw CannotRun("--key names two logs. Each log has a witness's state of its own.");
    }
  }
  return setting;
}

// The key that the growth since the last cosigned checkpoint is verified from.
audit::VerifierKey key_of(const audit::WitnessState& state) {
  const auto note = audit::parse_note(state.note);
  for (const audit::VerifierKey& key : state.keys) {
    if (note.ok() && audit::is_signed_by(*note, key)) return key;
  }
  return state.keys.front();
}

void learn_keys(audit::WitnessState& state, const audit::KeyChain& chain) {
  for (const audit::ChainKey& one : chain.keys()) {
    if (std::find(state.keys.begin(), state.keys.end(), one.key) == state.keys.end()) {
      state.keys.push_back(one.key);
    }
  }
}

void keep_evidence(const OpenedWitness& witness, const audit::LogSource& source,
                   const std::string& reason) {
  const auto note = source("checkpoint");
  if (!note.ok() || !reason.starts_with("inconsistent")) return;
  std::cerr << "assize: the log's checkpoint is kept in " << witness.file.keep_evidence(*note)
            << ", beside the one last cosigned in " << witness.file.path() << "\n";
}

// Verifies what the log has grown by, entry by entry, and cosigns its checkpoint.
int witness_once(const Options& options, OpenedWitness& witness) {
  const audit::LogSource source = open_log_source(options.source);
  StepProgress progress;
  const auto show = progress.reporter();
  const std::optional<std::string_view> since =
      witness.state.note.empty() ? std::nullopt
                                 : std::optional<std::string_view>(witness.state.note);
  const auto verified = audit::verify_log(source, key_of(witness.state), since, options.jobs,
                                          [&show](std::uint64_t done, std::uint64_t total) {
                                            if (show) show("verifying", done, total);
                                          });
  progress.clear();
  Output output;
  if (!verified.ok()) {
    output.write("Nothing was cosigned: " + verified.reason() + "\n");
    output.flush();
    keep_evidence(witness, source, verified.reason());
    return something_found;
  }
  learn_keys(witness.state, verified->keys);
  audit::Cosigned cosigned =
      audit::cosign_next(witness.state, witness.key, verified->note,
                         {witness.state.origin(), verified->size, verified->root}, seconds_now());
  witness.file.keep(cosigned.state);
  output.write(cosigned.line);
  output.flush();
  return all_well;
}

struct StopsAtEnd {
  HttpServer& server;
  ~StopsAtEnd() { server.stop(stop_patience); }
};

int listen(const Options& options, OpenedWitness& witness) {
  const std::size_t colon = options.listen.rfind(':');
  const auto port = colon == std::string::npos
                        ? audit::Checked<std::uint64_t>(audit::Refusal{"no port"})
                        : audit::parse_decimal(std::string_view(options.listen).substr(colon + 1));
  if (!port.ok() || *port > 65'535) {
    throw CannotRun("--listen " + options.listen + " is not HOST:PORT, such as 127.0.0.1:8081.");
  }
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  HttpServer server(options.listen.substr(0, colon), static_cast<std::uint16_t>(*port),
                    WireLimits());
  WitnessService service(witness);
  const StopsAtEnd stopping{server};
  server.start(service);
  std::cout << "The witness " << witness.key.name() << " listens on http://"
            << options.listen.substr(0, colon) << ":" << server.port() << "\n"
            << std::flush;
  int signal = 0;
  sigwait(&signals, &signal);
  return all_well;
}

int witness(const Options& options) {
  if (options.source.empty() == options.listen.empty()) {
    throw CannotRun("give either --source, to witness a log once, or --listen, to be asked.");
  }
  OpenedWitness opened = open_witness(setting_of(options));
  std::cerr << "assize: this witness's key is " << audit::WitnessKey::of(opened.key).text() << '\n';
  return options.source.empty() ? listen(options, opened) : witness_once(options, opened);
}

}  // namespace

void add_log_witness(CLI::App& log, Work& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      log.add_subcommand("witness", "Cosign a log's checkpoints that extend all that was seen");
  command->add_option(
      "--source", options->source,
      "Verify this log's growth and cosign once: a folder, or http://host:8080/log");
  command->add_option("--listen", options->listen,
                      "Or answer add-checkpoint requests on HOST:PORT, until SIGTERM");
  command->add_option("--key", options->keys, "The log's verifier key; may be repeated")
      ->required();
  command->add_option("--state", options->state, "The file of what was cosigned last")->required();
  command->add_option("--witness-key", options->witness_key,
                      "The file of the witness's private key; STATE.key if left out");
  command->add_option("--name", options->name, "The name of a witness's key that is made")
      ->capture_default_str();
  command->add_flag("--begin", options->begin, "Begin a new state with a key that exists already");
  command->add_option("--jobs", options->jobs, "Threads to use; as many as there are cores if 0")
      ->check(CLI::Range(0, 1024));
  command->footer(
      "Prints the cosignature, a line to add to the log's checkpoint. The state is on the disk "
      "before\n"
      "anything is said on its strength; lose it, and the witness must begin with another key.\n\n"
      "Examples:\n"
      "  assize log witness --source http://127.0.0.1:8080/log --key \"$(assize log key)\" \\\n"
      "    --state witness.state --name witness.example/w1\n"
      "  assize log witness --listen 127.0.0.1:8081 --key 'NAME+ID+BASE64' --state witness.state");
  command->callback([options, &chosen] { chosen = [=] { return witness(*options); }; });
}

}  // namespace assize::api
