// Which band judges a line: specificity.txt, and the index against a scan of all bands.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <fstream>
#include <optional>
#include <sstream>
#include <tuple>

#include "pricing/rule_book/band_index.h"

namespace assize::pricing {
namespace {

struct Book {
  std::string name;
  std::string bands;
  std::vector<std::string> lines;
};

std::string band_json(std::istringstream& words) {
  std::string id, item, provision, need, ages, area, unit, component, from, to;
  words >> id >> item >> provision >> need >> ages >> area >> unit >> component >> from >> to;
  const auto dash = ages.find('-');
  return R"({"id": ")" + id + R"(", "item": ")" + item + R"(", "provision": ")" + provision +
         R"(", "need": ")" + need + R"(", "age_from": )" + ages.substr(0, dash) +
         R"(, "age_to": )" + ages.substr(dash + 1) +
         (area == "-" ? "" : R"(, "area": ")" + area + "\"") + R"(, "unit": ")" + unit +
         R"(", "component": ")" + component + R"(", "from": ")" + from + "\"" +
         (to == "-" ? "" : R"(, "to": ")" + to + "\"") + "}";
}

std::vector<Book> read_books() {
  std::ifstream file(std::string(ASSIZE_SOURCE_DIR) + "/tests/pricing/rule_book/specificity.txt");
  std::vector<Book> books;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream words(line);
    std::string kind;
    words >> kind;
    if (kind == "book") books.push_back({line.substr(5), "", {}});
    if (kind == "band") {
      books.back().bands += (books.back().bands.empty() ? "" : ",\n") + band_json(words);
    }
    if (kind == "line") books.back().lines.push_back(line);
  }
  return books;
}

std::string bands_of_line(const RuleBook& book, const std::string& line) {
  std::istringstream words(line);
  std::string kind, item, provision, need, ages, unit, area, on;
  words >> kind >> item >> provision >> need >> ages >> unit >> area >> on;
  const auto dash = ages.find('-');
  std::optional<AreaIndex> area_index;
  if (area == "inner") area_index = book.area_of(*LaCode::parse("201"));
  if (area == "outer") area_index = book.area_of(*LaCode::parse("301"));
  EXPECT_EQ(area_index.has_value(), area != "-");
  const BandQuery query{*book.items().find(item),
                        *parse_provision(provision),
                        *parse_need(need),
                        std::stoi(ages.substr(0, dash)),
                        std::stoi(ages.substr(dash + 1)),
                        *parse_unit(unit),
                        area_index,
                        *Date::parse(on)};
  std::string found;
  for (const Band* band : book.bands_for(query)) {
    if (band != nullptr) found += (found.empty() ? "" : " ") + band->id;
  }
  return found.empty() ? "none" : found;
}

TEST(Specificity, IsAsTheTableSays) {
  const auto books = read_books();
  ASSERT_GT(books.size(), 5U);
  for (const Book& each : books) {
    const auto book = RuleBook::load(
        R"({"edition": "1", "title": "t", "status": "example", "published": "2026-01-01",
            "areas": [{"id": "inner", "las": ["201"], "factor": "1.18"},
                      {"id": "outer", "las": ["301"], "factor": "1.09"}],
            "bands": [)" +
            each.bands + "]}",
        "");
    ASSERT_TRUE(book.ok()) << each.name << ": " << book.faults().front().message;
    ASSERT_FALSE(each.lines.empty()) << each.name;
    for (const std::string& line : each.lines) {
      EXPECT_EQ(bands_of_line(*book, line), line.substr(line.find('=') + 2))
          << each.name << ": " << line;
    }
  }
}

// The words of the rule book's design, one band at a time.

bool judges(const Band& band, const BandQuery& line) {
  return (!band.item || *band.item == line.item) &&
         (!band.provision || *band.provision == line.provision) &&
         (!band.need || *band.need == line.need) && (!band.area || band.area == line.area) &&
         band.age_from <= line.age_from && line.age_to <= band.age_to &&
         band.period.holds(line.on) && (band.unit == Unit::year || band.unit == line.unit);
}

