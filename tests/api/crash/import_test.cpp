// An import that is killed when all is written and nothing committed leaves nothing half-done.
#include <gtest/gtest.h>
#include <signal.h>

#include "tests/api/support/program.h"

namespace assize::api::testing {
namespace {

TEST(KilledImport, LeavesTheRegisterAsItWasAndCanBeMadeAgain) {
  const TemporaryFolder folder;
  const std::string fixture = std::string(ASSIZE_SOURCE_DIR) + "/tests/fixtures/register/gias.csv";
  const std::vector<std::string> data{"--data-dir", folder.path("data")};
  const auto with = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), data.begin(), data.end());
    return arguments;
  };
  EXPECT_EQ(
      run(with({"import", "gias", fixture}), "", {"ASSIZE_FAULT_POINT=entry_appended"}).status,
      128 + SIGKILL);
  EXPECT_EQ(run(with({"register", "show", "900001"})).status, 2) << "nothing of it is there";
  const Outcome again = run(with({"import", "gias", fixture}));
  EXPECT_EQ(again.status, 0) << again.err;
  EXPECT_NE(again.out.find("4 added"), std::string::npos) << again.out;
}

}  // namespace
}  // namespace assize::api::testing
