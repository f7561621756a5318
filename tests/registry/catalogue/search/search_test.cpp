#include "registry/catalogue/search/search.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>

#include "tests/registry/catalogue/market_model.h"
#include "tests/registry/support/test_database.h"

namespace assize::registry {
namespace {

using testing::MarketModel;
using testing::ModelFee;
using testing::ModelSchool;
using testing::TestDatabase;
using Parameters = std::vector<std::pair<std::string, std::string>>;
using Wanted = std::map<std::string, std::string>;

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

// The obvious way: each school in turn, every rule as the header says it.
struct Expected {
  std::uint32_t urn;
  std::string name;
  std::int64_t from = -1, to = -1;  // pennies; -1 without a price
  std::int64_t squared = -1;        // metres; -1 where the position is not known
};

__extension__ using Wide = __int128;

// The distance from "easting,northing", squared.
std::int64_t squared_metres(const ModelSchool& school, const std::string& near) {
  if (school.easting < 0 || near.empty()) return -1;
  const std::size_t comma = near.find(',');
  const std::int64_t east = school.easting - std::stol(near.substr(0, comma));
  const std::int64_t north = school.northing - std::stol(near.substr(comma + 1));
  return east * east + north * north;
}

// A mile is 1,609.344 m, so a tenth is 1,609,344 ten-thousandths of a metre.
bool is_within(std::int64_t squared, const std::string& miles) {
  const std::size_t point = miles.find('.');
  const Wide tenths = std::stol(miles.substr(0, point)) * 10 + std::stol(miles.substr(point + 1));
  const Wide reach = tenths * 1'609'344;
  return squared >= 0 && Wide{squared} * 100'000'000 <= reach * reach;
}

bool holds(const Wanted& wanted, const char* key) { return wanted.contains(key); }

std::optional<Expected> expect_school(const MarketModel& market, const ModelSchool& school,
                                      Wanted wanted) {
  static const std::map<std::string, std::string> provider_names{
      {"", ""}, {"north", "Northern Care"}, {"south", "Southern"}};
  if (school.status == "closed" || school.type == "01") return std::nullopt;
  if (holds(wanted, "type") ? school.type != wanted["type"]
                            : school.type != "08" && school.type != "10" && school.type != "32") {
    return std::nullopt;
  }
  if (holds(wanted, "la") && wanted["la"] != school.la) return std::nullopt;
  if (holds(wanted, "region") && (wanted["region"] == "London") != (school.la == "201")) {
    return std::nullopt;
  }
  if (holds(wanted, "section41") && (wanted["section41"] == "true") != school.section41) {
    return std::nullopt;
  }
  if (holds(wanted, "inspection") &&
      wanted["inspection"] != (school.inspection.empty() ? "none" : school.inspection)) {
    return std::nullopt;
  }
  if (holds(wanted, "text")) {
    const std::string all =
        lower(school.name + " " + school.town + " " + provider_names.at(school.provider) + " " +
              std::to_string(school.urn));
    if (all.find(lower(wanted["text"])) == std::string::npos) return std::nullopt;
  }
  const int age = holds(wanted, "age") ? std::stoi(wanted["age"]) : -1;
  Expected expected{school.urn, lower(school.name)};
  expected.squared = squared_metres(school, wanted["near"]);
  if (holds(wanted, "within") && !is_within(expected.squared, wanted["within"])) {
    return std::nullopt;
  }
  bool sells = false;
  for (const auto& [line, fee] : market.fees_on(school.urn, MarketModel::today)) {
    if (fee.item != "placement") continue;
    sells = true;
    if (holds(wanted, "need") && wanted["need"] != fee.need) continue;
    if (holds(wanted, "provision") && wanted["provision"] != fee.provision) continue;
    if (age >= 0 && (age < fee.age_from || age > fee.age_to)) continue;
    if (holds(wanted, "price_from") && fee.annual_pennies < std::stol(wanted["price_from"]) * 100) {
      continue;
    }
    if (holds(wanted, "price_to") && fee.annual_pennies > std::stol(wanted["price_to"]) * 100) {
      continue;
    }
    if (expected.from < 0 || fee.annual_pennies < expected.from) expected.from = fee.annual_pennies;
    expected.to = std::max(expected.to, fee.annual_pennies);
  }
  if (holds(wanted, "has_fees") && (wanted["has_fees"] == "true") != sells) return std::nullopt;
  if (expected.from >= 0) return expected;
  if (holds(wanted, "provision") || holds(wanted, "price_from") || holds(wanted, "price_to") ||
      wanted["has_fees"] == "true") {
    return std::nullopt;
  }
  if (holds(wanted, "need") && !school.needs.contains(wanted["need"])) return std::nullopt;
  if (age >= 0 && (age < school.age_from || age > school.age_to)) return std::nullopt;
  return expected;
}

std::vector<std::string> expect(const MarketModel& market, const Wanted& wanted,
                                const std::string& order) {
  std::vector<Expected> found;
  for (const ModelSchool& school : market.schools) {
    if (const auto expected = expect_school(market, school, wanted)) found.push_back(*expected);
  }
  std::sort(found.begin(), found.end(), [&](const Expected& left, const Expected& right) {
    if (order == "price" && left.from != right.from) {
      if (left.from < 0 || right.from < 0) return right.from < 0;
      return left.from < right.from;
    }
    if (order == "name" && left.name != right.name) return left.name < right.name;
    if (order == "distance" && left.squared != right.squared) {
      if (left.squared < 0 || right.squared < 0) return right.squared < 0;
      return left.squared < right.squared;
    }
    return left.urn < right.urn;
  });
  std::vector<std::string> lines;
  for (const Expected& each : found) {
    lines.push_back(std::to_string(each.urn) + (each.from < 0
                                                    ? ""
                                                    : " " + testing::pounds_text(each.from) + " " +
                                                          testing::pounds_text(each.to)));
  }
  return lines;
}

Wanted draw_search(MarketModel& market) {
  Wanted wanted;
  const auto sometimes = [&] { return market.below(4) == 0; };
  if (sometimes()) wanted["need"] = market.one_of(market.needs);
  if (sometimes()) wanted["provision"] = market.one_of(market.provisions);
  if (sometimes()) wanted["age"] = std::to_string(market.below(20));
  if (sometimes()) wanted["la"] = market.one_of(market.councils);
  if (sometimes()) wanted["type"] = market.one_of<std::string>({"08", "10", "07"});
  if (sometimes()) wanted["section41"] = market.one_of<std::string>({"true", "false"});
  if (sometimes()) wanted["region"] = market.one_of<std::string>({"London"});
  if (sometimes()) wanted["has_fees"] = market.one_of<std::string>({"true", "false"});
  if (sometimes()) {
    wanted["inspection"] = market.one_of<std::string>({"good", "met", "none", "outstanding"});
  }
  if (sometimes()) wanted["price_from"] = std::to_string(40'000 + market.below(50'000));
  if (sometimes()) wanted["price_to"] = std::to_string(90'000 + market.below(150'000));
  if (sometimes()) {
    wanted["near"] = std::to_string(440'000 + market.below(60'000)) + "," +
                     std::to_string(430'000 + market.below(60'000));
    if (sometimes()) {
      wanted["within"] =
          std::to_string(market.below(30)) + "." + std::to_string(1 + market.below(9));
    }
  }
  if (sometimes()) wanted["text"] = market.one_of<std::string>({"ABBEY", "hull", "Care", "9000"});
  return wanted;
}

