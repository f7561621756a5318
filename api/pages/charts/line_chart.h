// A line chart as numbers that a template draws (components/line_chart): whole pixels, worked out
// from amounts in pence, so that the same data gives the same picture. Pure; thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "api/http/message/json_writer.h"

namespace assize::api {

struct ChartPoint {
  std::int64_t along = 0;  // such as days
  std::int64_t pence = 0;
};
struct ChartLine {
  std::string name;  // written beside its end
  std::vector<ChartPoint> points;
};
struct ChartTick {
  std::int64_t along = 0;
  std::string label;
};

// At most six lines are drawn; nothing at all without a point.
void write_line_chart(JsonWriter& json, const std::string& title,
                      const std::vector<ChartLine>& lines, const std::vector<ChartTick>& ticks);

// "1234.5" -> 123450; 0 where it is no amount.
std::int64_t pence_of(const std::string& amount);

}  // namespace assize::api
