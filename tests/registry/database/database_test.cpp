// One test for each trap of the driver and the server that this layer guards against.
#include "registry/database/database.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <thread>

#include "tests/registry/support/test_database.h"

namespace assize::registry {
namespace {

using testing::TestDatabase;

std::int64_t connection_id(Connection& connection) {
  return connection.query_one("SELECT CONNECTION_ID()")->integer(0);
}

class DatabaseTest : public ::testing::Test {
 protected:
  DatabaseTest() {
    execute(
        "CREATE TABLE sample (id BIGINT PRIMARY KEY, amount DECIMAL(18,2) NULL, day DATE NULL, "
        "moment DATETIME(6) NULL, word VARCHAR(50) NULL, bytes LONGBLOB NULL, flag BOOLEAN NULL)");
  }
  std::uint64_t execute(std::string_view sql, const Values& values = {}) {
    return database_->with_connection([&](Connection& c) { return c.execute(sql, values); });
  }
  std::vector<Row> query(std::string_view sql, const Values& values = {}) {
    return database_->with_connection([&](Connection& c) { return c.query(sql, values); });
  }
  std::int64_t count() { return query("SELECT COUNT(*) FROM sample")[0].integer(0); }
  // Ends the other side of a connection, as a restart of the server would.
  void kill(std::int64_t id) {
    Database other(database_.address(), 1);
    other.with_connection([&](Connection& c) { c.execute("KILL " + std::to_string(id)); });
  }
  TestDatabase database_;
};

TEST_F(DatabaseTest, KeepsDecimalsThatNoBinaryFractionHolds) {
  execute("INSERT INTO sample (id, amount) VALUES (?, ?)",
          {std::int64_t{1}, "9007199254740993.01"});
  EXPECT_EQ(query("SELECT amount FROM sample")[0].text(0), "9007199254740993.01");
  EXPECT_EQ(query("SELECT amount + 0.01 FROM sample WHERE id = ?", {std::int64_t{1}})[0].text(0),
            "9007199254740993.02");
}

TEST_F(DatabaseTest, ComparesDecimalsExactlyWhenCast) {
  execute("INSERT INTO sample (id, amount) VALUES (1, 9007199254740993.01)");
  EXPECT_EQ(query("SELECT id FROM sample WHERE amount = CAST(? AS DECIMAL(18,2))",
                  {"9007199254740993.02"})
                .size(),
            0u);
}

TEST_F(DatabaseTest, GivesDatesAndTimesAsText) {
  execute("INSERT INTO sample (id, day, moment) VALUES (?, ?, ?)",
          {std::int64_t{1}, "2026-03-31", "2026-03-31 09:15:02.000001"});
  const auto rows = query("SELECT day, moment, flag FROM sample WHERE id = ?", {std::int64_t{1}});
  EXPECT_EQ(rows[0].text(0), "2026-03-31");
  EXPECT_EQ(rows[0].text(1), "2026-03-31 09:15:02.000001");
  EXPECT_TRUE(rows[0].is_null(2));
}

TEST_F(DatabaseTest, GivesAWholeSecondItsSixPlaces) {
  execute("INSERT INTO sample (id, moment) VALUES (1, '2026-03-31 00:00:00')");
  EXPECT_EQ(query("SELECT moment FROM sample")[0].text(0), "2026-03-31 00:00:00.000000");
}

TEST_F(DatabaseTest, SpeaksUtc) {
  const auto rows = query(
      "SELECT @@session.time_zone, NOW(6) BETWEEN UTC_TIMESTAMP(6) - INTERVAL 1 "
      "SECOND AND UTC_TIMESTAMP(6) + INTERVAL 1 SECOND");
  EXPECT_EQ(rows[0].text(0), "+00:00");
  EXPECT_EQ(rows[0].integer(1), 1);
}

TEST_F(DatabaseTest, KeepsNullApartFromEmpty) {
  execute("INSERT INTO sample (id, word) VALUES (?, ?), (?, ?)",
          {std::int64_t{1}, nullptr, std::int64_t{2}, ""});
  const auto rows = query("SELECT word, amount FROM sample ORDER BY id");
  EXPECT_EQ(rows[0].text_or_none(0), std::nullopt);
  EXPECT_EQ(rows[1].text(0), "");
  EXPECT_EQ(rows[0].integer_or_none(1), std::nullopt);
  EXPECT_THROW(rows[0].text(0), std::logic_error);
  EXPECT_THROW(rows[0].integer(0), std::logic_error);
}

TEST_F(DatabaseTest, RefusesTextForAWholeNumber) {
  const auto rows = query("SELECT '12x', '9223372036854775808', -9223372036854775808");
  EXPECT_THROW(rows[0].integer(0), std::logic_error);
  EXPECT_THROW(rows[0].integer(1), std::logic_error);
  EXPECT_EQ(rows[0].integer(2), INT64_MIN);
}

TEST_F(DatabaseTest, KeepsBytesOfAnySize) {
  std::string bytes(20'000'000, '\0');
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i * 7 + i / 256);
  execute("INSERT INTO sample (id, bytes, word) VALUES (?, ?, ?)", {std::int64_t{1}, bytes, "end"});
  const auto rows = query("SELECT bytes, word FROM sample WHERE id = ?", {std::int64_t{1}});
  EXPECT_TRUE(rows[0].text(0) == bytes);
  EXPECT_EQ(rows[0].text(1), "end");
}

TEST_F(DatabaseTest, ReadsValuesOfEveryLengthAroundItsBuffer) {
  std::vector<Values> rows;
  for (std::int64_t length : {0, 1, 1023, 1024, 1025, 4096}) {
    rows.push_back({length, std::string(static_cast<std::size_t>(length), 'x')});
  }
  database_->with_connection(
      [&](Connection& c) { c.insert_many("INSERT INTO sample (id, bytes) VALUES", rows); });
  for (const Row& row : query("SELECT id, bytes FROM sample ORDER BY id")) {
    EXPECT_EQ(row.text(1).size(), static_cast<std::size_t>(row.integer(0)));
  }
}

TEST_F(DatabaseTest, KeepsFourByteCharacters) {
  execute("INSERT INTO sample (id, word) VALUES (?, ?)", {std::int64_t{1}, "Ysgol Tŷ 𝒞oed 🏫"});
  const auto rows = query("SELECT word, CHAR_LENGTH(word) FROM sample");
  EXPECT_EQ(rows[0].text(0), "Ysgol Tŷ 𝒞oed 🏫");
  EXPECT_EQ(rows[0].integer(1), 15);
}

TEST_F(DatabaseTest, ComparesTextExactly) {
  EXPECT_EQ(query("SELECT 'key' = 'KEY', 'key' = 'key ', 'e' = 'é'")[0].integer(0), 0);
  execute("INSERT INTO sample (id, word) VALUES (1, 'key')");
  EXPECT_EQ(query("SELECT id FROM sample WHERE word = ?", {"KEY"}).size(), 0u);
  EXPECT_EQ(query("SELECT id FROM sample WHERE word = ?", {"key "}).size(), 0u);
  EXPECT_EQ(query("SELECT id FROM sample WHERE word = ?", {"key"}).size(), 1u);
}

TEST_F(DatabaseTest, RefusesWhatDoesNotFit) {
  const auto refused = [&](std::string_view column, const Value& value) {
    EXPECT_THROW(
        execute("INSERT INTO sample (id, " + std::string(column) + ") VALUES (1, ?)", {value}),
        DatabaseError)
        << column;
  };
  refused("word", std::string(51, 'x'));
  refused("word", "\xff\xfe");
  refused("day", "2026-02-30");
  refused("day", "0000-00-00");
  refused("amount", "12345678901234567.00");
  refused("amount", "ten");
  EXPECT_THROW(query("SELECT id, COUNT(*) FROM sample"), DatabaseError);
  EXPECT_EQ(count(), 0);
}

TEST_F(DatabaseTest, NeverReadsAValueAsSql) {
  const std::string hostile = "x'); DROP TABLE sample; -- \" ` \\";
  execute("INSERT INTO sample (id, word) VALUES (?, ?)", {std::int64_t{1}, hostile});
  EXPECT_EQ(query("SELECT word FROM sample WHERE word = ?", {hostile})[0].text(0), hostile);
  EXPECT_THROW(query("SELECT 1; SELECT 2"), DatabaseError);
}

TEST_F(DatabaseTest, RefusesTheWrongNumberOfValues) {
  EXPECT_THROW(query("SELECT ?", {}), std::logic_error);
  EXPECT_THROW(query("SELECT 1", {"x"}), std::logic_error);
}

TEST_F(DatabaseTest, DoesNotRepeatTheValuesOfADuplicateKey) {
  execute("CREATE TABLE named (word VARCHAR(20) PRIMARY KEY)");
  execute("INSERT INTO named VALUES ('confidential')");
  try {
    execute("INSERT INTO named VALUES (?)", {"confidential"});
    FAIL();
  } catch (const DatabaseError& error) {
    EXPECT_TRUE(error.is_duplicate_key());
    EXPECT_FALSE(error.is_transient());
    EXPECT_EQ(std::string(error.what()),
              "database error 1062: a row with the same key exists already (key 'PRIMARY')");
  }
}

TEST_F(DatabaseTest, SaysHowManyRowsChanged) {
  EXPECT_EQ(execute("INSERT INTO sample (id) VALUES (1), (2), (3)"), 3u);
  EXPECT_EQ(execute("UPDATE sample SET word = 'a' WHERE id > ?", {std::int64_t{1}}), 2u);
  EXPECT_EQ(execute("DELETE FROM sample WHERE id = 9"), 0u);
}

TEST_F(DatabaseTest, GivesTheLastInsertId) {
  execute("CREATE TABLE numbered (id BIGINT AUTO_INCREMENT PRIMARY KEY, word TEXT)");
  database_->with_connection([](Connection& c) {
    c.execute("INSERT INTO numbered (word) VALUES (?)", {"a"});
    EXPECT_EQ(c.last_insert_id(), 1u);
    c.execute("INSERT INTO numbered (word) VALUES (?)", {"b"});
    EXPECT_EQ(c.last_insert_id(), 2u);
  });
}

TEST_F(DatabaseTest, InsertsManyRowsOverSeveralPackets) {
  std::vector<Values> rows;
  for (std::int64_t i = 0; i < 5'003; ++i) rows.push_back({i, std::string(2'000, 'b'), nullptr});
  const std::uint64_t inserted = database_->with_connection([&](Connection& c) {
    return c.insert_many("INSERT INTO sample (id, bytes, day) VALUES", rows);
  });
  EXPECT_EQ(inserted, 5'003u);
  EXPECT_EQ(query("SELECT COUNT(*), SUM(LENGTH(bytes)), MAX(id) FROM sample")[0].text(1),
            "10006000");
  database_->with_connection([&](Connection& c) {
    EXPECT_EQ(c.insert_many("INSERT INTO sample (id) VALUES", {}), 0u);
    c.insert_many("INSERT INTO sample (id, word) VALUES", {{std::int64_t{1}, "new"}},
                  "ON DUPLICATE KEY UPDATE word = VALUES(word)");
  });
  EXPECT_EQ(query("SELECT word FROM sample WHERE id = 1")[0].text(0), "new");
}

