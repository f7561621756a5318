// The last checkpoint seen, kept by a service and a command at the same moment.
#include "registry/log/seen_checkpoint.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "registry/database/data_folder.h"
#include "tests/registry/support/log_test.h"

namespace assize::registry {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

class SeenCheckpointTest : public testing::LogTest {
 protected:
  std::string path() const { return folder_.path() + "/log.seen"; }
  std::string note(std::uint64_t size) {
    return audit::sign_checkpoint({journal_->key().name(), size, audit::empty_root()},
                                  {journal_->key()});
  }
  std::uint64_t kept() { return SeenCheckpoint(path()).read()->size; }
  std::size_t files() {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(folder_.path()), fs::directory_iterator()));
  }
  testing::TestFolder folder_;
};

TEST_F(SeenCheckpointTest, IsReadableByItsOwnerAloneAndLeavesNothingBesideIt) {
  SeenCheckpoint(path()).keep(note(3));
  EXPECT_EQ(kept(), 3u);
  struct stat status {};
  ASSERT_EQ(::stat(path().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
  EXPECT_EQ(files(), 2u) << "the file and its lock";
}

TEST_F(SeenCheckpointTest, NeverGoesBackToASmallerOne) {
  SeenCheckpoint(path()).keep(note(9));
  SeenCheckpoint(path()).keep(note(8));
  EXPECT_EQ(kept(), 9u);
  SeenCheckpoint(path()).keep(note(10));
  EXPECT_EQ(kept(), 10u);
}

// Two processes, each with two threads, and a reader that must see it whole, and only ever grow.
TEST_F(SeenCheckpointTest, WritersAtOnceLoseNothingAndNeverGoBack) {
  constexpr std::uint64_t last = 200;
  std::vector<std::string> notes;
  for (std::uint64_t size = 0; size <= last; ++size) notes.push_back(note(size));
  const auto keep_every = [&](std::uint64_t from) {
    SeenCheckpoint seen(path());
    for (std::uint64_t size = from; size <= last; size += 2) seen.keep(notes[size]);
  };
  const auto keep_all = [&] {
    std::thread even(keep_every, 2);
    keep_every(1);
    even.join();
  };
  const pid_t child = ::fork();
  if (child == 0) {
    try {
      keep_all();
    } catch (...) {
      ::_exit(1);
    }
    ::_exit(0);
  }
  std::atomic<bool> stop{false};
  std::uint64_t before = 0;
  bool grows = true;
  std::thread reader([&] {
    while (!stop) {
      const auto held = SeenCheckpoint(path()).read();
      if (!held) continue;
      grows = grows && held->size >= before;
      before = held->size;
    }
  });
  keep_all();
  int status = -1;
  ::waitpid(child, &status, 0);
  stop = true;
  reader.join();
  EXPECT_EQ(status, 0);
  EXPECT_TRUE(grows);
  EXPECT_EQ(kept(), last);
  EXPECT_EQ(files(), 2u);
}

TEST_F(SeenCheckpointTest, AHolderOfTheLockThatHangsIsNotWaitedForWithoutEnd) {
  FileLock held(path() + ".lock");
  ASSERT_TRUE(held.try_exclusive());
  try {
    SeenCheckpoint(path()).keep(note(1));
    FAIL() << "it was kept";
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string(error.what()).find("another process has held"), std::string::npos);
  }
  EXPECT_EQ(files(), 1u) << "nothing is left beside its place";
}

TEST_F(SeenCheckpointTest, WhatACrashLeftBesideItIsTakenAwayOnceItIsOld) {
  const std::string old_one = path() + ".new-abcdef";
  const std::string new_one = path() + ".new-ghijkl";
  std::ofstream(old_one) << "left";
  std::ofstream(new_one) << "being written";
  fs::last_write_time(old_one, fs::file_time_type::clock::now() - 2h);
  SeenCheckpoint(path()).keep(note(1));
  EXPECT_FALSE(fs::exists(old_one));
  EXPECT_TRUE(fs::exists(new_one));
}

}  // namespace
}  // namespace assize::registry
