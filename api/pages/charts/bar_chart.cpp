#include "api/pages/charts/bar_chart.h"

#include <algorithm>

namespace assize::api {
namespace {

constexpr std::int64_t full_length = 1000;
constexpr std::size_t most_bars = 12;

}  // namespace

void write_bar_chart(JsonWriter& json, const std::string& title,
                     const std::vector<ChartBar>& bars) {
  std::int64_t longest = 0;
  for (const ChartBar& bar : bars) longest = std::max(longest, bar.pence);
  if (longest == 0) {
    json.null();
    return;
  }
  json.begin_object().member("title", title).key("bars").begin_array();
  for (std::size_t i = 0; i < std::min(bars.size(), most_bars); ++i) {
    const std::int64_t pence = std::max<std::int64_t>(bars[i].pence, 0);
    // Of large amounts the last digits make no difference, and a thousand times them must fit.
    const std::int64_t unit = longest < 1'000'000'000 ? 1 : 1'000'000;
    const std::int64_t length = pence / unit * full_length / (longest / unit);
    json.begin_object().member("name", bars[i].name).member("amount", bars[i].amount);
    json.key("length").integer(std::min(length, full_length)).end_object();
  }
  json.end_array().end_object();
}

}  // namespace assize::api