TEST_F(DatabaseTest, InsertsManyRowsOfEveryKindOfValue) {
  const std::string head = "INSERT INTO sample (id, word, bytes, day, amount) VALUES";
  const std::string bytes("\0\xff'", 3);
  database_->with_connection([&](Connection& c) {
    c.insert_many(head, {{std::int64_t{-1}, nullptr, bytes, nullptr, "1234567890.12"},
                         {std::int64_t{2}, "Tŷ", nullptr, nullptr, nullptr},
                         {std::int64_t{3}, "", "", nullptr, "0.10"}});
    // A column that holds numbers and texts, and one row by the same statement.
    c.insert_many(head, {{std::int64_t{4}, "a", "b", "2026-02-28", std::int64_t{5}},
                         {"5", std::int64_t{6}, "b", nullptr, "5.50"}});
    c.insert_many(head, {{std::int64_t{6}, "alone", nullptr, "2026-03-01", nullptr}});
    c.insert_many(head, {{std::int64_t{7}, "x", nullptr, nullptr, nullptr},
                         {std::int64_t{8}, "y", nullptr, nullptr, nullptr}});
  });
  std::string held;
  for (const Row& row : query("SELECT id, word, HEX(bytes), day, amount FROM sample ORDER BY id")) {
    for (std::size_t i = 0; i < row.size(); ++i) held += row.text_or_none(i).value_or("~") + "|";
    held += "\n";
  }
  EXPECT_EQ(held,
            "-1|~|00FF27|~|1234567890.12|\n"
            "2|Tŷ|~|~|~|\n"
            "3|||~|0.10|\n"
            "4|a|62|2026-02-28|5.00|\n"
            "5|6|62|~|5.50|\n"
            "6|alone|~|2026-03-01|~|\n"
            "7|x|~|~|~|\n"
            "8|y|~|~|~|\n");
}

