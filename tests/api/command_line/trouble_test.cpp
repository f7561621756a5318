// Commands in trouble: what was done is told, what cannot be done is refused in one plain line.
#include "tests/api/support/market.h"

namespace assize::api::testing {
namespace {

// The token is stored by then, and would be lost if it were not shown.
TEST(Trouble, ACommandThatIsDoneSaysSoWhenTheLogMustWait) {
  const TemporaryFolder folder;
  const std::string data_dir = folder.path("data");
  std::filesystem::create_directories(data_dir + "/log.seen.lock");  // so that none is kept
  const Outcome made = run(
      {"token", "create", "--role", "approver", "--organisation", "Test", "--data-dir", data_dir});
  EXPECT_EQ(made.status, 0) << made.err;
  EXPECT_TRUE(made.out.starts_with("assize_")) << made.out;
  EXPECT_NE(made.err.find("has no place in the log yet"), std::string::npos) << made.err;
}

TEST(Trouble, AStreamWithoutEndIsReadNoFurtherThanTheLimit) {
  const TemporaryFolder folder;
  const Outcome proven =
      run({"log", "prove", "--receipt", "/dev/zero", "--data-dir", folder.path("data")});
  EXPECT_EQ(proven.status, 2);
  EXPECT_NE(proven.err.find("longer than the 1048576 bytes"), std::string::npos) << proven.err;
}

TEST(Trouble, ATokenForAnUnknownProviderIsRefusedInPlainWords) {
  const TemporaryFolder folder;
  const Outcome made = run({"token", "create", "--role", "provider", "--organisation", "Test",
                            "--provider", "GB-COH-99999999", "--data-dir", folder.path("data")});
  EXPECT_EQ(made.status, 2);
  EXPECT_EQ(made.err,
            "assize: no token was made: provider: There is no provider GB-COH-99999999 on the "
            "register. Import who runs which school first.\n");
}

}  // namespace
}  // namespace assize::api::testing