class SearchTest : public ::testing::Test {
 protected:
  SearchTest() {
    market_.draw_filings(150);
    read();
  }
  void read() {
    database_->in_transaction(
        [&](Transaction& transaction) { market_.write(transaction.connection()); });
    snapshot_ = database_->with_connection([&](Connection& connection) {
      return build_snapshot(connection, pricing::Date::parse(MarketModel::today).value());
    });
  }
  SchoolPage page(const Wanted& wanted, const Parameters& more) {
    Parameters parameters(wanted.begin(), wanted.end());
    parameters.insert(parameters.end(), more.begin(), more.end());
    const auto search = parse_school_search(parameters);
    if (!search) {
      ADD_FAILURE() << search.faults()[0].place << ": " << search.faults()[0].message;
      return {};
    }
    return search_schools(*snapshot_, *search).value();
  }
  // All pages, one after another.
  std::vector<std::string> pages(const Wanted& wanted, const std::string& order, int limit) {
    std::vector<std::string> lines;
    std::string cursor;
    for (int count = 0; count < 1000; ++count) {
      const SchoolPage each =
          page(wanted, {{"sort", order}, {"limit", std::to_string(limit)}, {"cursor", cursor}});
      EXPECT_LE(each.schools.size(), static_cast<std::size_t>(limit));
      for (const SchoolHit& hit : each.schools) {
        lines.push_back(
            hit.school->urn.text() +
            (hit.prices ? " " + hit.prices->from.text() + " " + hit.prices->to.text() : ""));
      }
      if (!each.next) {
        EXPECT_EQ(each.matching, lines.size());
        return lines;
      }
      cursor = *each.next;
    }
    ADD_FAILURE() << "the pages never end";
    return lines;
  }
  TestDatabase database_;
  MarketModel market_{21};
  std::shared_ptr<const Snapshot> snapshot_;
};

