#include "registry/database/migrations.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "tests/registry/support/test_database.h"

namespace assize::registry {
namespace {

using testing::TestServer;

// An empty database's address; what a test makes there is dropped with it.
class MigrationsTest : public ::testing::Test {
 protected:
  MigrationsTest() : address_(TestServer::shared().next_address()), database_(address_) {}
  ~MigrationsTest() override { database_.drop(); }

  std::string message(const Result<int>& result) {
    return result ? "applied " + std::to_string(*result) : result.faults().front().message;
  }
  std::string one_value(std::string_view sql) {
    return database_.with_connection([&](Connection& c) { return c.query_one(sql)->text(0); });
  }
  void execute(std::string_view sql) {
    database_.with_connection([&](Connection& c) { c.execute(sql); });
  }

  DatabaseAddress address_;
  Database database_;
};

TEST_F(MigrationsTest, MakesTheWholeSchemaOnce) {
  const int all = static_cast<int>(embedded_migrations().size());
  EXPECT_EQ(message(migrate(database_)), "applied " + std::to_string(all));
  EXPECT_EQ(message(migrate(database_)), "applied 0");
  EXPECT_EQ(one_value("SELECT COUNT(*) FROM schema_version WHERE complete"), std::to_string(all));
  EXPECT_EQ(one_value("SELECT DEFAULT_COLLATION_NAME FROM information_schema.SCHEMATA "
                      "WHERE SCHEMA_NAME = DATABASE()"),
            "utf8mb4_nopad_bin");
}

TEST_F(MigrationsTest, NumbersRunFromOneWithoutAGap) {
  int number = 0;
  for (const Migration& migration : embedded_migrations()) EXPECT_EQ(migration.number, ++number);
  EXPECT_GE(number, 3);
}

TEST_F(MigrationsTest, RunsOnceWhenSeveralNodesStartTogether) {
  std::vector<std::string> outcomes(4);
  std::vector<std::thread> nodes;
  for (std::string& outcome : outcomes) {
    nodes.emplace_back([&] {
      Database node(address_, 4);
      outcome = message(migrate(node));
    });
  }
  for (auto& node : nodes) node.join();
  std::sort(outcomes.begin(), outcomes.end());
  EXPECT_EQ(outcomes[0], "applied 0");
  EXPECT_EQ(outcomes[2], "applied 0");
  EXPECT_EQ(outcomes[3], "applied " + std::to_string(embedded_migrations().size()));
}

TEST_F(MigrationsTest, RefusesANewerDatabase) {
  ASSERT_TRUE(migrate(database_).ok());
  execute("INSERT INTO schema_version VALUES (9001, '9001_later.sql', '', 1, TRUE, NOW(6))");
  EXPECT_NE(message(migrate(database_)).find("made by a newer Assize: it has migration 9001"),
            std::string::npos)
      << message(migrate(database_));
}

TEST_F(MigrationsTest, RefusesAMigrationThatChangedAfterItWasApplied) {
  ASSERT_TRUE(migrate(database_, {{1, "0001_a.sql", "CREATE TABLE a (x INT);"}}).ok());
  EXPECT_NE(message(migrate(database_, {{1, "0001_a.sql", "CREATE TABLE a (x BIGINT);"}}))
                .find("0001_a.sql of this program differs"),
            std::string::npos);
}

TEST_F(MigrationsTest, SaysWhereAMigrationStoppedAndGoesOnFromThere) {
  // The second statement needs a table that is not there yet.
  const std::vector<Migration> migrations = {
      {1, "0001_a.sql",
       "CREATE TABLE a (x INT);\nINSERT INTO b VALUES (1);\nCREATE TABLE c (x INT);\n"}};
  EXPECT_NE(
      message(migrate(database_, migrations)).find("0001_a.sql stopped at its statement 2 of 3"),
      std::string::npos);
  execute("CREATE TABLE b (x INT)");
  EXPECT_EQ(message(migrate(database_, migrations)), "applied 1");
  EXPECT_EQ(one_value("SELECT COUNT(*) FROM b"), "1");
  EXPECT_EQ(one_value("SELECT COUNT(*) FROM c"), "0");
}

TEST_F(MigrationsTest, KnowsTheStatementThatWasDoneJustBeforeItsProcessDied) {
  const std::vector<Migration> migrations = {
      {1, "0001_a.sql", "CREATE TABLE a (x INT);\nCREATE TABLE b (x INT);\n"}};
  ASSERT_EQ(message(migrate(database_, migrations)), "applied 1");
  execute("UPDATE schema_version SET statements_done = 1, complete = FALSE");
  EXPECT_EQ(message(migrate(database_, migrations)), "applied 1");
}

TEST_F(MigrationsTest, DoesNotTakeATableOfSomeoneElseForItsOwn) {
  database_.create_if_missing();
  execute("CREATE TABLE a (y INT)");
  EXPECT_NE(message(migrate(database_, {{1, "0001_a.sql", "CREATE TABLE a (x INT);"}}))
                .find("stopped at its statement 1 of 1"),
            std::string::npos);
}

TEST_F(MigrationsTest, WaitsForALeaseThatRunsOut) {
  ASSERT_TRUE(migrate(database_).ok());
  execute(
      "UPDATE schema_lease SET holder = 'died', expires_at = UTC_TIMESTAMP(6) + INTERVAL 1 SECOND");
  EXPECT_EQ(message(migrate(database_)), "applied 0");
  EXPECT_EQ(one_value("SELECT holder FROM schema_lease"), "");
}

TEST(Statements, EndWithASemicolonAtALinesEnd) {
  const auto statements = statements_of(
      "-- a comment; with a semicolon;\nCREATE TABLE a (\n  -- inside\n  x VARCHAR(9) DEFAULT "
      "'a;b'\n"
      ");\r\n\nINSERT INTO a VALUES ('1')");
  ASSERT_EQ(statements.size(), 2u);
  EXPECT_EQ(statements[0], "CREATE TABLE a (\n  x VARCHAR(9) DEFAULT 'a;b'\n)\n");
  EXPECT_EQ(statements[1], "INSERT INTO a VALUES ('1')\n");
}

}  // namespace
}  // namespace assize::registry
