#include "api/command_line/workplace.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "api/command_line/options.h"
#include "audit/tree/hash.h"
#include "registry/database/migrations.h"
#include "registry/log/keys/rotate_log_key.h"

namespace assize::api {
namespace {

// Many commands take a few connections; a service takes more for its requests.
constexpr std::size_t connections = 8;
constexpr std::size_t connections_of_service = 24;

registry::DatabaseAddress address_of(const std::string& url) {
  return value_or_cannot_run(registry::DatabaseAddress::parse(url), "--database");
}

// Names this process in the sequencer's lease.
std::string holder() {
  char host[64] = "";
  ::gethostname(host, sizeof host - 1);
  return std::string(host).substr(0, 30) + "-" + std::to_string(::getpid()) + "-" +
         audit::sha256_hex(audit::random_bytes(16)).substr(0, 8);
}

// The origin of a log that is begun; an existing one's is in its key.
std::string log_name() {
  const char* name = std::getenv("ASSIZE_LOG_NAME");
  return name != nullptr && *name != '\0' ? name : "assize.local/log";
}

// What this node keeps of the log outside the database, by that name in its data folder. Beside a
// database elsewhere only if there is such a folder, and under a name of that database's own.
std::string kept_beside(const WorkplaceOptions& options, const registry::DatabaseAddress& address,
                        const std::string& name) {
  if (options.database.empty()) return options.data_dir + "/" + name;
  if (!std::filesystem::is_directory(options.data_dir)) return "";
  const std::string place = address.host + ":" + std::to_string(address.port) + "/" + address.name;
  return options.data_dir + "/" + name + "-" + audit::sha256_hex(place).substr(0, 16);
}

}  // namespace

void add_workplace_options(CLI::App& command, WorkplaceOptions& options) {
  command
      .add_option("--data-dir", options.data_dir,
                  "The folder that holds everything, database and all")
      ->envname("ASSIZE_DATA_DIR")
      ->capture_default_str();
  command
      .add_option("--database", options.database,
                  "A MariaDB server instead: mysql://user:password@host:3306/name[?tls=1]")
      ->envname("ASSIZE_DATABASE");
  command
      .add_option("--log-key", options.log_key_file,
                  "The file of the log's private key; log.key in the data folder if left out")
      ->envname("ASSIZE_LOG_KEY_FILE");
}

Workplace::Workplace(const WorkplaceOptions& options, bool alone) {
  registry::DatabaseAddress address;
  if (options.database.empty()) {
    embedded_ = value_or_cannot_run(alone ? registry::EmbeddedServer::open_alone(options.data_dir)
                                          : registry::EmbeddedServer::open(options.data_dir),
                                    "cannot use the data folder " + options.data_dir);
    address = embedded_->address();
  } else {
    address = address_of(options.database);
  }
  database_ =
      std::make_unique<registry::Database>(address, alone ? connections_of_service : connections);
  value_or_cannot_run(registry::migrate(*database_), "cannot prepare the database");
  const std::string key_file =
      options.log_key_file.empty() ? options.data_dir + "/log.key" : options.log_key_file;
  journal_ = std::make_unique<registry::Journal>(
      value_or_cannot_run(registry::LogKeys::open(key_file, log_name()),
                          "cannot use the log's key"),
      registry::system_clock());
  registry::settle_log_key(*database_, journal_->keys());
  tile_folder_ = kept_beside(options, address, "tiles");
  // Outside the database, so that one put back to an earlier state is noticed.
  sequencer_ = std::make_unique<registry::Sequencer>(*database_, *journal_, holder(),
                                                     kept_beside(options, address, "log.seen"));
  sequencer_->check_stored_tree();
}

void Workplace::sequence_pending() {
  try {
    sequencer_->run_to_end();
  } catch (const std::exception& error) {
    std::cerr << "assize: what this command did is stored, but has no place in the log yet ("
              << error.what() << "). The next command or service gives it one.\n";
  }
}

}  // namespace assize::api
