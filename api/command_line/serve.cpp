// `assize serve`: the service itself.
#include <CLI/CLI.hpp>
#include <charconv>
#include <csignal>
#include <iostream>
#include <thread>

#include "api/catalogue/school_json.h"
#include "api/command_line/commands.h"
#include "api/command_line/options.h"
#include "api/command_line/service_threads.h"
#include "api/command_line/workplace.h"
#include "api/http/backend.h"
#include "api/http/service.h"
#include "api/http/wire/http_server.h"
#include "api/http/wire/tls_identity.h"
#include "api/routes/routes.h"
#include "api/witness/witness_link.h"
#include "registry/demo/demo_people.h"
#include "registry/people/people.h"

namespace assize::api {
namespace {

constexpr std::chrono::seconds stop_patience{20};
constexpr std::chrono::milliseconds look_round{500};
constexpr std::chrono::milliseconds longest_restart_pause{30'000};

struct Options {
  WorkplaceOptions workplace;
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;
  std::size_t connections = WireLimits().connections;
  std::size_t connections_per_address = WireLimits().connections_per_address;
  int wait_seconds = 10;
  std::vector<std::string> witnesses;
  std::uint32_t token_rate = 200;
  std::uint32_t address_rate = 50;
  std::uint32_t sign_in_rate = 20;  // a minute
  bool limits_this_machine = false;
  std::vector<std::string> trusted_proxies;
  std::string proxy_header = "x-forwarded-for";
  std::string public_url;
  std::string tls_certificate;
  std::string tls_key;
  bool has_tls() const { return !tls_certificate.empty(); }
  std::string smtp;
  std::string mail_from = "no-reply@assize.invalid";
  bool is_demo = false;
};

// The bucket holds what may come at once: some seconds' worth.
Rate rate_of(std::uint32_t count, std::chrono::seconds time, std::uint32_t burst) {
  if (count == 0) return {};
  return {burst, std::chrono::nanoseconds(time) / count};
}

RateSettings rates_of(const Options& options) {
  RateSettings rates;
  rates.token = rate_of(options.token_rate, std::chrono::seconds(1), 10 * options.token_rate);
  rates.address = rate_of(options.address_rate, std::chrono::seconds(1), 10 * options.address_rate);
  rates.sign_in = rate_of(options.sign_in_rate, std::chrono::minutes(1), options.sign_in_rate);
  rates.limits_this_machine = options.limits_this_machine;
  return rates;
}

TrustedProxies proxies_of(const Options& options) {
  TrustedProxies proxies;
  for (const std::string& text : options.trusted_proxies) {
    proxies.addresses.push_back(value_or_cannot_run(AddressBlock::parse(text), "--trusted-proxy"));
  }
  if (options.proxy_header == "forwarded") proxies.header = ProxyHeader::forwarded;
  return proxies;
}

WireLimits limits_of(const Options& options, const TrustedProxies& proxies) {
  WireLimits limits;
  limits.connections = options.connections;
  limits.connections_per_address = options.connections_per_address;
  limits.head_time = std::chrono::seconds(options.wait_seconds);
  limits.body_time = std::chrono::seconds(2 * options.wait_seconds);
  limits.addresses_of_many = proxies.addresses;
  return limits;
}

// The address that people's browsers know this service by.
std::string public_url_of(const Options& options, std::uint16_t port) {
  if (options.public_url.empty()) {
    return (options.has_tls() ? "https" : "http") + ("://localhost:" + std::to_string(port));
  }
  std::string url = options.public_url;
  while (url.ends_with('/')) url.pop_back();
  if (!url.starts_with("https://") && !url.starts_with("http://")) {
    throw CannotRun("--public-url: \"" + url +
                    "\" is no address; write https://assize.example.org.");
  }
  return url;
}

// "mail.example.org:25"; without it e-mail is put into a folder beside the data.
void set_mail(const Options& options, Site& site) {
  site.mail_folder = options.workplace.data_dir + "/mail";
  site.mail_from = value_or_cannot_run(registry::parse_email(options.mail_from), "--mail-from");
  if (options.smtp.empty()) return;
  const std::size_t colon = options.smtp.rfind(':');
  site.smtp_host = options.smtp.substr(0, colon);
  if (colon != std::string::npos) {
    int port = 0;
    const char* end = options.smtp.data() + options.smtp.size();
    const auto [stopped, error] = std::from_chars(options.smtp.data() + colon + 1, end, port);
    if (error != std::errc() || stopped != end || port < 1 || port > 65'535) {
      throw CannotRun("--smtp: write HOST:PORT, such as mail.example.org:25.");
    }
    site.smtp_port = static_cast<std::uint16_t>(port);
  }
}

// The demo's one-click sign-in opens every role, so it must be asked for, and be of a demo.
void check_demo(registry::Database& database) {
  const auto people = database.with_connection(
      [](registry::Connection& connection) { return registry::demo_people(connection); });
  if (people.empty()) {
    throw CannotRun("--demo: this database holds no demo; make one with assize demo.");
  }
}

// Signals that ask the service to stop, or to read its certificate again, wait for us, in every
// thread begun from here on.
sigset_t hold_signals(bool has_tls) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  if (has_tls) sigaddset(&signals, SIGHUP);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

void start_again(registry::EmbeddedServer& embedded) {
  log_error("the database server ended; starting it again");
  try {
    if (const auto fault = embedded.restart()) {
      log_error("the database server did not start: " + fault->message);
    }
  } catch (const std::exception& error) {  // tried again at the next look
    log_error(std::string("the database server did not start: ") + error.what());
  }
}

// Tries again after a pause that doubles each time, so that a server which cannot start is not
// started for ever in a circle; one that has stood for a while is started again at once.
class Restarts {
 public:
  explicit Restarts(registry::EmbeddedServer* embedded) : embedded_(embedded) {}
  void look() {
    const auto now = std::chrono::steady_clock::now();
    if (embedded_ == nullptr || embedded_->is_running() || now < next_) return;
    if (now > next_ + longest_restart_pause) pause_ = look_round;
    start_again(*embedded_);
    next_ = std::chrono::steady_clock::now() + pause_;
    pause_ = std::min(2 * pause_, longest_restart_pause);
  }

 private:
  registry::EmbeddedServer* embedded_;
  std::chrono::milliseconds pause_ = look_round;
  std::chrono::steady_clock::time_point next_{};
};

void read_certificate_again(TlsIdentity& tls) {
  try {
    tls.reload();
    log_to_standard_error("{\"level\":\"info\",\"event\":\"the certificate was read again\"}");
  } catch (const BadTlsFiles& error) {
    log_error(std::string("the certificate stays as it was: ") + error.what());
  }
}

// Until a stop signal; meanwhile a private database server that has died is started again.
void wait_for_stop(const sigset_t& signals, registry::EmbeddedServer* embedded, TlsIdentity* tls) {
  const timespec pause{0, std::chrono::nanoseconds(look_round).count()};
  Restarts restarts(embedded);
  for (;;) {
    const int signal = sigtimedwait(&signals, nullptr, &pause);
    if (signal == SIGHUP && tls != nullptr) {
      read_certificate_again(*tls);
    } else if (signal > 0) {
      return;
    }
    restarts.look();
  }
}

std::unique_ptr<TlsIdentity> tls_of(const Options& options) {
  if (!options.has_tls()) return nullptr;
  return std::make_unique<TlsIdentity>(options.tls_certificate, options.tls_key);
}

// Stops the server however its scope ends, before what its requests use is taken away.
struct StopsAtEnd {
  HttpServer& server;
  ~StopsAtEnd() { server.stop(stop_patience); }
};

int serve(const Options& options) {
  const sigset_t signals = hold_signals(options.has_tls());
  const TrustedProxies proxies = proxies_of(options);
  const WireLimits limits = limits_of(options, proxies);
  // Before anything is opened or made, so that a port in use changes nothing.
  const std::unique_ptr<TlsIdentity> tls = tls_of(options);
  HttpServer server(options.address, options.port, limits, tls.get());
  Workplace workplace(options.workplace, true);
  registry::SnapshotKeeper snapshots(workplace.database(), registry::system_clock(),
                                     school_members);
  Backend backend(workplace.database(), workplace.journal(), snapshots, workplace.tile_folder());
  backend.site.public_url = public_url_of(options, server.port());
  backend.site.is_demo = options.is_demo;
  set_mail(options, backend.site);
  if (options.is_demo) check_demo(workplace.database());
  std::vector<WitnessAddress> witnesses;
  std::vector<std::string> witness_keys;
  for (const std::string& text : options.witnesses) {
    witnesses.push_back(parse_witness_address(text));
    witness_keys.push_back(witnesses.back().key.text());
  }
  backend.log.await_witnesses(std::move(witness_keys));
  Service service(routes(), backend, log_to_standard_error, rates_of(options), proxies);
  snapshots.refresh();
  {
    const ServiceThreads threads(workplace.sequencer(), snapshots, backend);
    std::vector<std::unique_ptr<WitnessLink>> links;
    for (WitnessAddress& witness : witnesses) {
      links.push_back(std::make_unique<WitnessLink>(std::move(witness), workplace.database(),
                                                    backend.log, log_error));
    }
    const StopsAtEnd stopping{server};
    server.start(service);
    std::cout << "Assize serves on " << (tls ? "https" : "http") << "://" << options.address << ":"
              << server.port() << '\n'
              << std::flush;
    wait_for_stop(signals, workplace.embedded(), tls.get());
  }  // the sequencer's thread ends once nothing is pending
  return all_well;
}

}  // namespace

void add_rate_options(CLI::App& command, Options& options) {
  const auto add = [&](const char* name, std::uint32_t& value, const char* what) {
    command.add_option(name, value, what)->check(CLI::Range(0, 100'000))->capture_default_str();
  };
  add("--token-rate", options.token_rate,
      "Requests a second by one account, with ten seconds' worth at once; 0: no limit");
  add("--address-rate", options.address_rate,
      "The same for one address, of requests without a token");
  add("--sign-in-rate", options.sign_in_rate, "Tries to sign in, a minute, from one address");
  command.add_flag("--limit-this-machine", options.limits_this_machine,
                   "Hold requests from this machine itself to these rates too");
}

void add_proxy_options(CLI::App& command, Options& options) {
  command.add_option("--trusted-proxy", options.trusted_proxies,
                     "An address, or a block of them (10.0.0.0/8), of a proxy that is believed "
                     "about who asks; may be repeated");
  command
      .add_option("--proxy-header", options.proxy_header,
                  "The header that the proxies write; no other is read")
      ->check(CLI::IsMember({"x-forwarded-for", "forwarded"}))
      ->capture_default_str();
}

void add_serve(CLI::App& program, Work& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand("serve", "Serve the API and the log over HTTP");
  command->add_option("--port", options->port, "The port; 0 takes any free one and prints it")
      ->capture_default_str();
  command->add_option("--address", options->address, "The address to listen on")
      ->capture_default_str();
  command->add_option("--connections", options->connections, "Connections at once, at most")
      ->check(CLI::Range(std::size_t{1}, std::size_t{10'000}))
      ->capture_default_str();
  command
      ->add_option("--connections-per-address", options->connections_per_address,
                   "Connections at once from one address, at most")
      ->check(CLI::Range(std::size_t{1}, std::size_t{10'000}))
      ->capture_default_str();
  command
      ->add_option("--wait", options->wait_seconds,
                   "Seconds that a client has to send the head of a request")
      ->check(CLI::Range(1, 600))
      ->capture_default_str();
  command
      ->add_option("--public-url", options->public_url,
                   "The address that browsers know this service by: https://assize.example.org")
      ->envname("ASSIZE_PUBLIC_URL");
  CLI::Option* certificate =
      command
          ->add_option("--tls-cert", options->tls_certificate,
                       "Speak TLS with this certificate: a PEM file with its chain after it; read "
                       "again on SIGHUP")
          ->envname("ASSIZE_TLS_CERT");
  CLI::Option* key = command
                         ->add_option("--tls-key", options->tls_key,
                                      "The certificate's private key: a PEM file, without a pass "
                                      "phrase")
                         ->envname("ASSIZE_TLS_KEY");
  certificate->needs(key);
  key->needs(certificate);
  command
      ->add_option("--smtp", options->smtp,
                   "The mail server to send by, as HOST:PORT; mail/ in the data folder if left out")
      ->envname("ASSIZE_SMTP");
  command->add_option("--mail-from", options->mail_from, "The address that e-mail comes from")
      ->envname("ASSIZE_MAIL_FROM")
      ->capture_default_str();
  command->add_flag("--demo", options->is_demo,
                    "Let anyone sign in as any of the demo's people, with one click");
  command->add_option(
      "--witness", options->witnesses,
      "A witness to ask for its cosignature on each checkpoint, as URL=VKEY; may be "
      "repeated");
  add_rate_options(*command, *options);
  add_proxy_options(*command, *options);
  add_workplace_options(*command, options->workplace);
  command->footer(
      "Stops cleanly on SIGTERM or Ctrl-C. Logs one JSON object a line on standard error.\n\n"
      "Examples:\n"
      "  assize serve\n"
      "  assize serve --port 9000 --data-dir /srv/assize\n"
      "  assize serve --port 8443 --tls-cert site.pem --tls-key site-key.pem\n"
      "  ASSIZE_DATABASE=mysql://assize:secret@db.internal/assize assize serve --address 0.0.0.0");
  command->callback([options, &chosen] { chosen = [=] { return serve(*options); }; });
}

}  // namespace assize::api