TEST_F(SearchTest, FindsWhatAnObviousSearchFindsInTheSameOrder) {
  std::size_t found = 0;
  for (int count = 0; count < 600; ++count) {
    const Wanted wanted = draw_search(market_);
    const std::string order = wanted.contains("near")
                                  ? market_.one_of<std::string>({"distance", "name"})
                                  : market_.one_of<std::string>({"name", "urn", "price"});
    const int limit = static_cast<int>(1 + market_.below(20));
    const auto expected = expect(market_, wanted, order);
    found += expected.size();
    std::string described = order;
    for (const auto& [name, value] : wanted) described += " " + name + "=" + value;
    ASSERT_EQ(pages(wanted, order, limit), expected) << described;
  }
  EXPECT_GT(found, 1000U);
}

// A choice's count is what the same search with that choice made gives.
TEST_F(SearchTest, CountsForEachChoiceWhatChoosingItWouldGive) {
  std::size_t counted = 0;
  for (int round = 0; round < 60; ++round) {
    const Wanted wanted = draw_search(market_);
    const Facets facets = page(wanted, {{"facets", "true"}}).facets.value();
    for (const auto& [parameter, counts, values] :
         {std::tuple{"need", facets.need, market_.needs},
          std::tuple{"provision", facets.provision, market_.provisions},
          std::tuple{"la", facets.la, market_.councils},
          std::tuple{"type", facets.type, std::vector<std::string>{"07", "08", "10", "32", "44"}},
          std::tuple{"region", facets.region,
                     std::vector<std::string>{"London", "North West", "South East"}},
          std::tuple{"section41", facets.section41, std::vector<std::string>{"false", "true"}},
          std::tuple{"inspection", facets.inspection,
                     std::vector<std::string>{"good", "inadequate", "met", "none", "not_met"}}}) {
      std::map<std::string, std::size_t> by_value;
      for (const FacetCount& count : counts) {
        EXPECT_GT(count.schools, 0U);
        EXPECT_FALSE(count.name.empty());
        by_value[count.value] = count.schools;
        counted += count.schools;
      }
      EXPECT_TRUE(std::is_sorted(counts.begin(), counts.end(),
                                 [](const FacetCount& left, const FacetCount& right) {
                                   return left.schools > right.schools;
                                 }));
      for (const std::string& value : values) {
        Wanted chosen = wanted;
        chosen[parameter] = value;
        const auto found = by_value.find(value);
        EXPECT_EQ(found == by_value.end() ? 0 : found->second, page(chosen, {}).matching)
            << parameter << '=' << value << " in round " << round;
      }
    }
  }
  EXPECT_GT(counted, 1000U);
  EXPECT_FALSE(page({}, {}).facets);
}

TEST_F(SearchTest, SaysHowEachSchoolMetTheSearch) {
  const SchoolPage slipped = page({{"text", "abbye leeds"}}, {});
  ASSERT_FALSE(slipped.schools.empty());
  for (const SchoolHit& hit : slipped.schools) {
    ASSERT_EQ(hit.words.size(), 2U);
    EXPECT_EQ(hit.words[0].word + ' ' + hit.words[0].by, "abbye abbey");
    EXPECT_FALSE(hit.words[0].is_exact);
    EXPECT_EQ(hit.words[1].by, "leeds");
    EXPECT_TRUE(hit.words[1].is_exact);
    EXPECT_FALSE(hit.distance);
  }
  EXPECT_EQ(slipped.matching, page({{"text", "Abbey Leeds"}}, {}).matching);
  EXPECT_EQ(page({{"text", "elan"}}, {}).matching, page({{"text", "\xC3\x89LAN"}}, {}).matching);
  const SchoolPage priced = page({{"has_fees", "true"}, {"near", "470000,460000"}}, {});
  ASSERT_FALSE(priced.schools.empty());
  for (const SchoolHit& hit : priced.schools) {
    EXPECT_FALSE(hit.prices->lines.empty());
    for (const std::string_view line : hit.prices->lines) {
      EXPECT_TRUE(market_.fees_on(hit.school->urn.number(), MarketModel::today)
                      .contains(std::string(line)));
    }
  }
}

TEST_F(SearchTest, SaysThatAPlaceIsNotKnown) {
  const auto search = parse_school_search({{"near", "ZE1 0AA"}});
  ASSERT_TRUE(search);
  const auto found = search_schools(*snapshot_, *search);
  ASSERT_FALSE(found);
  EXPECT_EQ(found.faults()[0].place, "near");
}

