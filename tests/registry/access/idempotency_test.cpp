#include "registry/access/idempotency.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <thread>

#include "tests/registry/support/test_database.h"
#include "tests/registry/support/test_log.h"

namespace assize::registry {
namespace {

constexpr audit::Instant hour = audit::Instant{60} * 60 * 1'000'000;

class IdempotencyTest : public ::testing::Test {
 protected:
  IdempotencyTest() {
    database_->with_connection([](Connection& c) { c.execute("CREATE TABLE done (id INT)"); });
  }
  // A command that leaves a trace and answers with `body`.
  Answer send(const std::string& key, const std::string& request, const std::string& body,
              const std::string& account = "acc_one") {
    return answer_once(*database_, *journal_, {account, key, request}, [&](Transaction& t) {
      t.connection().execute("INSERT INTO done VALUES (1)");
      return KeptReply{201, "Location: /v1/filings/" + body, body};
    });
  }
  std::int64_t count(const std::string& table) {
    return database_->with_connection(
        [&](Connection& c) { return c.query_one("SELECT COUNT(*) FROM " + table)->integer(0); });
  }
  testing::TestDatabase database_;
  testing::TestJournal journal_;
};

TEST_F(IdempotencyTest, GivesTheFirstReplyAgain) {
  const Answer first = send("key", "request", "one");
  EXPECT_EQ(first.kind, Answer::Kind::first);
  const Answer again = send("key", "request", "two");
  EXPECT_EQ(again.kind, Answer::Kind::repeated);
  EXPECT_EQ(again.reply, first.reply);
  EXPECT_EQ(again.reply.status, 201u);
  EXPECT_EQ(again.reply.headers, "Location: /v1/filings/one");
  EXPECT_EQ(count("done"), 1);
}

TEST_F(IdempotencyTest, KeepsBytesOfTheReplyAsTheyAre) {
  const std::string bytes = std::string("\x00\xff\r\n\x1f", 5) + std::string(300'000, 'x');
  send("key", "request", "x");
  const Answer first =
      answer_once(*database_, *journal_, {"acc_one", "other", "r"}, [&](Transaction&) {
        return KeptReply{200, "", bytes};
      });
  EXPECT_EQ(first.reply.body, bytes);
  EXPECT_TRUE(send("other", "r", "y").reply.body == bytes);
}

TEST_F(IdempotencyTest, TellsAKeyThatIsUsedForAnotherRequest) {
  send("key", "request", "one");
  EXPECT_EQ(send("key", "another request", "two").kind, Answer::Kind::key_reused);
  EXPECT_EQ(count("done"), 1);
}

TEST_F(IdempotencyTest, EachAccountHasItsOwnKeysAndTheirTextIsExact) {
  send("key", "request", "one");
  EXPECT_EQ(send("key", "request", "two", "acc_two").kind, Answer::Kind::first);
  EXPECT_EQ(send("KEY", "request", "three").kind, Answer::Kind::first);
  EXPECT_EQ(send("key ", "request", "four").kind, Answer::Kind::first);
}

TEST_F(IdempotencyTest, KeepsNothingOfWorkThatThrew) {
  EXPECT_THROW(answer_once(*database_, *journal_, {"acc_one", "key", "request"},
                           [](Transaction& t) -> KeptReply {
                             t.connection().execute("INSERT INTO done VALUES (1)");
                             throw std::runtime_error("no");
                           }),
               std::runtime_error);
  EXPECT_EQ(count("idempotency"), 0);
  EXPECT_EQ(send("key", "request", "one").kind, Answer::Kind::first);
  EXPECT_EQ(count("done"), 1);
}

TEST_F(IdempotencyTest, TheWorksOwnDuplicateKeyIsNotMistakenForARepeat) {
  EXPECT_THROW(answer_once(*database_, *journal_, {"acc_one", "key", "request"},
                           [](Transaction&) -> KeptReply { throw DatabaseError(1062, "work's"); }),
               DatabaseError);
}

TEST_F(IdempotencyTest, ForgetsAfterADay) {
  send("key", "request", "one");
  journal_.pass(24 * hour - 1);
  EXPECT_EQ(send("key", "request", "two").kind, Answer::Kind::repeated);
  EXPECT_EQ(forget_old_answers(*database_, *journal_), 0u);
  journal_.pass(1);
  EXPECT_EQ(send("key", "another", "three").kind, Answer::Kind::first);
  EXPECT_EQ(count("idempotency"), 1);
  journal_.pass(24 * hour);
  EXPECT_EQ(forget_old_answers(*database_, *journal_), 1u);
  EXPECT_EQ(count("idempotency"), 0);
}

TEST_F(IdempotencyTest, OfManyAtOnceOneDoesTheWork) {
  constexpr int senders = 8;
  std::latch together(senders);
  std::atomic<int> firsts{0};
  std::vector<std::string> bodies(senders);
  std::vector<std::thread> threads;
  for (int i = 0; i < senders; ++i) {
    threads.emplace_back([&, i] {
      together.arrive_and_wait();
      const Answer answer = send("key", "request", std::to_string(i));
      if (answer.kind == Answer::Kind::first) ++firsts;
      bodies[static_cast<std::size_t>(i)] = answer.reply.body;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(firsts, 1);
  EXPECT_EQ(count("done"), 1);
  for (const std::string& body : bodies) EXPECT_EQ(body, bodies[0]);
}

TEST_F(IdempotencyTest, SettlesACommitOfUnknownFate) {
  int done = 0;
  const Answer answer =
      answer_once(*database_, *journal_, {"acc_one", "key", "request"}, [&](Transaction& t) {
        t.connection().execute("INSERT INTO done VALUES (1)");
        if (++done == 1) {
          const auto id = t.connection().query_one("SELECT CONNECTION_ID()")->text(0);
          Database(database_.address(), 1).with_connection([&](Connection& c) {
            c.execute("KILL " + id);
          });
        }
        return KeptReply{201, "", "done"};
      });
  EXPECT_EQ(answer.reply.body, "done");
  EXPECT_EQ(done, 2);
  EXPECT_EQ(count("done"), 1);
}

TEST_F(IdempotencyTest, BoundsTheKey) {
  EXPECT_THROW(send("", "request", "x"), std::length_error);
  EXPECT_THROW(send(std::string(129, 'k'), "request", "x"), std::length_error);
  EXPECT_EQ(send(std::string(128, 'k'), "request", "x").kind, Answer::Kind::first);
}

}  // namespace
}  // namespace assize::registry
