#include "api/pages/charts/line_chart.h"

#include <algorithm>
#include <limits>

#include "api/pages/template/filters.h"
#include "pricing/exact/money.h"

namespace assize::api {
namespace {

constexpr std::int64_t width = 720, height = 300;
constexpr std::int64_t left = 70, right = 170, top = 15, bottom = 35;
constexpr std::size_t most_lines = 6;
constexpr std::int64_t between_labels = 17;
constexpr int styles = 3;  // of the style sheet

struct Scale {
  std::int64_t first = std::numeric_limits<std::int64_t>::max();
  std::int64_t last = std::numeric_limits<std::int64_t>::min();
  void take(std::int64_t value) {
    first = std::min(first, value);
    last = std::max(last, value);
  }
  std::int64_t place(std::int64_t value, std::int64_t from, std::int64_t to) const {
    return last == first ? (from + to) / 2 : from + (value - first) * (to - from) / (last - first);
  }
};

// A round step that gives three to six lines of a grid.
std::int64_t grid_step(std::int64_t span) {
  std::int64_t step = 100;
  for (;;) {
    for (const std::int64_t times : {1, 2, 5}) {
      if (span / (step * times) <= 5) return step * times;
    }
    step *= 10;
  }
}

std::string amount_text(std::int64_t pence) {
  return pounds_text(pricing::Pounds::from_pennies(pence).text());
}

struct Label {
  std::size_t line;
  std::int64_t y;
};

// Where each line's name stands, moved apart where they would cover one another.
std::vector<Label> place_labels(std::vector<Label> labels) {
  std::sort(labels.begin(), labels.end(), [](Label a, Label b) { return a.y < b.y; });
  for (std::size_t i = 1; i < labels.size(); ++i) {
    labels[i].y = std::max(labels[i].y, labels[i - 1].y + between_labels);
  }
  return labels;
}

}  // namespace

void write_line_chart(JsonWriter& json, const std::string& title,
                      const std::vector<ChartLine>& lines, const std::vector<ChartTick>& ticks) {
  Scale along, amount;
  for (const ChartLine& line : lines) {
    for (const ChartPoint& point : line.points) {
      along.take(point.along);
      amount.take(point.pence);
    }
  }
  if (along.first > along.last) {
    json.null();
    return;
  }
  const std::int64_t step = grid_step(std::max<std::int64_t>(amount.last - amount.first, 10'000));
  amount.first = amount.first / step * step;
  amount.last = (amount.last / step + 1) * step;
  const auto x = [&](std::int64_t value) { return along.place(value, left, width - right); };
  const auto y = [&](std::int64_t value) { return amount.place(value, height - bottom, top); };

  json.begin_object().member("title", title);
  json.key("width").integer(width).key("height").integer(height);
  json.key("left").integer(left).key("right").integer(width - right);
  json.key("labels_x").integer(left - 8).key("base").integer(height - bottom);
  json.key("ticks_y").integer(height - bottom + 20);
  json.key("grid").begin_array();
  for (std::int64_t at = amount.first; at <= amount.last; at += step) {
    json.begin_object().key("y").integer(y(at)).key("text_y").integer(y(at) + 5);
    json.member("label", amount_text(at)).end_object();
  }
  json.end_array().key("ticks").begin_array();
  for (const ChartTick& tick : ticks) {
    if (tick.along < along.first || tick.along > along.last) continue;
    json.begin_object().key("x").integer(x(tick.along)).member("label", tick.label).end_object();
  }
  json.end_array().key("lines").begin_array();
  std::vector<Label> labels;
  for (std::size_t i = 0; i < std::min(lines.size(), most_lines); ++i) {
    if (lines[i].points.empty()) continue;
    std::string points;
    json.begin_object().key("style").integer(static_cast<std::int64_t>(i) % styles + 1);
    json.key("marks").begin_array();
    for (const ChartPoint& point : lines[i].points) {
      points += (points.empty() ? "" : " ") + std::to_string(x(point.along)) + "," +
                std::to_string(y(point.pence));
      json.begin_object().key("x").integer(x(point.along)).key("y").integer(y(point.pence));
      json.end_object();
    }
    json.end_array().member("points", points).end_object();
    labels.push_back({i, y(lines[i].points.back().pence) + 5});
  }
  json.end_array().key("names").begin_array();
  for (const Label& label : place_labels(std::move(labels))) {
    json.begin_object().key("x").integer(width - right + 10).key("y").integer(label.y);
    json.member("name", lines[label.line].name).end_object();
  }
  json.end_array().end_object();
}

std::int64_t pence_of(const std::string& amount) {
  const std::optional<pricing::Pounds> pounds = pricing::read_pounds(amount);
  return pounds ? pounds->ten_thousandths() / 100 : 0;
}

}  // namespace assize::api
