// What tests of the log share: entries to append, a sequencer, and the published log read back and
// verified. Not thread-safe.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/verify/verify_log.h"
#include "registry/log/published_log.h"
#include "registry/log/sequencer.h"
#include "tests/registry/support/test_database.h"
#include "tests/registry/support/test_log.h"

namespace assize::registry::testing {

class LogTest : public ::testing::Test {
 protected:
  NewEntry entry(const std::string& subject) {
    NewEntry made;
    made.action = "test.done";
    made.actor = "acc_test";
    made.subject = subject;
    return made;
  }
  audit::Receipt append(const std::string& subject) {
    return database_->in_transaction(
        [&](Transaction& t) { return journal_->append(t, entry(subject)); });
  }
  void append_many(std::size_t count, const std::string& start = "item/") {
    database_->in_transaction([&](Transaction& t) {
      for (std::size_t i = 0; i < count; ++i) {
        journal_->append(t, entry(start + std::to_string(i)));
      }
    });
  }
  void execute(std::string_view sql, const Values& values = {}) {
    database_->with_connection([&](Connection& c) { c.execute(sql, values); });
  }
  std::string one_value(std::string_view sql) {
    return database_->with_connection([&](Connection& c) { return c.query_one(sql)->text(0); });
  }
  // The subject of each entry of the published log, in order.
  std::vector<std::string> subjects() {
    std::vector<std::string> found;
    for (std::uint64_t i = 0; i < log_.size(); ++i) {
      found.push_back(audit::parse_entry(*log_.entry(i))->subject);
    }
    return found;
  }
  // Works every hash and signature of the published log out again; "" if all is well.
  std::string verify(std::optional<std::string> since = std::nullopt) {
    const audit::LogSource source = [&](std::string_view path) -> audit::Checked<std::string> {
      std::optional<std::string> body;
      if (path == "checkpoint") {
        body = log_.checkpoint_note();
      } else if (const auto id = audit::parse_tile_path(path)) {
        body = log_.tile(*id);
      }
      if (!body) return audit::Refusal{"there is no " + std::string(path)};
      return *body;
    };
    const auto verified = audit::verify_log(source, journal_.verifier(), since, 2, {});
    return verified ? "" : verified.reason();
  }

  TestDatabase database_;
  TestJournal journal_;
  PublishedLog log_{*database_};
  Sequencer sequencer_{*database_, *journal_, "node-a"};
};

}  // namespace assize::registry::testing
