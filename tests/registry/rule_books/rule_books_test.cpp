#include "registry/rule_books/rule_books.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "audit/entry/entry.h"
#include "audit/tree/hash.h"
#include "registry/rule_books/parsed_books.h"
#include "tests/registry/support/test_database.h"

namespace assize::registry {
namespace {

using testing::TestDatabase;

std::string book(const std::string& edition, const std::string& ceiling = "62000.00",
                 const std::string& status = "example") {
  return R"({"edition": ")" + edition + R"(", "title": "Example bands", "status": ")" + status +
         R"(",
 "published": "2026-03-31", "areas": [],
 "bands": [{"id": "B", "item": "*", "provision": "*", "need": "*",
            "component": "total", "unit": "year", "ceiling": ")" +
         ceiling + R"(", "from": "2026-09-01", "source": "https://example.org/bands"}],
 "parameters": []})";
}

class RuleBooksTest : public ::testing::Test {
 protected:
  static Caller administrator() { return {"acc_admin", "org_regulator", Role::administrator, {}}; }
  Result<Publication> publish(const std::string& body, const Caller& actor = administrator()) {
    return publish_rule_book(*database_, journal_, actor, body);
  }
  std::vector<Row> query(const std::string& sql) {
    return database_->with_connection(
        [&](Connection& connection) { return connection.query(sql); });
  }
  std::int64_t entries() { return query("SELECT COUNT(*) FROM log_pending")[0].integer(0); }
  template <typename Work>
  auto with_connection(Work&& work) {
    return database_->with_connection(std::forward<Work>(work));
  }
  TestDatabase database_;
  audit::Instant now_ = audit::parse_instant("2026-03-31T09:15:02.123456Z").value();
  Journal journal_{audit::SigningKey::generate("log.example.org"), [this] { return now_; }};
};

TEST_F(RuleBooksTest, PublishesAnEditionAndLogsIt) {
  const std::string body = book("2026.1");
  const auto published = publish(body);
  ASSERT_TRUE(published) << published.faults()[0].message;
  EXPECT_TRUE(published->was_new);
  EXPECT_EQ(published->edition.edition, "2026.1");
  EXPECT_EQ(published->edition.sha256, audit::sha256_hex(body));
  EXPECT_EQ(published->edition.status, "example");
  EXPECT_EQ(published->edition.title, "Example bands");
  EXPECT_EQ(published->edition.published_on, "2026-03-31");
  EXPECT_EQ(published->edition.published_at, "2026-03-31T09:15:02.123456Z");
  const auto rows = query("SELECT entry FROM log_pending");
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(published->receipt.leaf, audit::leaf_hash(rows[0].text(0)));
  const auto entry = audit::parse_entry(rows[0].text(0));
  EXPECT_EQ(entry->action, "rule_book.published");
  EXPECT_EQ(entry->subject, "rule_book/2026.1");
  EXPECT_EQ(entry->actor, "acc_admin");
  EXPECT_EQ(entry->rule_book, "sha256:" + audit::sha256_hex(body));
  EXPECT_EQ(
      audit::canonical_text(entry->public_part),
      R"({"edition":"2026.1","sha256":")" + audit::sha256_hex(body) + R"(","status":"example"})");
}

TEST_F(RuleBooksTest, AnswersTheSameBytesAgainWithoutAChange) {
  const auto first = publish(book("2026.1"));
  now_ += 1'000'000;
  const auto again = publish(book("2026.1"));
  ASSERT_TRUE(again);
  EXPECT_FALSE(again->was_new);
  EXPECT_EQ(again->edition.published_at, first->edition.published_at);
  EXPECT_EQ(audit::receipt_json(again->receipt), audit::receipt_json(first->receipt));
  EXPECT_EQ(entries(), 1);
}

TEST_F(RuleBooksTest, RefusesOtherBytesUnderTheSameName) {
  ASSERT_TRUE(publish(book("2026.1")));
  for (const std::string& other : {book("2026.1", "62000.01"), book("2026.1") + "\n"}) {
    const auto again = publish(other);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.faults()[0].place, "conflict");
    EXPECT_NE(again.faults()[0].message.find("2026.1"), std::string::npos);
  }
  EXPECT_EQ(entries(), 1);
  EXPECT_EQ(with_connection([](Connection& each) { return rule_book_body(each, "2026.1"); }),
            book("2026.1"));
}

