// Random commands against random crashes, restarts and changes of leader, beside a simple model: a
// list of what was acknowledged. At the end the log is that list, each entry once, every receipt
// can be proved, and every checkpoint that anybody was shown is extended by the last.
//
// ASSIZE_MODEL_SECONDS makes it run longer than its few seconds; ASSIZE_MODEL_SEED repeats a run.
#include <gtest/gtest.h>
#include <signal.h>

#include <cstdlib>
#include <iostream>
#include <random>

#include "registry/log/fault_point.h"
#include "tests/api/crash/nodes.h"
#include "tests/api/support/samples.h"

namespace assize::api::testing {
namespace {

using namespace std::chrono_literals;

std::uint32_t number_of_environment(const char* name, std::uint32_t otherwise) {
  const char* const text = std::getenv(name);
  return text == nullptr ? otherwise : static_cast<std::uint32_t>(std::stoul(text));
}

// Nothing is acknowledged by a node that has died.
template <typename Ask>
RawReply reply_or_none(const Ask& ask_node) {
  try {
    return ask_node();
  } catch (const std::runtime_error&) {
    return {};
  }
}

class Model {
 public:
  explicit Model(std::uint32_t seed) : random_(seed) {
    nodes_.sequence();
    entries_before_ = nodes_.count("SELECT COUNT(*) FROM log_entry");
  }

  void step() {
    note_checkpoint();
    switch (below(10)) {
      case 0:
        return kill_a_node();
      case 1:
        return start_a_node_that_will_die();
      case 2:
        return nodes_.let_lease_run_out();
      case 3:
        return run_a_command();
      case 4:
        return repeat_a_filing();
      default:
        return file();
    }
  }

  // Everything is given its place by a node that nothing happens to; then model and log are one.
  void settle_and_check() {
    running_.clear();
    nodes_.let_lease_run_out();
    const auto last = nodes_.start();
    for (Filed& filed : filed_) {
      // What was not acknowledged may or may not have happened; sending it again settles it.
      const RawReply reply = nodes_.file_again(*last, filed.key, filed.fees);
      ASSERT_EQ(reply.status, 201) << reply.body;
      if (filed.reply.empty()) filed.reply = reply.body;
      EXPECT_EQ(reply.body, filed.reply) << "the first reply, receipt and all";
      leaves_.push_back(nodes_.promised_leaf(reply));
      EXPECT_TRUE(Nodes::is_proved(*last, leaves_.back())) << leaves_.back();
    }
    EXPECT_EQ(last->stop(SIGTERM), 0) << last->log();
    EXPECT_EQ(nodes_.trouble(leaves_), "");
    EXPECT_EQ(nodes_.count("SELECT COUNT(*) FROM filing"), std::ssize(filed_));
    // A command may have been killed after its commit, so it left one entry or none.
    const std::int64_t entries = nodes_.count("SELECT COUNT(*) FROM log_entry") - entries_before_;
    EXPECT_GE(entries, std::ssize(filed_) + commands_done_);
    EXPECT_LE(entries, std::ssize(filed_) + commands_done_ + commands_unsure_);
    for (const std::string& note : notes_) EXPECT_EQ(nodes_.trouble_since(note), "");
  }

  std::string summary() const {
    return std::to_string(filed_.size()) + " filings, " +
           std::to_string(commands_done_ + commands_unsure_) + " commands, " +
           std::to_string(deaths_) + " deaths, " + std::to_string(notes_.size()) +
           " checkpoints seen";
  }

 private:
  struct Filed {
    std::string key;
    std::string fees;
    std::string reply;  // "" while nothing was acknowledged
  };

