#include "registry/log/keys/log_key.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

#include "tests/registry/support/test_database.h"

namespace assize::registry {
namespace {

class LogKeyTest : public ::testing::Test {
 protected:
  ~LogKeyTest() override { unsetenv("ASSIZE_LOG_KEY"); }
  std::string message(const Result<audit::SigningKey>& key) {
    return key ? key->verifier().text() : key.faults().front().message;
  }
  void write(const std::string& text, mode_t mode) {
    std::ofstream(path_, std::ios::trunc) << text;
    chmod(path_.c_str(), mode);
  }
  testing::TestFolder folder_;
  std::string path_ = folder_.path() + "/log.key";
};

TEST_F(LogKeyTest, IsMadeOnceForItsOwnerAlone) {
  const auto made = open_log_key(path_, "assize.example/log");
  ASSERT_TRUE(made.ok()) << message(made);
  EXPECT_EQ(made->name(), "assize.example/log");
  struct stat status {};
  ASSERT_EQ(stat(path_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777, 0600u);
  EXPECT_EQ(message(open_log_key(path_, "another.example/log")), message(made));
  int files = 0;
  for ([[maybe_unused]] const auto& file : std::filesystem::directory_iterator(folder_.path())) {
    ++files;
  }
  EXPECT_EQ(files, 1) << "nothing is left beside it";
}

TEST_F(LogKeyTest, IsTheSameForAllThatMakeItAtOnce) {
  std::vector<std::string> keys(8);
  std::vector<std::thread> threads;
  for (std::string& key : keys) {
    threads.emplace_back([&] { key = message(open_log_key(path_, "assize.example/log")); });
  }
  for (auto& thread : threads) thread.join();
  for (const std::string& key : keys) EXPECT_EQ(key, keys[0]);
}

TEST_F(LogKeyTest, IsRefusedIfOthersMayReadIt) {
  const std::string text = audit::SigningKey::generate("assize.example/log").private_text();
  for (const mode_t mode : {0644u, 0640u, 0604u, 0660u}) {
    write(text, mode);
    EXPECT_NE(message(open_log_key(path_, "x")).find("chmod 600 " + path_), std::string::npos);
  }
  write(text, 0400);
  EXPECT_TRUE(open_log_key(path_, "x").ok());
}

TEST_F(LogKeyTest, SaysWhatIsWrongAndNeverTheKey) {
  const std::string text = audit::SigningKey::generate("assize.example/log").private_text();
  write(text.substr(0, text.size() - 9), 0600);
  const std::string said = message(open_log_key(path_, "x"));
  EXPECT_NE(said.find(path_ + " holds no log key"), std::string::npos) << said;
  EXPECT_EQ(said.find(text.substr(40, 20)), std::string::npos) << said;
  write("", 0600);
  EXPECT_FALSE(open_log_key(path_, "x").ok());
  EXPECT_FALSE(open_log_key(folder_.path(), "x").ok());
  EXPECT_NE(message(open_log_key(folder_.path() + "/none/log.key", "assize.example/log"))
                .find("cannot be made"),
            std::string::npos);
  EXPECT_NE(message(open_log_key(folder_.path() + "/new.key", "two words")).find("name"),
            std::string::npos);
}

TEST_F(LogKeyTest, CanComeFromTheEnvironment) {
  const auto key = audit::SigningKey::generate("given.example/log");
  setenv("ASSIZE_LOG_KEY", key.private_text().c_str(), 1);
  EXPECT_EQ(message(log_key_of_environment(path_, "x")), key.verifier().text());
  EXPECT_FALSE(std::filesystem::exists(path_));
  const std::string other = folder_.path() + "/other.key";
  setenv("ASSIZE_LOG_KEY", other.c_str(), 1);
  EXPECT_NE(message(log_key_of_environment(path_, "x")).find("cannot be read"), std::string::npos);
  write(key.private_text() + "\n", 0600);
  std::filesystem::rename(path_, other);
  EXPECT_EQ(message(log_key_of_environment(path_, "x")), key.verifier().text());
  unsetenv("ASSIZE_LOG_KEY");
  EXPECT_NE(message(log_key_of_environment(path_, "made.example/log")), key.verifier().text());
  EXPECT_TRUE(std::filesystem::exists(path_));
}

}  // namespace
}  // namespace assize::registry
