#include "tests/api/support/market.h"

namespace assize::api::testing {
namespace {

std::unique_ptr<Market> market;

class TakesMarketAway : public ::testing::Environment {
 public:
  void TearDown() override { market.reset(); }
};

}  // namespace

Market& shared_market() {
  [[maybe_unused]] static ::testing::Environment* const taker =
      ::testing::AddGlobalTestEnvironment(new TakesMarketAway);
  if (!market) market = std::make_unique<Market>();
  return *market;
}

}  // namespace assize::api::testing