TEST_F(DatabaseTest, RefusesManyRowsOfWhichOneDoesNotFitAndKeepsNone) {
  const auto insert = [&](const std::vector<Values>& rows, std::string_view tail = {}) {
    return database_->with_connection([&](Connection& c) {
      return c.insert_many("INSERT INTO sample (id, word) VALUES", rows, tail);
    });
  };
  const std::string long_word(51, 'x');
  EXPECT_THROW(insert({{std::int64_t{1}, "a"}, {std::int64_t{2}, long_word}}), DatabaseError);
  EXPECT_EQ(count(), 0);
  insert({{std::int64_t{1}, "a"}, {std::int64_t{2}, "b"}});
  try {
    insert({{std::int64_t{3}, "c"}, {std::int64_t{2}, "confidential"}});
    FAIL();
  } catch (const DatabaseError& error) {
    EXPECT_TRUE(error.is_duplicate_key());
    EXPECT_EQ(std::string(error.what()).find("confidential"), std::string::npos);
  }
  EXPECT_EQ(count(), 2);
  insert({{std::int64_t{2}, "new"}, {std::int64_t{3}, "c"}, {std::int64_t{1}, "newer"}},
         "ON DUPLICATE KEY UPDATE word = VALUES(word)");
  EXPECT_EQ(query("SELECT GROUP_CONCAT(word ORDER BY id) FROM sample")[0].text(0), "newer,new,c");
  EXPECT_THROW(insert({{std::int64_t{4}, "d"}, {std::int64_t{5}}}), std::logic_error);
}

