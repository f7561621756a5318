// `assize log` as its users meet it: keys, witnesses, proofs and openings, by the real program.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <thread>

#include "tests/api/support/market.h"

namespace assize::api::testing {
namespace {

using namespace std::chrono_literals;

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

// `assize log witness --listen`, from when it is ready.
class Witness {
 public:
  Witness(const TemporaryFolder& folder, const std::string& key) : folder_(folder) { start(key); }
  ~Witness() { stop(SIGKILL); }
  Witness(const Witness&) = delete;
  Witness& operator=(const Witness&) = delete;
  void start(const std::string& key) {
    const std::string state = folder_.path("witness.state");
    const std::string out = folder_.path("witness.out");
    const std::string err = folder_.path("witness.err");
    std::filesystem::remove(out);
    process_ = ::fork();
    if (process_ == 0) {
      if (::freopen(out.c_str(), "w", stdout) == nullptr) ::_exit(1);
      if (::freopen(err.c_str(), "w", stderr) == nullptr) ::_exit(1);
      ::execl(ASSIZE_PROGRAM, ASSIZE_PROGRAM, "log", "witness", "--listen", "127.0.0.1:0", "--key",
              key.c_str(), "--state", state.c_str(), nullptr);
      ::_exit(1);
    }
    for (int round = 0; round < 600 && url().empty(); ++round) std::this_thread::sleep_for(20ms);
  }
  void stop(int signal) {
    if (process_ < 0) return;
    ::kill(process_, signal);
    ::waitpid(process_, nullptr, 0);
    process_ = -1;
  }
  std::string url() const { return after(folder_.path("witness.out"), "listens on "); }
  std::string key() const { return after(folder_.path("witness.err"), "key is "); }