TEST_F(SearchTest, GivesTwentySchoolsByNameUnlessAskedOtherwise) {
  const SchoolPage first = page({}, {});
  EXPECT_EQ(first.schools.size(), 20U);
  EXPECT_TRUE(first.next);
  EXPECT_TRUE(std::is_sorted(first.schools.begin(), first.schools.end(),
                             [](const SchoolHit& left, const SchoolHit& right) {
                               return lower(left.school->name) < lower(right.school->name);
                             }));
}

// What was shown is neither shown again nor hides another school, whatever changes between pages.
TEST_F(SearchTest, GoesOnWhereItWasWhenTheMarketChanges) {
  for (const char* order : {"name", "urn"}) {
    const auto before = pages({}, order, 100);
    const SchoolPage first = page({}, {{"sort", order}, {"limit", "5"}});
    market_.draw_filings(30);
    read();
    const SchoolPage second = page({}, {{"sort", order}, {"limit", "5"}, {"cursor", *first.next}});
    for (std::size_t place = 0; place < 5; ++place) {
      EXPECT_EQ(second.schools[place].school->urn.text(), before[5 + place].substr(0, 6));
    }
  }
}

TEST_F(SearchTest, RefusesACursorOfAnotherSearchOrOfNone) {
  const std::string cursor = *page({}, {{"limit", "1"}}).next;
  EXPECT_TRUE(parse_school_search({{"cursor", cursor}, {"limit", "50"}}));
  for (const Parameters& parameters :
       {Parameters{{"cursor", cursor}, {"need", "ASD"}},
        Parameters{{"cursor", cursor}, {"sort", "urn"}}, Parameters{{"cursor", "x"}},
        Parameters{{"cursor", "%%%"}}, Parameters{{"cursor", std::string(5000, 'A')}},
        Parameters{{"cursor", cursor + "="}}, Parameters{{"cursor", cursor.substr(0, 12)}}}) {
    const auto search = parse_school_search(parameters);
    ASSERT_FALSE(search);
    EXPECT_EQ(search.faults()[0].place, "cursor");
  }
}

TEST(SchoolSearch, NamesEveryBadParameterAtOnce) {
  const auto search = parse_school_search({{"need", "asd"},
                                           {"provision", "night"},
                                           {"age", "26"},
                                           {"la", "20"},
                                           {"type", "11"},
                                           {"section41", "yes"},
                                           {"region", "Mercia"},
                                           {"price_from",
                                            "\xC2\xA3"
                                            "1,000"},
                                           {"price_to", "1e3"},
                                           {"has_fees", "1"},
                                           {"sort", "size"},
                                           {"limit", "101"},
                                           {"colour", "red"},
                                           {"sort", "name"}});
  ASSERT_FALSE(search);
  std::vector<std::string> places;
  for (const Fault& fault : search.faults()) {
    places.push_back(fault.place);
    EXPECT_FALSE(fault.message.empty());
  }
  EXPECT_EQ(places, (std::vector<std::string>{"need", "provision", "age", "la", "type", "section41",
                                              "region", "price_from", "price_to", "has_fees",
                                              "sort", "limit", "colour", "sort"}));
}

TEST(SchoolSearch, RefusesEachBadValue) {
  for (const auto& [name, value] : {std::pair{"age", "-1"},
                                    {"age", "1.5"},
                                    {"age", "999999999999"},
                                    {"la", "000"},
                                    {"la", "678"},
                                    {"limit", "0"},
                                    {"limit", "ten"},
                                    {"price_to", "-0"},
                                    {"near", "London"},
                                    {"near", "460000"},
                                    {"near", "460000,-1"},
                                    {"within", "5"},
                                    {"sort", "distance"},
                                    {"facets", "yes"},
                                    {"type", "8a"}}) {
    const auto search = parse_school_search({{name, value}});
    ASSERT_FALSE(search) << name << '=' << value;
    EXPECT_EQ(search.faults()[0].place, name);
  }
  for (const char* miles : {"0", "0.0", "500.1", "-1", "1.25", "1.", "ten", ".5"}) {
    const auto search = parse_school_search({{"near", "YO10 5DD"}, {"within", miles}});
    ASSERT_FALSE(search) << miles;
    EXPECT_EQ(search.faults()[0].place, "within");
  }
  EXPECT_FALSE(parse_school_search({{"text", std::string(201, 'a')}}));
  EXPECT_FALSE(parse_school_search({{"price_from", "2"}, {"price_to", "1"}}));
  EXPECT_TRUE(parse_school_search({{"price_from", "1"}, {"price_to", "1"}, {"need", ""}}));
}

}  // namespace
}  // namespace assize::registry
