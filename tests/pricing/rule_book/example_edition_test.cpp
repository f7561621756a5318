// The edition that ships: free of faults, and with a band for every ordinary line.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "pricing/rule_book/rule_book.h"

namespace assize::pricing {
namespace {

std::string read_data(const std::string& name) {
  std::ifstream file(std::string(ASSIZE_SOURCE_DIR) + "/registry/data/" + name);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

const RuleBook& example() {
  static const RuleBook book = [] {
    const auto loaded = RuleBook::load(read_data("example_rule_book.json"), "");
    for (const auto& fault : loaded.faults()) ADD_FAILURE() << fault.place << ": " << fault.message;
    return *loaded;
  }();
  return book;
}

const std::vector<Date>& days() {
  static const std::vector<Date> all{*Date::parse("2024-09-01"), *Date::parse("2025-04-01"),
                                     *Date::parse("2025-09-01"), *Date::parse("2026-09-01"),
                                     *Date::parse("2027-08-31")};
  return all;
}

TEST(ExampleEdition, SaysThatItIsAnExample) {
  EXPECT_EQ(example().edition(), "2026.1");
  EXPECT_EQ(example().status(), "example");
  EXPECT_NE(example().title().find("not law"), std::string::npos);
}

TEST(ExampleEdition, CoversOrdinaryPlacements) {
  constexpr std::pair<int, int> ages[] = {{4, 10},  {5, 11},  {5, 16},  {11, 15}, {11, 16},
                                          {11, 19}, {14, 19}, {16, 19}, {16, 25}, {19, 25}};
  for (const Date on : days()) {
    for (std::size_t need = 0; need < static_cast<std::size_t>(Need::any); ++need) {
      for (std::size_t at = 0; at < static_cast<std::size_t>(Provision::any); ++at) {
        const auto provision = static_cast<Provision>(at);
        for (const auto& [from, to] : ages) {
          const auto bands =
              example().bands_for({Item::placement, provision, static_cast<Need>(need), from, to,
                                   Unit::week, std::nullopt, on});
          const bool residential = provision != Provision::day;
          EXPECT_TRUE(bands[0] != nullptr && bands[2] != nullptr && bands[3] != nullptr &&
                      (bands[1] != nullptr) == residential && bands[4] == nullptr)
              << on.text() << " " << code(provision) << " " << need_codes[need] << " " << from
              << " to " << to;
        }
      }
    }
  }
}

TEST(ExampleEdition, CoversAddOnsByEveryUnit) {
  for (const Date on : days()) {
    for (std::uint8_t item = 1; item < example().items().size(); ++item) {
      for (std::size_t unit = 0; unit < unit_codes.size(); ++unit) {
        const auto bands = example().bands_for({static_cast<Item>(item), Provision::any, Need::any,
                                                0, 25, static_cast<Unit>(unit), std::nullopt, on});
        EXPECT_NE(bands[4], nullptr) << example().items().code(static_cast<Item>(item)) << " by "
                                     << unit_codes[unit] << " on " << on.text();
      }
    }
  }
}

TEST(ExampleEdition, AllowsTheDearestRealFees) {
  const auto ceiling = [](Provision provision, Need need) {
    const auto bands = example().bands_for(
        {Item::placement, provision, need, 11, 15, Unit::year, std::nullopt, days().at(3)});
    Pounds sum;
    for (const Band* band : bands) {
      if (band != nullptr) sum += *band->ceiling;
    }
    return sum;
  };
  EXPECT_GT(ceiling(Provision::day, Need::pmld), Pounds::from_pennies(104'000'00));
  EXPECT_GT(ceiling(Provision::full_year, Need::asd), Pounds::from_pennies(220'000'00));
  EXPECT_LT(ceiling(Provision::full_year, Need::asd), Pounds::from_pennies(400'000'00));
}

TEST(ExampleEdition, HasEveryParameterAndKnowsLondon) {
  for (std::size_t at = 0; at < parameter_count; ++at) {
    const auto parameter = static_cast<Parameter>(at);
    EXPECT_NE(example().parameter(parameter, days().at(3)), nullptr) << code(parameter);
  }
  // Every area council is a real one.
  const std::string councils = read_data("local_authorities.csv");
  std::size_t count = 0;
  for (const Area& area : example().areas()) {
    for (const LaCode la : area.las) {
      EXPECT_NE(councils.find(la.text() + ","), std::string::npos) << la.text();
      ++count;
    }
  }
  EXPECT_EQ(count, 33U) << "32 boroughs and the City";
}

}  // namespace
}  // namespace assize::pricing