TEST_F(DatabaseTest, StreamsRowsAndStaysUsableWhenTheReaderThrows) {
  std::vector<Values> rows;
  for (std::int64_t i = 0; i < 3'000; ++i) rows.push_back({i});
  database_->with_connection([&](Connection& c) {
    c.insert_many("INSERT INTO sample (id) VALUES", rows);
    std::int64_t sum = 0;
    c.query_each("SELECT id FROM sample", {}, [&](const Row& row) { sum += row.integer(0); });
    EXPECT_EQ(sum, 3'000 * 2'999 / 2);
    EXPECT_THROW(c.query_each("SELECT id FROM sample", {},
                              [](const Row&) { throw std::runtime_error("enough"); }),
                 std::runtime_error);
    EXPECT_EQ(c.query_one("SELECT COUNT(*) FROM sample")->integer(0), 3'000);
  });
}

TEST_F(DatabaseTest, UsesACachedStatementAfterItsTableChanged) {
  execute("INSERT INTO sample (id, word) VALUES (1, 'a')");
  database_->with_connection([](Connection& c) {
    EXPECT_EQ(c.query_one("SELECT * FROM sample")->size(), 7u);
    c.execute("ALTER TABLE sample ADD COLUMN more INT NOT NULL DEFAULT 5");
    const auto row = c.query_one("SELECT * FROM sample");
    ASSERT_EQ(row->size(), 8u);
    EXPECT_EQ(row->integer(7), 5);
  });
}

TEST_F(DatabaseTest, KeepsManyDifferentStatementsInOneConnection) {
  database_->with_connection([](Connection& c) {
    for (int round = 0; round < 3; ++round) {
      for (int i = 0; i < 200; ++i) {
        EXPECT_EQ(c.query_one("SELECT ? + " + std::to_string(i), {std::int64_t{1}})->integer(0),
                  i + 1);
      }
    }
  });
}

TEST_F(DatabaseTest, RollsBackUnlessCommitted) {
  database_->with_connection([](Connection& c) {
    { Transaction(c).connection().execute("INSERT INTO sample (id) VALUES (1)"); }
    Transaction kept(c);
    c.execute("INSERT INTO sample (id) VALUES (2)");
    kept.commit();
  });
  EXPECT_THROW(database_->in_transaction([](Transaction& t) {
    t.connection().execute("INSERT INTO sample (id) VALUES (3)");
    throw std::runtime_error("changed my mind");
  }),
               std::runtime_error);
  EXPECT_EQ(query("SELECT GROUP_CONCAT(id) FROM sample")[0].text(0), "2");
}

TEST_F(DatabaseTest, ReplacesAConnectionThatDiedWhileIdle) {
  const std::int64_t before = database_->with_connection(connection_id);
  EXPECT_EQ(database_->with_connection(connection_id), before);
  kill(before);
  const std::int64_t after = database_->with_connection(connection_id);
  EXPECT_NE(after, before);
}

TEST_F(DatabaseTest, TriesATransactionAgainWhenItsConnectionIsLost) {
  int tries = 0;
  database_->in_transaction([&](Transaction& t) {
    ++tries;
    t.connection().execute("INSERT INTO sample (id) VALUES (1)");
    if (tries == 1) kill(connection_id(t.connection()));
    t.connection().execute("INSERT INTO sample (id) VALUES (2)");
  });
  EXPECT_EQ(tries, 2);
  EXPECT_EQ(count(), 2);
}

TEST_F(DatabaseTest, SaysSoWhenAConnectionIsLostAtItsCommit) {
  int tries = 0;
  EXPECT_THROW(database_->in_transaction([&](Transaction& t) {
    ++tries;
    t.connection().execute("INSERT INTO sample (id) VALUES (1)");
    kill(connection_id(t.connection()));
  }),
               CommitUnknown);
  EXPECT_EQ(tries, 1) << "what may have taken effect must not be done again";
  EXPECT_EQ(count(), 0);  // the database goes on working
}

TEST_F(DatabaseTest, TriesTheLoserOfADeadlockAgain) {
  execute("INSERT INTO sample (id, word) VALUES (1, ''), (2, '')");
  std::latch both(2);
  std::atomic<int> tries{0};
  const auto work = [&](std::int64_t first, std::int64_t second) {
    bool waited = false;
    database_->in_transaction([&](Transaction& t) {
      ++tries;
      const auto touch = [&](std::int64_t id) {
        t.connection().execute("UPDATE sample SET word = CONCAT(word, 'x') WHERE id = ?", {id});
      };
      touch(first);
      if (!waited) {
        waited = true;
        both.arrive_and_wait();
      }
      touch(second);
    });
  };
  std::thread other([&] { work(2, 1); });
  work(1, 2);
  other.join();
  EXPECT_EQ(tries, 3);
  EXPECT_EQ(query("SELECT GROUP_CONCAT(word) FROM sample")[0].text(0), "xx,xx");
}

// The server has begun its answer by then, so the driver tells the connection and not the
// statement.
TEST_F(DatabaseTest, SaysWhyALockingReadFailed) {
  execute("INSERT INTO sample (id) VALUES (1)");
  Database other(database_.address(), 1);
  other.in_transaction([&](Transaction& holder) {
    holder.connection().query("SELECT id FROM sample WHERE id = 1 FOR UPDATE");
    database_->with_connection([&](Connection& c) {
      c.execute("SET innodb_lock_wait_timeout = 0");
      Transaction waiter(c);
      try {
        c.query("SELECT id FROM sample WHERE id = 1 FOR UPDATE");
        FAIL() << "it was not kept waiting";
      } catch (const DatabaseError& error) {
        EXPECT_EQ(error.code(), 1205U) << error.what();
      }
    });
  });
}

TEST_F(DatabaseTest, GivesUpOnAnErrorThatLasts) {
  int tries = 0;
  EXPECT_THROW(database_->in_transaction([&](Transaction& t) {
    ++tries;
    t.connection().execute("INSERT INTO missing VALUES (1)");
  }),
               DatabaseError);
  EXPECT_EQ(tries, 1);
  tries = 0;
  EXPECT_THROW(database_->in_transaction([&](Transaction&) {
    ++tries;
    throw DatabaseError(1213, "deadlock for ever");
  }),
               DatabaseError);
  EXPECT_EQ(tries, 8);
}

TEST_F(DatabaseTest, LendsNoMoreConnectionsThanItsLimit) {
  Database few(database_.address(), 2);
  std::atomic<int> lent{0};
  std::atomic<int> most{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      few.with_connection([&](Connection& c) {
        const int now = ++lent;
        int before = most;
        while (before < now && !most.compare_exchange_weak(before, now)) {
        }
        c.query("SELECT SLEEP(0.02)");
        --lent;
      });
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(most, 2);
}

TEST(DatabaseError, KnowsWhatMayBeTriedAgain) {
  for (const unsigned code :
       {1213u, 1205u, 1047u, 1020u, 1927u, 1053u, 2002u, 2003u, 2006u, 2013u, 2055u, 1040u}) {
    EXPECT_TRUE(DatabaseError(code, "").is_transient()) << code;
  }
  for (const unsigned code : {1062u, 1064u, 1146u, 1045u, 1406u, 1021u}) {
    EXPECT_FALSE(DatabaseError(code, "").is_transient()) << code;
  }
}

TEST(Database, SaysThatAServerIsDown) {
  DatabaseAddress address;
  address.socket_path = "/nonexistent/database.socket";
  address.user = "nobody";
  Database database(address);
  EXPECT_THROW(database.with_connection([](Connection& c) { c.query("SELECT 1"); }), DatabaseError);
}

}  // namespace
}  // namespace assize::registry
