// Every file of a log, its bytes flipped, cut, lost, lengthened and exchanged: verify must refuse
// and say where.
#include <gtest/gtest.h>

#include <random>

#include "static_log.h"

namespace assize::audit {
namespace {

class Tampering : public testing::Test {
 protected:
  // Refused, with words that lead to the file: its name, or the entry or checkpoint it is about.
  void expect_caught(const StaticLog& log, const std::string& path, const std::string& how) {
    const auto verified = log.verify();
    ASSERT_FALSE(verified.ok()) << path << " " << how;
    const std::string& reason = verified.reason();
    EXPECT_TRUE(reason.find(path) != std::string::npos || reason.find("entry ") == 0)
        << path << " " << how << ": " << reason;
  }

  std::mt19937 random_{20'260'331};
  const StaticLog whole_{66'000 + 300};  // three levels of tiles, each with a partial one
};

TEST_F(Tampering, OfAnyFileIsCaughtAndNamed) {
  ASSERT_TRUE(whole_.verify().ok());
  std::vector<std::string> paths;
  for (const auto& [path, bytes] : whole_.files) paths.push_back(path);
  // Every kind of file, and some of the many that are alike.
  std::shuffle(paths.begin(), paths.end(), random_);
  std::stable_partition(paths.begin(), paths.end(), [](const std::string& path) {
    return path == "checkpoint" || path.find(".p/") != std::string::npos ||
           path.starts_with("tile/1") || path.starts_with("tile/2");
  });
  paths.resize(18);
  StaticLog log = whole_;
  for (std::size_t at = 0; at < paths.size(); ++at) {
    const std::string& path = paths[at];
    const std::string good = whole_.files.at(path);
    std::string& bytes = log.files.at(path);
    std::uniform_int_distribution<std::size_t> place(0, good.size() - 1);
    for (int round = 0; round < 2; ++round) {
      const std::size_t byte = place(random_);
      bytes = good;
      bytes[byte] = static_cast<char>(bytes[byte] ^ (1 << random_() % 8));
      expect_caught(log, path, "with byte " + std::to_string(byte) + " changed");
    }
    bytes = good.substr(0, place(random_));
    expect_caught(log, path, "cut short");
    bytes = good + good.substr(0, 32);
    expect_caught(log, path, "lengthened");
    log.files.erase(path);
    expect_caught(log, path, "lost");
    log.files[path] = good;
    const std::string& other = paths[(at + 1) % paths.size()];
    std::swap(log.files.at(path), log.files.at(other));
    const auto verified = log.verify();
    EXPECT_FALSE(verified.ok()) << path << " exchanged with " << other;
    std::swap(log.files.at(path), log.files.at(other));
  }
  EXPECT_TRUE(log.verify().ok());
}

// A smaller log, each of its bytes: nothing in it is without meaning.
TEST_F(Tampering, OfEachByteOfASmallLogIsCaught) {
  StaticLog log(3);
  const auto whole = log.files;
  for (const auto& [path, good] : whole) {
    for (std::size_t at = 0; at < good.size(); ++at) {
      log.files[path][at] = static_cast<char>(good[at] ^ (1 << random_() % 8));
      EXPECT_FALSE(log.verify().ok()) << path << " at byte " << at;
      log.files[path] = good;
    }
  }
}

}  // namespace
}  // namespace assize::audit
