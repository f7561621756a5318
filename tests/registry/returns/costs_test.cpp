// What a placement costs, by the latest return of whoever runs the school today.
#include "tests/registry/returns/return_fixture.h"

namespace assize::registry {
namespace {

using testing::return_file;

class CostsTest : public testing::ReturnFixture {
 protected:
  // "provider cost" of each provider of the market that has a cost.
  std::vector<std::string> costs() {
    const auto now = snapshot();
    const NamedMarket market = impact_market(*now, day("2026-10-01"));
    return database_->with_connection([&](Connection& each) {
      std::vector<std::string> out;
      for (const auto& cost : costs_per_placement(each, market)) {
        out.push_back(market.providers[cost.provider].id + " " +
                      cost.pounds_a_year.at({"test", 2, pricing::Rounding::half_even}).text());
      }
      return out;
    });
  }
};

TEST_F(CostsTest, AreOfTheLatestReturnOfTheSchoolsProvider) {
  execute(
      "INSERT INTO school_provider (urn, provider_id, from_date) VALUES"
      " (900001, 'GB-COH-ZZ000001', '2020-01-01'), (900002, 'GB-COH-ZZ000002', '2020-01-01')");
  file_in_effect(
      {testing::fee_row("900001", "A", "50000.00"), testing::fee_row("900002", "A", "50000.00")});
  EXPECT_TRUE(costs().empty());
  testing::ReturnYear early{2024};
  early.staff = "100000.00";
  testing::ReturnYear late{2025};
  late.staff = "600000.00";
  handed_in(return_file({early, late}));
  // £600,000 and £320,000 of other costs, over 20 places.
  EXPECT_EQ(costs(), std::vector<std::string>{"GB-COH-ZZ000001 46000.00"});
  late.staff = "600000.50";
  handed_in(return_file({late}));
  EXPECT_EQ(costs(), std::vector<std::string>{"GB-COH-ZZ000001 46000.02"});
  std::string none = return_file({late});
  none.replace(none.find(",20,"), 4, ",0,");
  handed_in(none);
  EXPECT_TRUE(costs().empty()) << "no placements, no cost of one";
}

}  // namespace
}  // namespace assize::registry
