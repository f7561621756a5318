// A log that is read by a program that others wrote the parts of: Go's sumdb/note and sumdb/tlog.
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "../verify/static_log.h"
#include "audit/entry/key_rotation.h"
#include "audit/note/cosignature.h"

namespace assize::audit {
namespace {

namespace fs = std::filesystem;

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (fs::temp_directory_path() / "assize_log_XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = pattern;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

void write_files(const std::map<std::string, std::string>& files, const fs::path& folder) {
  for (const auto& [name, bytes] : files) {
    fs::create_directories((folder / name).parent_path());
    std::ofstream(folder / name, std::ios::binary) << bytes;
  }
}

struct Ran {
  int status;
  std::string output;
};
Ran run(const std::string& command) {
  Ran ran{-1, {}};
  FILE* const pipe = popen((command + " 2>&1").c_str(), "r");
  if (pipe == nullptr) return ran;
  std::array<char, 4096> buffer{};
  while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), pipe)) {
    ran.output.append(buffer.data(), count);
  }
  ran.status = pclose(pipe);
  return ran;
}

class ReadByGo : public testing::Test {
 protected:
  void SetUp() override {
    if (run("go version").status != 0) GTEST_SKIP() << "go is not installed";
    ASSERT_TRUE(fs::exists("/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog"))
        << "install golang-golang-x-mod-dev";
    const fs::path source = fs::path(ASSIZE_SOURCE_DIR) / "tests/audit/go/read_log/main.go";
    const Ran built = run("HOME='" + folder_.path().string() +
                          "' GO111MODULE=off GOPATH=/usr/share/gocode go build -o '" +
                          program().string() + "' '" + source.string() + "'");
    ASSERT_EQ(built.status, 0) << built.output;
  }
  fs::path program() const { return folder_.path() / "read_log"; }
  Ran read(const StaticLog& log, const std::string& sizes, const std::string& more_keys = "") {
    const fs::path logs = folder_.path() / "log";
    fs::remove_all(logs);
    write_files(log.files, logs);
    return run("'" + program().string() + "' '" + logs.string() + "' '" +
               log.key.verifier().text() + more_keys + "' " + sizes);
  }

  TemporaryFolder folder_;
};

TEST_F(ReadByGo, ALogOfSeveralTilesHolds) {
  StaticLog log(1000);
  const Ran ran = read(log, "1 2 255 256 257 700 768 1000");
  EXPECT_EQ(ran.status, 0) << ran.output;
  EXPECT_EQ(ran.output, "read 1000 entries, root " + base64(bytes_of(log.log.root())) + "\n");
}

TEST_F(ReadByGo, ALogWithThreeLevelsOfTilesHolds) {
  const StaticLog log(66'000);
  const Ran ran = read(log, "1000 65535 65536 65537");
  EXPECT_EQ(ran.status, 0) << ran.output;
}

TEST_F(ReadByGo, ARotatedAndCosignedLogHoldsUnderEachOfItsKeys) {
  StaticLog log(300);
  const SigningKey next = SigningKey::generate(StaticLog::name);
  const SigningKey witness = SigningKey::generate("witness.example/w1");
  Entry rotation;
  rotation.action = rotation_action;
  rotation.actor = "acc_test";
  rotation.subject = rotation_subject;
  rotation.public_part = rotation_value(rotate_key(log.key, next));
  log.log.add({entry_text(rotation)});
  log.files = log.log.files();
  const std::string note =
      sign_checkpoint({StaticLog::name, log.log.size(), log.log.root()}, {log.key, next});
  log.files["checkpoint"] =
      note + signature_line(cosign(parse_note(note)->text, witness, 1'795'293'843));
  const std::string keys = "," + next.verifier().text() + "," + WitnessKey::of(witness).text();
  const Ran both = read(log, "255 300 301", keys);
  EXPECT_EQ(both.status, 0) << both.output;
  EXPECT_EQ(read(log, "300").status, 0);  // by the first key alone
  const Ran other = read(log, "", "," + WitnessKey::of(next).text());
  EXPECT_NE(other.status, 0) << other.output;

  log.log.add(sample_entries(log.log.size(), 700));
  log.files = log.log.files();
  log.files["checkpoint"] =
      sign_checkpoint({StaticLog::name, log.log.size(), log.log.root()}, next);
  EXPECT_NE(read(log, "").status, 0);  // the first key has had its time
  log.key = next;
  const Ran after = read(log, "300 301 900");
  EXPECT_EQ(after.status, 0) << after.output;
}

TEST_F(ReadByGo, ALogThatWasTamperedWithFailsThereToo) {
  for (const char* const path :
       {"checkpoint", "tile/0/001", "tile/1/000.p/3", "tile/entries/002"}) {
    StaticLog log(1000);
    log.files.at(path)[50] ^= 1;
    EXPECT_NE(read(log, "700").status, 0) << path;
  }
}

}  // namespace
}  // namespace assize::audit
