// Reads on both axes of time, against a model that keeps every array of days that was ever known.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <array>

#include "tests/registry/register/register_test.h"

namespace assize::registry {
namespace {

using pricing::Date;
using testing::extract;

using SchoolAt = testing::RegisterTest;

Date day(std::string_view text) { return Date::parse(text).value(); }

TEST_F(SchoolAt, TellsWhatHeldOnADayAndWhatWasKnownAtAMoment) {
  import(ImportKind::gias, extract("Alder Rise", "40", "01-02-2026"));
  const std::string first = last_moment();
  import(ImportKind::gias, extract("Alder Rise", "60", "20-03-2026"));
  EXPECT_EQ(value(SchoolColumn::capacity), "60");
  EXPECT_EQ(value(SchoolColumn::capacity, day("2026-03-19")), "40");
  EXPECT_EQ(value(SchoolColumn::capacity, day("2026-03-20")), "60");
  EXPECT_EQ(value(SchoolColumn::capacity, day("2026-03-20"), first), "40");
  EXPECT_EQ(value(SchoolColumn::capacity, std::nullopt, first), "40");
  EXPECT_EQ(value(SchoolColumn::capacity, std::nullopt, "2020-01-01T00:00:00Z"), "unknown");
  EXPECT_EQ(value(SchoolColumn::capacity, std::nullopt, "2999-01-01T00:00:00Z"), "60");
}

TEST_F(SchoolAt, TellsTheStatusOfADayByTheFirstAndTheLastDay) {
  SchoolValues values;
  for (const auto& [status, opened, closed, on, expected] : std::vector<std::array<std::string, 5>>{
           {"closed", "2014-09-01", "2021-08-31", "2021-08-31", "open"},
           {"closed", "2014-09-01", "2021-08-31", "2021-09-01", "closed"},
           {"closed", "2014-09-01", "2021-08-31", "2014-08-31", "proposed_to_open"},
           {"open", "2014-09-01", "", "2014-08-31", "proposed_to_open"},
           {"open", "2014-09-01", "", "2014-09-01", "open"},
           {"closed", "", "", "2010-01-01", "closed"}}) {
    values[SchoolColumn::status] = status;
    values[SchoolColumn::open_date] = opened.empty() ? std::nullopt : std::optional(opened);
    values[SchoolColumn::close_date] = closed.empty() ? std::nullopt : std::optional(closed);
    set_status_on(day(on), values);
    EXPECT_EQ(values[SchoolColumn::status], expected) << status << ' ' << on;
  }
}

TEST_F(SchoolAt, TellsTheCouncilOfTheDayWhereOneAloneBecameTodays) {
  std::string bytes = extract("Alder Rise", "40");
  bytes.replace(bytes.find(",855,"), 5, ",940,");
  import(ImportKind::gias, bytes);
  EXPECT_EQ(value(SchoolColumn::la_code), "940");
  EXPECT_EQ(value(SchoolColumn::la_code, day("2021-03-31")), "928");
  EXPECT_EQ(value(SchoolColumn::la_code, day("2021-04-01")), "940");
}

// One operation is an import of another capacity, whose day the extract may give, or a correction
// of any days. The model keeps, for each moment, the capacity of each of the last thirty days.
TEST_F(SchoolAt, IsAModelOfTwoAxes) {
  constexpr int days = 30;
  using Days = std::array<std::string, days>;
  const Date first = today_.plus_days(1 - days);
  EXPECT_TRUE(rc::check([&] {
    database_->with_connection([](Connection& connection) {
      for (const char* table : {"school", "school_earlier_value", "standing_correction"}) {
        connection.execute("DELETE FROM " + std::string(table));
      }
    });
    import(ImportKind::gias, extract("Alder Rise", "9"));
    Days known;
    known.fill("9");
    int last_change = -1;  // the day of the last boundary, before which an import changes nothing
    std::string source = "9";  // what the source says
    std::vector<std::pair<std::string, Days>> model{{last_moment(), known}};
    const int steps = *rc::gen::inRange(1, 6);
    for (int step = 0; step < steps; ++step) {
      const std::string capacity = std::to_string(*rc::gen::inRange(1, 5));
      const auto boundary = [&] {
        last_change = -1;
        for (int at = days - 1; at > 0 && last_change < 0; --at) {
          const auto place = static_cast<std::size_t>(at);
          if (known.at(place) != known.at(place - 1)) last_change = at;
        }
      };
      boundary();
      if (*rc::gen::inRange(0, 2) == 0) {
        const bool source_is_new = capacity != source;
        const std::string before = known.back();
        import(ImportKind::gias, extract("Alder Rise", capacity));
        source = capacity;
        if (source_is_new && capacity != before) {
          known.back() = capacity;  // the extract gives no day, so it holds from today
        }
      } else {
        CorrectionCommand made = command({{"capacity", capacity}});
        // -1: since ever, which the first day of the model stands for.
        const int from = *rc::gen::inRange(0, days) == 0 ? -1 : *rc::gen::inRange(1, days);
        const int to = *rc::gen::inRange(-1, days - 1);
        if (from >= 0) made.from = first.plus_days(from);
        if (to >= 0) made.to = first.plus_days(to);
        Days wanted = known;
        int begin = from;
        if (from < 0) begin = to >= 0 ? 0 : std::max(last_change, 0);
        for (int at = begin; at <= (to < 0 ? days - 1 : to); ++at) {
          wanted.at(static_cast<std::size_t>(at)) = capacity;
        }
        const auto made_right = correct_school(*database_, *journal_, made);
        const bool is_backwards = from >= 0 && to >= 0 && to < from;
        RC_ASSERT(made_right.ok() == (wanted != known && !is_backwards));
        if (made_right.ok()) known = wanted;
      }
      model.emplace_back(last_moment(), known);
    }
    for (const auto& [moment, then] : model) {
      for (int at = 0; at < days; at += 5) {
        const auto place = static_cast<std::size_t>(at);
        RC_ASSERT(value(SchoolColumn::capacity, first.plus_days(at), moment) == then.at(place));
      }
      RC_ASSERT(value(SchoolColumn::capacity, std::nullopt, moment) == then.back());
    }
  }));
}

}  // namespace
}  // namespace assize::registry
