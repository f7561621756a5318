#include "audit/verify/verify_log.h"

#include <gtest/gtest.h>

#include <atomic>
#include <random>
#include <set>
#include <stdexcept>

#include "static_log.h"

namespace assize::audit {
namespace {

bool names(const std::string& reason, const std::string& part) {
  return reason.find(part) != std::string::npos;
}

TEST(VerifyLog, AcceptsALogOfEverySizeAroundTheEdgesOfTiles) {
  for (const std::uint64_t size : {0U, 1U, 2U, 255U, 256U, 257U, 511U, 512U, 513U, 1000U, 65'535U,
                                   65'536U, 65'537U, 66'000U}) {
    const StaticLog log(size);
    for (const int jobs : {0, 1, 3}) {
      const auto verified = log.verify(std::nullopt, jobs);
      ASSERT_TRUE(verified.ok()) << size << ": " << verified.reason();
      EXPECT_EQ(verified->size, size);
      EXPECT_EQ(verified->root, log.log.root());
      EXPECT_EQ(verified->entries_checked, size);
      EXPECT_EQ(verified->tiles_checked + 1, log.files.size());
    }
  }
}

TEST(VerifyLog, ReportsItsProgressToTheEnd) {
  const StaticLog log(40'000);
  std::atomic<std::uint64_t> last = 0;
  std::atomic<int> calls = 0;
  const auto verified = verify_log(log.source(), log.key.verifier(), std::nullopt, 3,
                                   [&](std::uint64_t done, std::uint64_t all) {
                                     EXPECT_EQ(all, 40'000U);
                                     if (done == all) last = done;
                                     ++calls;
                                   });
  EXPECT_TRUE(verified.ok()) << verified.reason();
  EXPECT_EQ(last, 40'000U);
  EXPECT_GE(calls, 3);
}

TEST(VerifyLog, TakesAPartialTilesPartOfTheFullOneThatReplacedIt) {
  StaticLog log(300);
  const std::string checkpoint = log.files["checkpoint"];
  log.grow_to(600);
  log.files["checkpoint"] = checkpoint;
  log.files.erase("tile/1/000.p/2");
  log.files["tile/1/000.p/1"] = log.log.files().at("tile/1/000.p/2").substr(0, 32);
  const auto verified = log.verify();
  EXPECT_TRUE(verified.ok()) << verified.reason();
  log.files["tile/0/001"].pop_back();
  EXPECT_TRUE(names(log.verify().reason(), "tile/0/001 has 8191 bytes"));
}

void spoil(std::map<std::string, std::string>& files, const std::string& path, int way,
           std::mt19937& random) {
  std::string& file = files[path];
  const std::size_t at = random() % file.size();
  if (way == 0) file[at] ^= static_cast<char>(1 + random() % 255);
  if (way == 1) file.resize(at);
  if (way == 2) file += static_cast<char>(random());
  if (way == 3) file += std::string(file);
  if (way == 4) files.erase(path);
}

// Every file, spoiled in each of five ways at places of chance, is found and named.
TEST(VerifyLog, NamesAnyFileThatWasTamperedWith) {
  const StaticLog good(1000);
  ASSERT_EQ(good.files.size(), 4U + 4U + 1U + 1U);
  for (std::uint32_t seed = 1; seed <= 20; ++seed) {
    std::mt19937 random(seed);
    for (const auto& [path, bytes] : good.files) {
      for (int way = 0; way < 5; ++way) {
        StaticLog log = good;
        spoil(log.files, path, way, random);
        const auto verified = log.verify();
        ASSERT_FALSE(verified.ok()) << path << " way " << way << " seed " << seed;
        EXPECT_TRUE(names(verified.reason(), path)) << path << ": " << verified.reason();
      }
    }
  }
}

TEST(VerifyLog, TellsAChangedEntryFromAChangedTile) {
  StaticLog log(1000);
  log.files["tile/entries/001"][60] ^= 1;
  EXPECT_EQ(log.verify().reason(),
            "entry 258 in tile/entries/001 does not have the hash that tile/0/001 holds for it; "
            "tile/1/000.p/3 bears the tile out, so the entry was changed");
  log = StaticLog(1000);
  log.files["tile/0/001"][32 * 7] ^= 1;
  EXPECT_EQ(log.verify().reason(),
            "entry 263 in tile/entries/001 does not have the hash that tile/0/001 holds for it; "
            "tile/1/000.p/3 bears the entries out, so the tile was changed");
}

TEST(VerifyLog, NamesTheFirstOfManyFaultsWhateverTheNumberOfThreads) {
  StaticLog log(20'000);
  for (auto& [path, bytes] : log.files) {
    if (path.starts_with("tile/entries/0") && path != "tile/entries/000") bytes[10] ^= 1;
  }
  std::set<std::string> reasons;
  for (int round = 0; round < 40; ++round) {
    reasons.insert(log.verify(std::nullopt, 1 + round % 8).reason());
  }
  ASSERT_EQ(reasons.size(), 1U);
  EXPECT_TRUE(names(*reasons.begin(), "entry 256 in tile/entries/001")) << *reasons.begin();
}

TEST(VerifyLog, RefusesEntriesAndTilesThatWereChangedTogether) {
  const StaticLog good(700);
  StaticLog forged(0);
  auto entries = good.log.entries();
  entries[3] = "another";
  forged.log.add(entries);
  forged.files = forged.log.files();
  forged.key = good.key;
  forged.files["checkpoint"] = good.files.at("checkpoint");
  EXPECT_TRUE(names(forged.verify().reason(), "the checkpoint of size 700"))
      << forged.verify().reason();
}

TEST(VerifyLog, RefusesACheckpointOfAnotherKeySizeOrLog) {
  StaticLog log(300);
  EXPECT_FALSE(
      verify_log(log.source(), SigningKey::generate(StaticLog::name).verifier(), {}, 1, {}).ok());
  for (const std::uint64_t size : {std::uint64_t{299}, std::uint64_t{301}, ~std::uint64_t{0}}) {
    log.files["checkpoint"] = sign_checkpoint({StaticLog::name, size, log.log.root()}, log.key);
    EXPECT_FALSE(log.verify().ok()) << size;
  }
  log.files["checkpoint"] = sign_checkpoint({"other", 300, log.log.root()}, log.key);
  EXPECT_FALSE(log.verify().ok());
  log.files["checkpoint"] = sign_checkpoint({StaticLog::name, 0, log.log.root()}, log.key);
  EXPECT_FALSE(log.verify().ok());
}

TEST(VerifyLog, LetsTheSourcesOwnTroubleThrough) {
  const StaticLog log(3000);
  const LogSource broken = [&](std::string_view path) -> Checked<std::string> {
    if (path == "tile/entries/004") throw std::runtime_error("the disk is gone");
    return log.source()(path);
  };
  EXPECT_THROW(static_cast<void>(verify_log(broken, log.key.verifier(), {}, 4, {})),
               std::runtime_error);
}

TEST(VerifyLogSince, AcceptsEveryEarlierCheckpointAndReadsOnlyTheGrowth) {
  for (const std::uint64_t from :
       {0U, 1U, 255U, 256U, 300U, 511U, 512U, 900U, 1500U, 1537U, 1600U}) {
    StaticLog log(from);
    const std::string since = log.files["checkpoint"];
    log.grow_to(1600);
    const auto verified = log.verify(since);
    ASSERT_TRUE(verified.ok()) << from << ": " << verified.reason();
    EXPECT_EQ(verified->size, 1600U);
    EXPECT_EQ(verified->entries_checked, 1600 - from / 256 * 256);
    for (std::uint64_t tile = 0; tile < from / 256; ++tile) {
      log.files.erase(tile_path({entries_level, tile, 256}));
      log.files.erase(tile_path({0, tile, 256}));
    }
    EXPECT_TRUE(log.verify(since).ok()) << from << ": " << log.verify(since).reason();
  }
}

TEST(VerifyLogSince, AcceptsGrowthAcrossLevels) {
  for (const std::uint64_t from : {65'530U, 65'536U, 65'800U, 70'000U}) {
    StaticLog log(from);
    const std::string since = log.files["checkpoint"];
    for (const std::uint64_t to : {std::uint64_t{70'000}, std::uint64_t{131'100}}) {
      log.grow_to(to);
      EXPECT_TRUE(log.verify(since).ok()) << from << " to " << to << log.verify(since).reason();
    }
  }
}

TEST(VerifyLogSince, RefusesALogThatWasRewrittenCutOrForked) {
  StaticLog old(700);
  const std::string since = old.files["checkpoint"];
  for (const std::size_t rewritten :
       {std::size_t{0}, std::size_t{255}, std::size_t{600}, std::size_t{699}}) {
    for (const std::uint64_t size : {700U, 701U, 1200U}) {
      StaticLog log(0);
      log.key = old.key;
      auto entries = sample_entries(0, size);
      entries[rewritten] = "another";
      log.log.add(entries);
      log.files = log.log.files();
      log.files["checkpoint"] = sign_checkpoint({StaticLog::name, size, log.log.root()}, log.key);
      ASSERT_TRUE(log.verify().ok());
      EXPECT_TRUE(names(log.verify(since).reason(), "inconsistent")) << rewritten << " " << size;
    }
  }
  StaticLog shorter(699);
  shorter.key = old.key;
  shorter.files["checkpoint"] =
      sign_checkpoint({StaticLog::name, 699, shorter.log.root()}, old.key);
  EXPECT_TRUE(names(shorter.verify(since).reason(), "inconsistent"));
}

TEST(VerifyLogSince, RefusesAnEarlierCheckpointThatIsNotSigned) {
  StaticLog log(300);
  const SigningKey other = SigningKey::generate(StaticLog::name);
  const std::string forged = sign_checkpoint({StaticLog::name, 300, log.log.root()}, other);
  EXPECT_TRUE(names(log.verify(forged).reason(), "the earlier checkpoint"))
      << log.verify(forged).reason();
  EXPECT_FALSE(log.verify("").ok());
}

// What the earlier checkpoint covers is taken from the tiles, so those must make its root.
TEST(VerifyLogSince, RefusesTamperedTilesAtTheEarlierEdge) {
  StaticLog log(700);
  const std::string since = log.files["checkpoint"];
  log.grow_to(1600);
  for (const char* const path :
       {"tile/1/000.p/6", "tile/0/002", "tile/entries/002", "tile/0/006.p/64"}) {
    StaticLog spoiled = log;
    spoiled.files.at(path)[40] ^= 1;
    EXPECT_FALSE(spoiled.verify(since).ok()) << path;
  }
}

}  // namespace
}  // namespace assize::audit