  std::size_t below(std::size_t end) { return random_() % end; }
  Server& any_node() {
    while (running_.empty()) start("");
    return *running_[below(running_.size())];
  }
  void start(const std::string& fault_point) {
    if (running_.size() == 2) running_.erase(running_.begin());  // SIGTERM
    try {
      running_.push_back(nodes_.start(fault_point, "node-" + std::to_string(++started_ % 3)));
    } catch (const std::runtime_error&) {
      ++deaths_;  // it reached its fault point before it was ready
    }
  }
  void start_a_node_that_will_die() {
    start(std::string(registry::fault_point_names[below(registry::fault_point_names.size())]));
  }
  void kill_a_node() {
    if (running_.empty()) return;
    const auto dying = running_.begin() + static_cast<std::ptrdiff_t>(below(running_.size()));
    (*dying)->stop(SIGKILL);
    running_.erase(dying);
    ++deaths_;
  }
  void take_away_the_dead() {
    deaths_ += static_cast<int>(
        std::erase_if(running_, [](const auto& node) { return node->wait_for_end(1ms) >= 0; }));
  }

  void file() {
    Filed filed{"key-" + std::to_string(filed_.size()), "", ""};
    const Server& node = any_node();
    const RawReply reply = reply_or_none([&] { return nodes_.file(node, filed.key); });
    filed.fees = nodes_.last_fees();
    if (reply.status == 201) filed.reply = reply.body;
    filed_.push_back(std::move(filed));
    take_away_the_dead();
  }
  void repeat_a_filing() {
    if (filed_.empty()) return;
    Filed& filed = filed_[below(filed_.size())];
    const Server& node = any_node();
    const RawReply reply =
        reply_or_none([&] { return nodes_.file_again(node, filed.key, filed.fees); });
    if (reply.status == 201) {
      if (filed.reply.empty()) filed.reply = reply.body;
      EXPECT_EQ(reply.body, filed.reply);
    }
    take_away_the_dead();
  }
  // A process of its own, which sequences too unless a node leads; half of them die on the way.
  void run_a_command() {
    std::vector<std::string> environment;
    if (below(2) == 0) {
      environment.push_back(
          "ASSIZE_FAULT_POINT=" +
          std::string(registry::fault_point_names[below(registry::fault_point_names.size())]));
    }
    const std::vector<std::string> publish = {
        "rule-book", "publish",
        nodes_.folder().file("book.json", small_book("model." + std::to_string(++editions_)))};
    const std::vector<std::string> issue = {"token",    "create",         "--role",
                                            "approver", "--organisation", "Test"};
    const Outcome outcome = nodes_.run_command(below(2) == 0 ? publish : issue, environment);
    if (outcome.status == 0) {
      ++commands_done_;
    } else {
      EXPECT_EQ(outcome.status, 128 + SIGKILL) << outcome.err;
      ++commands_unsure_;
    }
  }
  void note_checkpoint() {
    for (const auto& node : running_) {
      const RawReply reply =
          reply_or_none([&] { return ask(node->port(), "GET", "/log/checkpoint"); });
      if (reply.status == 200) notes_.push_back(reply.body);
    }
  }

  Nodes nodes_;
  std::mt19937 random_;
  std::vector<std::unique_ptr<Server>> running_;
  std::vector<Filed> filed_;
  std::vector<std::string> leaves_;
  std::vector<std::string> notes_;
  std::int64_t entries_before_ = 0;
  std::int64_t commands_done_ = 0;
  std::int64_t commands_unsure_ = 0;
  int started_ = 0;
  int editions_ = 0;
  int deaths_ = 0;
};

TEST(LogModel, TheLogIsWhatWasAcknowledgedWhateverDies) {
  const std::uint32_t seed = number_of_environment("ASSIZE_MODEL_SEED", std::random_device{}());
  const std::chrono::seconds time(number_of_environment("ASSIZE_MODEL_SECONDS", 12));
  std::cout << "ASSIZE_MODEL_SEED=" << seed << "\n";
  SCOPED_TRACE("ASSIZE_MODEL_SEED=" + std::to_string(seed));
  Model model(seed);
  const auto end = std::chrono::steady_clock::now() + time;
  while (std::chrono::steady_clock::now() < end && !::testing::Test::HasFailure()) model.step();
  model.settle_and_check();
  std::cout << model.summary() << "\n";
}

}  // namespace
}  // namespace assize::api::testing