TEST_F(RuleBooksTest, RefusesAFaultyBookWithEveryFault) {
  const auto published = publish(R"({"edition": "2026.1", "colour": "red", "bands": 7})");
  ASSERT_FALSE(published);
  EXPECT_GT(published.faults().size(), 1U);
  EXPECT_FALSE(publish("not JSON"));
  EXPECT_FALSE(publish(""));
  EXPECT_EQ(entries(), 0);
  EXPECT_EQ(query("SELECT edition FROM rule_book_edition").size(), 0U);
}

TEST_F(RuleBooksTest, IsForApproversAndAdministrators) {
  for (const Role role : {Role::anyone, Role::provider, Role::commissioner, Role::case_officer}) {
    const auto published = publish(book("2026.1"), {"acc_x", "org_x", role, {}});
    ASSERT_FALSE(published);
    EXPECT_EQ(published.faults()[0].place, "forbidden");
  }
  EXPECT_TRUE(publish(book("2026.1"), {"acc_x", "org_x", Role::approver, {}}));
}

TEST_F(RuleBooksTest, PutsTheLastPublishedInForce) {
  with_connection([](Connection& each) {
    EXPECT_EQ(rule_book_in_force(each), nullptr);
    EXPECT_EQ(find_rule_book(each, "2026.2"), nullptr);
    EXPECT_EQ(rule_book_body(each, "2026.2"), std::nullopt);
    EXPECT_TRUE(list_rule_books(each).empty());
  });
  ASSERT_TRUE(publish(book("2026.2")));
  ASSERT_TRUE(publish(book("2026.1")));
  ASSERT_TRUE(publish(book("2026.2")));
  with_connection([](Connection& each) {
    EXPECT_EQ(rule_book_in_force(each)->edition(), "2026.1");
    EXPECT_EQ(find_rule_book(each, "2026.2")->sha256(), audit::sha256_hex(book("2026.2")));
    const auto editions = list_rule_books(each);
    ASSERT_EQ(editions.size(), 2U);
    EXPECT_EQ(editions[0].edition, "2026.1");
    EXPECT_EQ(editions[1].edition, "2026.2");
  });
}

// A draft that is out for consultation must not judge anybody's fees, nor an example those of a
// market that has an edition in force.
TEST_F(RuleBooksTest, NeverPutsAConsultationInForceNorAnExampleBeforeAnEditionInForce) {
  const auto in_force = [&] {
    return database_->with_connection([](Connection& each) {
      const auto book_in_force = rule_book_in_force(each);
      return book_in_force ? book_in_force->edition() : std::string();
    });
  };
  ASSERT_TRUE(publish(book("draft.1", "1.00", "consultation")));
  EXPECT_EQ(in_force(), "");
  ASSERT_TRUE(publish(book("example.1")));
  ASSERT_TRUE(publish(book("draft.2", "2.00", "consultation")));
  EXPECT_EQ(in_force(), "example.1");
  ASSERT_TRUE(publish(book("2026.1", "62000.00", "in_force")));
  ASSERT_TRUE(publish(book("example.2", "3.00")));
  EXPECT_EQ(in_force(), "2026.1");
  ASSERT_TRUE(publish(book("2026.2", "63000.00", "in_force")));
  EXPECT_EQ(in_force(), "2026.2");
}

TEST_F(RuleBooksTest, ParsesAnEditionOnce) {
  ASSERT_TRUE(publish(book("2026.1", "61111.11")));
  with_connection([](Connection& each) {
    EXPECT_EQ(rule_book_in_force(each), rule_book_in_force(each));
    EXPECT_EQ(parsed_book(rule_book_in_force(each)->sha256()), rule_book_in_force(each));
  });
}

// What the store holds is checked against what was published before it is believed.
TEST_F(RuleBooksTest, WillNotReadStoredBytesThatHaveChanged) {
  ASSERT_TRUE(publish(book("2026.1")));
  query("UPDATE rule_book_edition SET body = CONCAT(body, ' '), sha256 = REPEAT('0', 64)");
  with_connection(
      [](Connection& each) { EXPECT_THROW(rule_book_in_force(each), std::runtime_error); });
}

TEST_F(RuleBooksTest, PublishesOnceWhenManyPublishTheSame) {
  std::vector<std::thread> threads;
  std::atomic<int> were_new{0}, conflicts{0};
  for (int number = 0; number < 6; ++number) {
    threads.emplace_back([&, number] {
      const auto published = publish(book("2026.1", number % 2 == 0 ? "1.00" : "2.00"));
      if (published) {
        were_new += published->was_new ? 1 : 0;
      } else {
        conflicts += published.faults()[0].place == "conflict" ? 1 : 0;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(were_new, 1);
  EXPECT_EQ(conflicts, 3);
  EXPECT_EQ(entries(), 1);
}

}  // namespace
}  // namespace assize::registry
