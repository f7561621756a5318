// Real services on one database that outlives them all, a provider that files with them, and what
// the log must then be. One thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "audit/entry/entry.h"
#include "registry/log/journal.h"
#include "registry/log/published_log.h"
#include "tests/api/support/program.h"
#include "tests/api/support/raw_client.h"
#include "tests/registry/support/test_database.h"

namespace assize::api::testing {

class Nodes {
 public:
  // A register of one school, a rule book, and a token of an administrator.
  Nodes();

  // A service that is ready; to be killed or stopped at `fault_point` if that is given.
  // Two that run at once need data folders of their own.
  std::unique_ptr<Server> start(const std::string& fault_point = "",
                                const std::string& data_folder = "node", bool is_demo = false);
  // Runs a command on the same database.
  Outcome run_command(std::vector<std::string> arguments,
                      const std::vector<std::string>& environment = {}) const;

  // Files one line at a price that was not filed before.
  RawReply file(const Server& node, const std::string& idempotency_key);
  RawReply file_again(const Server& node, const std::string& idempotency_key,
                      const std::string& fees) const;
  std::string last_fees() const { return last_fees_; }
  // Any request, as the administrator.
  RawReply ask(const Server& node, const std::string& method, const std::string& target,
               const std::string& headers = "", const std::string& body = "") const;
  // The leaf that a filing's reply has a receipt of, whose signature holds; "" if it does not.
  std::string promised_leaf(const RawReply& reply) const;
  // Whether a node proves the leaf to be in the log, within `patience`.
  static bool is_proved(const Server& node, const std::string& leaf,
                        std::chrono::milliseconds patience = std::chrono::seconds(20));

  // As if five seconds had passed.
  void let_lease_run_out();
  void append_entries(std::size_t count);
  void sequence();  // all that is pending, by this process
  std::int64_t count(const std::string& sql);
  // What is wrong with the log: a hash, a signature, a checkpoint kept that the last one does not
  // extend, an entry that waits, is repeated or is missing from the acknowledged; "" if nothing is.
  std::string trouble(const std::vector<std::string>& acknowledged_leaves);

  // Whether the log extends a checkpoint that somebody was shown; "" if it does.
  std::string trouble_since(const std::string& note);

  registry::Database& database() { return *database_; }
  const registry::Journal& journal() const { return *journal_; }
  const TemporaryFolder& folder() const { return folder_; }
  const std::vector<std::string>& options() const { return options_; }

 private:
  void prepare_register();
  std::string check_every_checkpoint();

  TemporaryFolder folder_;
  registry::testing::TestDatabase database_;
  std::optional<registry::Journal> journal_;
  std::vector<std::string> options_;
  std::string bearer_;
  std::string last_fees_;
  int filed_ = 0;
};

}  // namespace assize::api::testing
