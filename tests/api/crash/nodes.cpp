#include "tests/api/crash/nodes.h"

#include <set>
#include <thread>

#include "audit/note/checkpoint.h"
#include "audit/tree/hash.h"
#include "audit/verify/verify_log.h"
#include "pricing/text/json.h"
#include "registry/access/caller.h"
#include "registry/log/keys/log_key.h"
#include "registry/log/sequencer.h"
#include "registry/rule_books/rule_books.h"
#include "tests/api/support/samples.h"

namespace assize::api::testing {
namespace {

using namespace std::chrono_literals;

std::string in_a_query(const std::string& base64) {
  std::string out;
  for (const char c : base64) out += c == '+' ? "%2B" : c == '/' ? "%2F" : std::string(1, c);
  return out;
}

audit::LogSource source_of(registry::PublishedLog& log) {
  return [&log](std::string_view path) -> audit::Checked<std::string> {
    std::optional<std::string> body;
    if (path == "checkpoint") {
      body = log.checkpoint_note();
    } else if (const auto id = audit::parse_tile_path(path)) {
      body = log.tile(*id);
    }
    if (!body) return audit::Refusal{"there is no " + std::string(path)};
    return *body;
  };
}

}  // namespace

Nodes::Nodes() {
  const std::string key = folder_.path("log.key");
  journal_.emplace(registry::open_log_key(key, "nodes.example/log").value(),
                   registry::system_clock());
  const registry::DatabaseAddress& address = database_.address();
  options_ = {"--database",
              "mysql://" + address.user + ":" + address.password + "@localhost/" + address.name +
                  "?socket=" + address.socket_path,
              "--log-key", key};
  prepare_register();
  registry::TokenRequest request;
  request.role = registry::Role::administrator;
  request.organisation_name = "Test";
  bearer_ = "Authorization: Bearer " +
            registry::issue_token(*database_, *journal_, registry::local_administrator(), request)
                .value()
                .secret +
            "\r\n";
}

void Nodes::prepare_register() {
  database_->with_connection([](registry::Connection& connection) {
    connection.execute(
        "INSERT INTO school (urn, name, type_code, status, la_code, open_date) VALUES"
        " (900001, 'Ashdown School', '10', 'open', '201', '2001-09-01')");
  });
  registry::publish_rule_book(*database_, *journal_, registry::local_administrator(), small_book())
      .value();
}

std::unique_ptr<Server> Nodes::start(const std::string& fault_point, const std::string& data_folder,
                                     bool is_demo) {
  std::filesystem::create_directories(folder_.path(data_folder));
  std::vector<std::string> environment;
  if (!fault_point.empty()) environment.push_back("ASSIZE_FAULT_POINT=" + fault_point);
  std::vector<std::string> options = options_;
  if (is_demo) options.push_back("--demo");
  return std::make_unique<Server>(folder_.path(data_folder), options, environment);
}

Outcome Nodes::run_command(std::vector<std::string> arguments,
                           const std::vector<std::string>& environment) const {
  arguments.insert(arguments.end(), options_.begin(), options_.end());
  return run(arguments, "", environment);
}

RawReply Nodes::file(const Server& node, const std::string& idempotency_key) {
  const std::string price = std::to_string(20'000 + ++filed_) + ".00";
  last_fees_ = fee_file("900001", price);
  return file_again(node, idempotency_key, last_fees_);
}

RawReply Nodes::file_again(const Server& node, const std::string& idempotency_key,
                           const std::string& fees) const {
  return ask(node, "POST", "/v1/filings",
             "Idempotency-Key: " + idempotency_key + "\r\nContent-Type: text/csv\r\n", fees);
}

RawReply Nodes::ask(const Server& node, const std::string& method, const std::string& target,
                    const std::string& headers, const std::string& body) const {
  return testing::ask(node.port(), method, target, bearer_ + headers, body);
}

std::string Nodes::promised_leaf(const RawReply& reply) const {
  const auto json = pricing::parse_json(reply.body);
  if (!json) return "";
  const pricing::JsonValue* receipt = json->find("receipt");
  if (receipt == nullptr) return "";
  const auto text = [&](std::string_view name) { return *receipt->find(name)->string(); };
  const audit::Receipt parsed{text("origin"), *audit::hash_from_hex(text("leaf")),
                              *audit::parse_instant(text("at")), text("key_id"), text("signature")};
  return audit::verify_receipt(journal_->key().verifier(), parsed) ? text("leaf") : "";
}

bool Nodes::is_proved(const Server& node, const std::string& leaf,
                      std::chrono::milliseconds patience) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  do {
    if (testing::ask(node.port(), "GET", "/log/proof?leaf=" + in_a_query(leaf)).status == 200)
      return true;
    std::this_thread::sleep_for(20ms);
  } while (std::chrono::steady_clock::now() < deadline);
  return false;
}

void Nodes::let_lease_run_out() {
  database_->with_connection([](registry::Connection& connection) {
    connection.execute("UPDATE lease SET expires_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND");
  });
}

void Nodes::append_entries(std::size_t count) {
  database_->in_transaction([&](registry::Transaction& transaction) {
    for (std::size_t i = 0; i < count; ++i) {
      registry::NewEntry entry;
      entry.action = "test.done";
      entry.actor = "acc_test";
      entry.subject = "test/" + std::to_string(i);
      journal_->append(transaction, entry);
    }
  });
}

void Nodes::sequence() { registry::Sequencer(*database_, *journal_, "the test").run_to_end(); }

std::int64_t Nodes::count(const std::string& sql) {
  return database_->with_connection(
      [&](registry::Connection& connection) { return connection.query_one(sql)->integer(0); });
}

std::string Nodes::trouble_since(const std::string& note) {
  registry::PublishedLog log(*database_);
  const auto verified = audit::verify_log(source_of(log), journal_->key().verifier(), note, 1, {});
  return verified ? "" : verified.reason();
}

// Each was public once it was stored, so that somebody may hold it.
std::string Nodes::check_every_checkpoint() {
  registry::PublishedLog log(*database_);
  const audit::LogSource source = source_of(log);
  const auto notes = database_->with_connection([](registry::Connection& connection) {
    return connection.query("SELECT note FROM log_checkpoint ORDER BY size");
  });
  for (const registry::Row& row : notes) {
    const std::string note = row.text(0);
    const auto verified = audit::verify_log(source, journal_->key().verifier(), note, 1, {});
    if (!verified) return verified.reason();
  }
  return "";
}

std::string Nodes::trouble(const std::vector<std::string>& acknowledged_leaves) {
  if (std::string wrong = check_every_checkpoint(); !wrong.empty()) return wrong;
  if (count("SELECT COUNT(*) FROM log_pending") != 0) return "an entry still waits";
  if (count("SELECT COUNT(*) - COUNT(DISTINCT leaf_hash) FROM log_entry") != 0) {
    return "an entry is repeated";
  }
  if (count("SELECT COUNT(*) FROM log_entry WHERE action LIKE 'filing.%'") !=
      count("SELECT COUNT(*) FROM filing")) {
    return "the filings and their entries differ in number";
  }
  registry::PublishedLog log(*database_);
  for (const std::string& leaf : acknowledged_leaves) {
    const auto hash = audit::hash_from_hex(leaf);
    const auto index = hash ? log.index_of(*hash) : std::nullopt;
    if (!index || audit::leaf_hash(*log.entry(*index)) != *hash) {
      return "the acknowledged entry " + leaf + " is not in the log";
    }
  }
  return "";
}

}  // namespace assize::api::testing
