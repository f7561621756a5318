#include "registry/demo/load_demo.h"

#include <gtest/gtest.h>

#include "tests/registry/support/test_database.h"

namespace assize::registry {
namespace {

TEST(LoadDemo, LoadsAMarketOnceThroughTheSameDoorsAsRealData) {
  testing::TestDatabase database;
  const Journal journal(audit::SigningKey::generate("assize.example/test"), system_clock());
  const DemoMarket market = make_demo_market(40, 1);
  std::string last_step;
  const auto load =
      load_demo(*database, journal, market,
                [&](std::string_view step, std::uint64_t, std::uint64_t) { last_step = step; });
  ASSERT_TRUE(load) << load.faults()[0].message;
  EXPECT_EQ(load->schools, 60U);
  EXPECT_EQ(load->filings, market.filings.size());
  EXPECT_GT(load->lines_in_effect, 3 * (load->lines_held + load->lines_refused));
  EXPECT_EQ(load->returns, market.returns.size());
  EXPECT_GT(load->returns, 3U);
  EXPECT_EQ(last_step, "judging the market");
  EXPECT_GT(load->placements, 200U);
  EXPECT_GT(load->admissions, 3U);
  EXPECT_EQ(load->places, market.vacancies.size());

  ASSERT_EQ(load->tokens.size(), 3U);
  const Role roles[] = {Role::provider, Role::commissioner, Role::case_officer};
  for (std::size_t at = 0; at < 3; ++at) {
    const auto caller = caller_of(*database, journal, load->tokens[at].secret);
    ASSERT_TRUE(caller) << load->tokens[at].role;
    EXPECT_EQ(caller->role, roles[at]);
  }
  const auto provider = caller_of(*database, journal, load->tokens[0].secret);
  EXPECT_EQ(provider->provider_id, market.filings[0].provider_id);
  const auto filed_for_it = database->with_connection([&](Connection& connection) {
    return connection
        .query_one("SELECT COUNT(*) FROM filing WHERE organisation_id = ?",
                   {provider->organisation_id})
        ->integer(0);
  });
  EXPECT_GT(filed_for_it, 0) << "the provider finds its filings under its own organisation";

  const auto again = load_demo(*database, journal, market);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.faults()[0].place, "database");
  EXPECT_NE(again.faults()[0].message.find("empty data folder"), std::string::npos);
}

}  // namespace
}  // namespace assize::registry