auto specificity(const Band& band, const BandQuery& line) {
  return std::tuple(band.item.has_value(), band.provision.has_value(), band.need.has_value(),
                    band.area.has_value(), band.unit == line.unit);
}

// The most specific of each component.
BandsOfLine scan(const std::vector<Band>& bands, const BandQuery& line) {
  BandsOfLine best{};
  for (const Band& band : bands) {
    const Band*& held = best[static_cast<std::size_t>(band.component)];
    if (!judges(band, line)) continue;
    if (held == nullptr || specificity(*held, line) < specificity(band, line)) held = &band;
  }
  return best;
}

bool some_tie(const std::vector<Band>& bands, const BandQuery& line) {
  for (const Band& one : bands) {
    for (const Band& other : bands) {
      if (&one < &other && one.component == other.component && judges(one, line) &&
          judges(other, line) && specificity(one, line) == specificity(other, line)) {
        return true;
      }
    }
  }
  return false;
}

// A world so small that every line there could be is tried.
constexpr Item items[] = {Item::placement, static_cast<Item>(1)};
constexpr Provision provisions[] = {Provision::day, Provision::any};
constexpr Need needs[] = {Need::asd, Need::any};
constexpr Unit units[] = {Unit::hour, Unit::term, Unit::year};
constexpr int ages = 3;
constexpr int days = 5;

template <typename Work>
void for_every_line(Work work) {
  for (const Item item : items)
    for (const Provision provision : provisions)
      for (const Need need : needs)
        for (const Unit unit : units)
          for (int area = -1; area < 2; ++area)
            for (int from = 0; from < ages; ++from)
              for (int to = from; to < ages; ++to)
                for (int day = 0; day < days; ++day)
                  work(BandQuery{
                      item, provision, need, from, to, unit,
                      area < 0 ? std::nullopt : std::optional(static_cast<AreaIndex>(area)),
                      Date::from_days(day)});
}

template <typename T>
std::optional<T> any_or_one_of(std::span<const T> values) {
  const auto at = *rc::gen::inRange<std::size_t>(0, values.size() + 2);
  return at < values.size() ? std::optional(values[at]) : std::nullopt;
}

Band any_band() {
  Band band;
  band.item = any_or_one_of<Item>(items);
  band.provision = any_or_one_of<Provision>(provisions);
  band.need = any_or_one_of<Need>(needs);
  constexpr AreaIndex areas[] = {0, 1};
  band.area = any_or_one_of<AreaIndex>(areas);
  band.age_from = *rc::gen::inRange(0, ages);
  band.age_to = *rc::gen::inRange(band.age_from, ages);
  band.component = *rc::gen::element(Component::care, Component::total);
  if (band.component == Component::total)
    band.unit = *rc::gen::elementOf(std::vector<Unit>(std::begin(units), std::end(units)));
  const int from = *rc::gen::inRange(0, days);
  band.period.from = Date::from_days(from);
  if (*rc::gen::arbitrary<bool>()) {
    band.period.to = Date::from_days(*rc::gen::inRange(from + 1, days + 2));
  }
  return band;
}

TEST(BandIndex, FindsWhatAScanFindsAndEveryTie) {
  int good_books = 0;
  int tied_books = 0;
  EXPECT_TRUE(rc::check([&] {
    std::vector<Band> bands;
    const int count = *rc::gen::inRange(0, 25);
    const bool keep_ties = *rc::gen::arbitrary<bool>();
    for (int tries = 0; tries < count; ++tries) {
      bands.push_back(any_band());
      if (!keep_ties && !BandIndex(bands).ties().empty()) bands.pop_back();
    }
    const BandIndex index(bands);
    bool tied = false;
    for_every_line([&](const BandQuery& line) { tied = tied || some_tie(bands, line); });
    RC_ASSERT(tied == !index.ties().empty());
    (tied ? tied_books : good_books) += 1;
    if (tied) return;
    for_every_line(
        [&](const BandQuery& line) { RC_ASSERT(index.find(bands, line) == scan(bands, line)); });
  }));
  EXPECT_GT(good_books, 0);
  EXPECT_GT(tied_books, 0);
}

}  // namespace
}  // namespace assize::pricing