 private:
  static std::string after(const std::string& path, const std::string& words) {
    std::ifstream file(path);
    std::string line;
    while (std::getline(file, line)) {
      const std::size_t at = line.find(words);
      if (at != std::string::npos && !file.eof()) return line.substr(at + words.size());
    }
    return "";
  }
  const TemporaryFolder& folder_;
  pid_t process_ = -1;
};

class LogCommandTest : public ServiceTest {
 protected:
  // Gives the sequencer's lease up, for tests that kill the service.
  static void TearDownTestSuite() {
    EXPECT_EQ(market_->server->stop(SIGTERM), 0);
    market_->serve();
  }
  static std::string key() {
    return first_line(run({"log", "key", "--data-dir", market_->data_dir}).out);
  }
  static std::string address() { return "http://127.0.0.1:" + std::to_string(port()) + "/log"; }
};

TEST_F(LogCommandTest, AKeyIsRotatedUnderARunningServiceAndNothingBeforeIsLost) {
  const TemporaryFolder folder;
  const std::string old_key = key();
  const RawReply filed = file("provider", fee_file(own_school, "45100.00"), new_key());
  ASSERT_EQ(filed.status, 201);
  const std::string receipt = folder.file(
      "receipt.json", get(filed.header("Location") + "/receipt", market_->bearer("provider")).body);
  std::this_thread::sleep_for(300ms);
  const std::string before = folder.file("before", get("/log/checkpoint").body);

  const Outcome rotated = run({"log", "key", "rotate", "--data-dir", market_->data_dir});
  ASSERT_EQ(rotated.status, 0) << rotated.err;
  EXPECT_NE(rotated.out.find("The old private key was in"), std::string::npos) << rotated.out;
  const std::string new_key_text = key();
  EXPECT_NE(new_key_text, old_key);
  EXPECT_NE(run({"log", "key", "show", "--data-dir", market_->data_dir}).out.find(old_key),
            std::string::npos);
  EXPECT_NE(get("/log/key").body.find(old_key), std::string::npos);
  ASSERT_EQ(file("provider", fee_file(own_school, "45200.00"), new_key()).status, 201);
  std::this_thread::sleep_for(300ms);
  for (const std::string& one : {old_key, new_key_text}) {
    const Outcome verified =
        run({"log", "verify", "--source", address(), "--key", one, "--since", before});
    EXPECT_EQ(verified.status, 0) << verified.out << verified.err;
  }
  const std::string proof = folder.file(
      "proof",
      ask(port(), "POST", "/log/prove", "Content-Type: application/json\r\n", read_file(receipt))
          .body);
  for (const std::string& one : {old_key, new_key_text}) {
    const Outcome held =
        run({"log", "verify", "--proof", proof, "--receipt", receipt, "--key", one});
    EXPECT_EQ(held.status, 0) << held.out << held.err;
  }
  EXPECT_EQ(run({"log", "prove", "--receipt", receipt, "--data-dir", market_->data_dir}).status, 0);
}

TEST_F(LogCommandTest, AWitnessCosignsOnceAndNeverWhatWasCutShort) {
  const TemporaryFolder folder;
  const std::string state = folder.path("state");
  run({"log", "export", "--out", folder.path("before"), "--data-dir", market_->data_dir});
  ASSERT_EQ(file("provider", fee_file(own_school, "45300.00"), new_key()).status, 201);
  std::this_thread::sleep_for(300ms);
  const std::vector<std::string> common{"log", "witness", "--key", key(), "--state", state};
  const auto witness = [&](const std::string& source, std::vector<std::string> more = {}) {
    std::vector<std::string> arguments = common;
    arguments.insert(arguments.end(), {"--source", source});
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(arguments);
  };
  const Outcome cosigned = witness(address());
  ASSERT_EQ(cosigned.status, 0) << cosigned.out << cosigned.err;
  EXPECT_TRUE(cosigned.out.starts_with("\xE2\x80\x94 assize.local/witness ")) << cosigned.out;
  const std::string kept = read_file(state);
  EXPECT_EQ(witness(folder.path("before")).status, 1);
  EXPECT_EQ(read_file(state), kept);
  EXPECT_TRUE(std::filesystem::exists(state + ".conflict"));
  // A key without its state may have cosigned anything.
  std::filesystem::remove(state);
  EXPECT_EQ(witness(address()).status, 2);
  EXPECT_EQ(witness(address(), {"--begin"}).status, 0);
}

TEST_F(LogCommandTest, TheServiceGathersCosignaturesAndOutlivesItsWitness) {
  const TemporaryFolder folder;
  Witness witness(folder, key());
  ASSERT_FALSE(witness.url().empty()) << read_file(folder.path("witness.err"));
  const std::string witness_key = witness.key();
  ASSERT_EQ(market_->server->stop(SIGTERM), 0);
  market_->serve({"--witness", witness.url() + "=" + witness_key});
  const auto verified_within = [&](std::chrono::seconds patience) {
    const auto until = std::chrono::steady_clock::now() + patience;
    Outcome outcome;
    do {
      std::this_thread::sleep_for(100ms);
      outcome =
          run({"log", "verify", "--source", address(), "--key", key(), "--witness", witness_key});
    } while (outcome.status != 0 && std::chrono::steady_clock::now() < until);
    return outcome;
  };
  const Outcome verified = verified_within(30s);
  EXPECT_EQ(verified.status, 0) << verified.out << verified.err;
  // Two at once on one state are refused.
  EXPECT_EQ(run({"log", "witness", "--source", address(), "--key", key(), "--state",
                 folder.path("witness.state")})
                .status,
            2);
  witness.stop(SIGKILL);
  ASSERT_EQ(file("provider", fee_file(own_school, "45400.00"), new_key()).status, 201);
  const auto shown = [&] { return get("/log/checkpoint").body; };
  const std::string last = shown();
  const auto until = std::chrono::steady_clock::now() + 30s;
  while (shown() == last && std::chrono::steady_clock::now() < until) {
    std::this_thread::sleep_for(100ms);
  }
  EXPECT_NE(shown(), last) << "without its witness the log goes on";
  EXPECT_NE(market_->server->log().find("does not cosign"), std::string::npos);
  market_->server->stop(SIGTERM);
  market_->serve();
}

TEST_F(LogCommandTest, HistoryReceiptsAndOpeningsAreForThoseEntitled) {
  const TemporaryFolder folder;
  const RawReply filed = file("provider", fee_file(own_school, "45500.00"), new_key());
  ASSERT_EQ(filed.status, 201);
  const std::string location = filed.header("Location");
  const std::string id = location.substr(location.rfind('/') + 1);
  const auto until = std::chrono::steady_clock::now() + 30s;
  RawReply found;
  do {
    std::this_thread::sleep_for(50ms);
    found = get("/v1/log?subject=filing/" + id);
  } while (found.body.find("\"index\"") == std::string::npos &&
           std::chrono::steady_clock::now() < until);
  const std::string of_school =
      get(std::string("/v1/log?limit=1&subject=school/") + own_school).body;
  EXPECT_NE(of_school.find(id), std::string::npos) << of_school;
  EXPECT_NE(of_school.find("\"next\":"), std::string::npos) << of_school;
  EXPECT_EQ(get("/v1/log?action=filing.in_effect&to=2020-01-01").body, "{\"entries\":[]}");
  EXPECT_EQ(get("/v1/log?from=yesterday").status, 400);
  EXPECT_EQ(get("/v1/log?subject=" + std::string(81, 'x')).status, 400);
  const Outcome shown =
      run({"log", "show", "--subject", "filing/" + id, "--data-dir", market_->data_dir});
  EXPECT_EQ(shown.status, 0) << shown.err;
  EXPECT_NE(shown.out.find("filing.in_effect"), std::string::npos) << shown.out;

  const RawReply opening = get(location + "/opening", market_->bearer("provider"));
  ASSERT_EQ(opening.status, 200);
  EXPECT_EQ(get(location + "/opening", market_->bearer("other_provider")).status, 404);
  EXPECT_EQ(get(location + "/opening").status, 401);
  EXPECT_EQ(get(location + "/receipt", market_->bearer("other_provider")).status, 404);
  const std::size_t at = found.body.find("\"leaf\":\"") + 8;
  const std::string leaf = found.body.substr(at, 64);
  EXPECT_EQ(get("/v1/receipts/" + leaf, market_->bearer("provider")).body,
            get(location + "/receipt", market_->bearer("provider")).body);
  EXPECT_EQ(get("/v1/receipts/" + leaf, market_->bearer("other_provider")).status, 404);
  const std::string line = run({"log", "show", "--format", "json", "--subject", "filing/" + id,
                                "--data-dir", market_->data_dir})
                               .out;
  const std::string entry = folder.file("entry.json", line);
  EXPECT_EQ(
      run({"log", "open", "--entry", entry, "--opening", folder.file("opening.json", opening.body)})
          .status,
      0);
  std::string other = opening.body;
  other.replace(other.find("\"random\":\"") + 10, 2, "zz");
  EXPECT_EQ(
      run({"log", "open", "--entry", entry, "--opening", folder.file("bad.json", other)}).status,
      2);
  other.replace(other.find("\"random\":\"") + 10, 2,
                opening.body.find("\"random\":\"00") == std::string::npos ? "00" : "01");
  EXPECT_EQ(
      run({"log", "open", "--entry", entry, "--opening", folder.file("bad.json", other)}).status,
      1);
}

}  // namespace
}  // namespace assize::api::testing
