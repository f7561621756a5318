#include "registry/database/embedded_server.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "registry/database/data_folder.h"
#include "tests/registry/support/test_database.h"

namespace assize::registry {
namespace {

namespace fs = std::filesystem;
using testing::quick_settings;
using testing::TestFolder;

EmbeddedSettings durable_settings() {
  EmbeddedSettings settings = quick_settings();
  settings.durable = true;
  return settings;
}

std::string message(const Result<EmbeddedServer>& server) {
  return server ? "started" : server.faults().front().message;
}

std::int64_t rows_in_sample(const EmbeddedServer& server) {
  Database database(server.address());
  return database.with_connection(
      [](Connection& c) { return c.query_one("SELECT COUNT(*) FROM sample")->integer(0); });
}

void make_sample(const EmbeddedServer& server) {
  Database database(server.address());
  database.create_if_missing();
  database.in_transaction([](Transaction& t) {
    t.connection().execute("CREATE TABLE IF NOT EXISTS sample (id INT PRIMARY KEY)");
    t.connection().execute("INSERT INTO sample VALUES (1)");
  });
}

TEST(EmbeddedServer, MakesADatabaseOnFirstUseAndFindsItAgain) {
  TestFolder folder;
  const std::string place = folder.path() + "/new/data";
  {
    const auto server = EmbeddedServer::open_alone(place, durable_settings());
    ASSERT_EQ(message(server), "started");
    EXPECT_TRUE(server->is_running());
    make_sample(*server);
    struct stat status {};
    ASSERT_EQ(stat(place.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0700u);
    ASSERT_EQ(stat((place + "/database/assize.password").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600u);
    EXPECT_FALSE(fs::exists(place + "/database.new"));
  }
  EXPECT_FALSE(fs::exists(place + "/database.socket"));
  const auto again = EmbeddedServer::open_alone(place, durable_settings());
  ASSERT_EQ(message(again), "started");
  EXPECT_EQ(rows_in_sample(*again), 1);
}

TEST(EmbeddedServer, IsDurableAndListensOnNoNetwork) {
  TestFolder folder;
  const auto server = EmbeddedServer::open(folder.path(), durable_settings());
  ASSERT_EQ(message(server), "started");
  DatabaseAddress address = server->address();
  address.name.clear();
  Database(address).with_connection([](Connection& c) {
    const auto row = c.query_one(
        "SELECT @@innodb_flush_log_at_trx_commit, @@innodb_doublewrite, @@skip_networking, "
        "@@log_bin, @@performance_schema, @@character_set_server, CURRENT_USER()");
    EXPECT_EQ(row->integer(0), 1);
    EXPECT_EQ(row->integer(1), 1);
    EXPECT_EQ(row->integer(2), 1);
    EXPECT_EQ(row->integer(3), 0);
    EXPECT_EQ(row->integer(4), 0);
    EXPECT_EQ(row->text(5), "utf8mb4");
    EXPECT_EQ(row->text(6), "assize@localhost");
    EXPECT_EQ(c.query("SELECT User FROM mysql.global_priv WHERE User <> 'mariadb.sys'").size(), 1u);
  });
  address.password = "guess";
  EXPECT_THROW(Database(address).with_connection([](Connection&) {}), DatabaseError);
  address.user = "root";
  address.password.clear();
  EXPECT_THROW(Database(address).with_connection([](Connection&) {}), DatabaseError);
}

TEST(EmbeddedServer, RefusesAFolderThatAnotherServiceUses) {
  TestFolder folder;
  const auto first = EmbeddedServer::open_alone(folder.path(), quick_settings());
  ASSERT_EQ(message(first), "started");
  EXPECT_EQ(message(EmbeddedServer::open_alone(folder.path(), quick_settings())),
            "The data folder " + folder.path() + " is in use by another Assize service (process " +
                std::to_string(getpid()) + "). Stop that one first, or give another data folder.");
}

TEST(EmbeddedServer, JoinsTheServerThatAServiceRuns) {
  TestFolder folder;
  const auto service = EmbeddedServer::open_alone(folder.path(), quick_settings());
  ASSERT_EQ(message(service), "started");
  make_sample(*service);
  const auto command = EmbeddedServer::open(folder.path(), quick_settings());
  ASSERT_EQ(message(command), "started");
  EXPECT_EQ(command->process_id(), 0);
  EXPECT_TRUE(command->is_running());
  EXPECT_EQ(rows_in_sample(*command), 1);
}

TEST(EmbeddedServer, StartsOneServerForTwoCommandsAtOnce) {
  TestFolder folder;
  std::vector<std::string> outcomes(4);
  std::atomic<int> started{0};
  std::vector<std::thread> commands;
  for (std::string& outcome : outcomes) {
    commands.emplace_back([&] {
      auto server = EmbeddedServer::open(folder.path(), quick_settings());
      outcome = message(server);
      if (server && server->process_id() != 0) ++started;
      if (server) {
        DatabaseAddress address = server->address();
        address.name.clear();
        Database(address).with_connection([](Connection& c) { c.query("SELECT SLEEP(0.3)"); });
      }
    });
  }
  for (auto& command : commands) command.join();
  for (const std::string& outcome : outcomes) EXPECT_EQ(outcome, "started");
  EXPECT_EQ(started, 1);
}

TEST(EmbeddedServer, GivesTheFolderBackAfterItsProcessIsKilled) {
  TestFolder folder;
  int ready[2];
  ASSERT_EQ(pipe(ready), 0);
  const pid_t child = fork();
  if (child == 0) {
    auto server = EmbeddedServer::open_alone(folder.path(), durable_settings());
    if (!server) _exit(1);
    make_sample(*server);
    const pid_t database_process = server->process_id();
    if (write(ready[1], &database_process, sizeof(database_process)) < 0) _exit(1);
    pause();
    _exit(0);
  }
  pid_t orphan = 0;
  ASSERT_EQ(read(ready[0], &orphan, sizeof(orphan)), static_cast<ssize_t>(sizeof(orphan)));
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  const auto again = EmbeddedServer::open_alone(folder.path(), durable_settings());
  ASSERT_EQ(message(again), "started");
  EXPECT_EQ(rows_in_sample(*again), 1);
  EXPECT_NE(again->process_id(), orphan);
  std::error_code gone;
  EXPECT_EQ(fs::read_symlink("/proc/" + std::to_string(orphan) + "/exe", gone), "")
      << "the server of the killed process still runs";
  close(ready[0]);
  close(ready[1]);
}

TEST(EmbeddedServer, GivesItsServerNothingOfAssizesEnvironment) {
  TestFolder folder;
  setenv("ASSIZE_LOG_KEY", "a secret", 1);
  setenv("NOT_OF_ASSIZE", "kept", 1);
  const auto server = EmbeddedServer::open_alone(folder.path(), quick_settings());
  unsetenv("ASSIZE_LOG_KEY");
  unsetenv("NOT_OF_ASSIZE");
  ASSERT_EQ(message(server), "started");
  std::ifstream file("/proc/" + std::to_string(server->process_id()) + "/environ");
  const std::string environment{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(environment.find("ASSIZE_"), std::string::npos);
  EXPECT_EQ(environment.find("a secret"), std::string::npos);
  EXPECT_NE(environment.find("NOT_OF_ASSIZE=kept"), std::string::npos);
}

TEST(EmbeddedServer, StartsAgainAtTheSameAddressAfterItsServerDied) {
  TestFolder folder;
  auto server = EmbeddedServer::open_alone(folder.path(), durable_settings());
  ASSERT_EQ(message(server), "started");
  make_sample(*server);
  Database database(server->address());
  const auto count = [&] {
    return database.with_connection(
        [](Connection& c) { return c.query_one("SELECT COUNT(*) FROM sample")->integer(0); });
  };
  EXPECT_EQ(count(), 1);
  kill(server->process_id(), SIGKILL);
  for (int i = 0; i < 500 && server->is_running(); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  EXPECT_FALSE(server->is_running());
  EmbeddedServer owned = std::move(server).value();
  EXPECT_EQ(owned.restart(), std::nullopt);
  EXPECT_TRUE(owned.is_running());
  EXPECT_EQ(count(), 1);
}

TEST(EmbeddedServer, StartsOverAfterACrashWhileMakingTheDatabase) {
  TestFolder folder;
  fs::create_directories(folder.path() + "/database.new/mysql");
  std::ofstream(folder.path() + "/database.new/ibdata1") << "half";
  EXPECT_EQ(message(EmbeddedServer::open_alone(folder.path(), quick_settings())), "started");
}

TEST(EmbeddedServer, UsesAShorterSocketPathInADeepFolder) {
  TestFolder folder;
  const std::string deep = folder.path() + "/" + std::string(100, 'd');
  std::string socket;
  {
    const auto server = EmbeddedServer::open_alone(deep, quick_settings());
    ASSERT_EQ(message(server), "started");
    socket = server->address().socket_path;
    EXPECT_LT(socket.size(), 108u);
    EXPECT_EQ(message(EmbeddedServer::open(deep, quick_settings())), "started");
    struct stat status {};
    ASSERT_EQ(stat(fs::path(socket).parent_path().c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0700u);
  }
  EXPECT_FALSE(fs::exists(fs::path(socket).parent_path()));
}

TEST(EmbeddedServer, SaysWhatIsWrongWithTheFolder) {
  TestFolder folder;
  std::ofstream(folder.path() + "/file") << "x";
  EXPECT_EQ(message(EmbeddedServer::open(folder.path() + "/file")),
            folder.path() + "/file is a file, not a folder. Give another data folder.");
  EXPECT_NE(message(EmbeddedServer::open(folder.path() + "/file/below")).find("cannot be made"),
            std::string::npos);
  EXPECT_EQ(message(EmbeddedServer::open("")), "The data folder's name is empty.");
  std::filesystem::create_directory(folder.path() + "/shared");
  std::filesystem::permissions(folder.path() + "/shared", std::filesystem::perms::all);
  EXPECT_NE(message(EmbeddedServer::open(folder.path() + "/shared")).find("chmod 700"),
            std::string::npos);
  // No user, not even root, can make a folder here.
  EXPECT_NE(message(EmbeddedServer::open("/proc/assize")).find("cannot be made"),
            std::string::npos);
}

TEST(EmbeddedServer, ShowsTheServersOwnWordsWhenItDoesNotStart) {
  TestFolder folder;
  { ASSERT_EQ(message(EmbeddedServer::open_alone(folder.path(), quick_settings())), "started"); }
  std::ofstream(folder.path() + "/database/ibdata1", std::ios::trunc) << "not a database";
  const std::string said = message(EmbeddedServer::open_alone(folder.path(), quick_settings()));
  EXPECT_NE(said.find("stopped while starting"), std::string::npos) << said;
  EXPECT_NE(said.find("[ERROR]"), std::string::npos) << said;
}

TEST(FileLock, KeepsOthersOutUntilItIsGone) {
  TestFolder folder;
  const std::string path = folder.path() + "/lock";
  FileLock second(path);
  {
    FileLock first(path);
    EXPECT_TRUE(first.try_exclusive());
    EXPECT_FALSE(second.try_shared());
    first.write_text("1234567 service\n");
    first.write_text("12 command\n");
    EXPECT_EQ(second.read_text(), "12 command\n");
  }
  EXPECT_TRUE(second.try_shared());
}

}  // namespace
}  // namespace assize::registry
