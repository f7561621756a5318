#include "api/pages/charts/bar_chart.h"

#include <gtest/gtest.h>

namespace assize::api {
namespace {

std::string chart_of(const std::vector<ChartBar>& bars) {
  JsonWriter json;
  write_bar_chart(json, "Spend", bars);
  return json.take();
}

TEST(BarChart, DrawsEachBarInThousandthsOfTheLongest) {
  EXPECT_EQ(
      chart_of({{"A", 100'000, "£1,000"}, {"B", 25'000, "£250"}, {"C", -5, "-£0.05"}}),
      R"({"title":"Spend","bars":[{"name":"A","amount":"£1,000","length":1000},)"
      R"({"name":"B","amount":"£250","length":250},{"name":"C","amount":"-£0.05","length":0}]})");
}

TEST(BarChart, DrawsNothingWhereThereIsNothingToDraw) {
  EXPECT_EQ(chart_of({}), "null");
  EXPECT_EQ(chart_of({{"A", 0, "£0"}}), "null");
}

TEST(BarChart, DrawsPenniesAndANationAlike) {
  EXPECT_NE(chart_of({{"A", 99, "£0.99"}}).find(R"("length":1000)"), std::string::npos);
  const std::string nation =
      chart_of({{"A", 9'000'000'000'000'000'000, ""}, {"B", 4'500'000'000'000'000'000, ""}});
  EXPECT_NE(nation.find(R"("length":500)"), std::string::npos);
}

TEST(BarChart, DrawsTwelveAtMost) {
  const std::string chart = chart_of(std::vector<ChartBar>(20, {"bar", 100, ""}));
  std::size_t bars = 0;
  for (std::size_t at = chart.find("\"bar\""); at != std::string::npos;
       at = chart.find("\"bar\"", at + 1))
    ++bars;
  EXPECT_EQ(bars, 12U);
}

}  // namespace
}  // namespace assize::api
