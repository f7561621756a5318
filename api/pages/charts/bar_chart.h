// A bar chart that a template draws (components/bar_chart): each bar's length in thousandths of the
// longest, worked out from amounts in pence. Pure; thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "api/http/message/json_writer.h"

namespace assize::api {

struct ChartBar {
  std::string name;
  std::int64_t pence = 0;  // none is drawn for less than nothing
  std::string amount;      // as it is written beside the bar
};

// At most twelve, in the order given; null where there is nothing to draw.
void write_bar_chart(JsonWriter& json, const std::string& title, const std::vector<ChartBar>& bars);

}  // namespace assize::api
