// Tailored lists by hand: each part's points, the sums, the ranks, and that each change named would
// do what it says.
#include "registry/tailored_lists/rank_schools.h"

#include <gtest/gtest.h>

#include <random>
#include <regex>

#include "registry/catalogue/search/search_index.h"
#include "registry/tailored_lists/what_would_change.h"

namespace assize::registry {
namespace {

pricing::Date day(const std::string& text) { return pricing::Date::parse(text).value(); }

CatalogueSchool school(std::uint32_t urn) {
  CatalogueSchool made(*pricing::Urn::from_number(urn));
  made.name = "School " + std::to_string(urn);
  made.type_code = 10;
  made.is_open = true;
  made.age_from = 5;
  made.age_to = 16;
  made.needs = {pricing::Need::asd};
  return made;
}

CatalogueFee fee(const std::string& line, std::int64_t pounds) {
  CatalogueFee made;
  made.line = line;
  made.item = "placement";
  made.need = pricing::Need::asd;
  made.provision = pricing::Provision::day;
  made.age_from = 5;
  made.age_to = 16;
  made.unit = pricing::Unit::year;
  made.annual_price = made.unit_price = made.education =
      pricing::Pounds::from_pennies(pounds * 100);
  made.effective_from = day("2026-09-01");
  made.effective_to = day("2027-08-31");
  return made;
}

constexpr const char* book_text = R"({"edition":"T.1","title":"T","status":"example",
 "published":"2026-01-01","areas":[],"bands":[{"id":"B-1","item":"placement","provision":"day",
 "need":"ASD","age_from":0,"age_to":25,"unit":"year","component":"education","floor":null,
 "ceiling":"60000.00","from":"2026-09-01","to":null,"source":"example"}],"parameters":[]})";

class RankSchoolsTest : public ::testing::Test {
 protected:
  void add(CatalogueSchool made) {
    snapshot_.schools.push_back(std::make_shared<const CatalogueSchool>(std::move(made)));
  }
  TailoredList rank(const std::string& body) {
    snapshot_.today = day("2026-10-01");
    snapshot_.postcodes = std::make_shared<const PostcodeTable>();
    const auto request = parse_tailored_request(body, snapshot_.today);
    if (!request.ok()) {
      ADD_FAILURE() << request.faults()[0].place << ": " << request.faults()[0].message;
      return {};
    }
    return rank_schools(snapshot_, nullptr, *request).value();
  }
  Snapshot snapshot_;
};

constexpr const char* profile =
    R"({"need":"ASD","provision":"day","age":9,"home":"460000,452000"})";

TEST_F(RankSchoolsTest, ScoresEachPartByTheOpenRulesAndSumsThem) {
  CatalogueSchool best = school(900001);
  best.inspections = {{"Ofsted", "2025-05-01", "good", "", false}};
  best.vacancies = {{pricing::Need::asd, pricing::Provision::day, 5, 11, 2, day("2026-09-20")}};
  best.position = GridPoint{460000, 452000 + 16093};  // ten miles
  best.fees = {fee("DAY", 50'000), fee("DEARER", 51'000)};
  CatalogueSchool unknown = school(900002);
  unknown.needs = {pricing::Need::asd, pricing::Need::semh, pricing::Need::sld};
  CatalogueSchool closed = school(900003);
  closed.is_open = false;
  CatalogueSchool other = school(900004);
  other.needs = {pricing::Need::vi};
  CatalogueSchool suspended = best;
  suspended.urn = pricing::Urn::from_number(900005).value();
  suspended.registration.status = RegistrationStatus::suspended;
  for (const auto& each : {best, unknown, closed, other, suspended}) add(each);

  const TailoredList list = rank(profile);
  ASSERT_EQ(list.schools.size(), 2U);
  EXPECT_EQ(list.suitable, 2U);
  const RankedSchool& first = list.schools[0];
  EXPECT_EQ(first.school->urn.number(), 900001U);
  EXPECT_EQ(first.line, "DAY");
  const auto points = [](const RankedSchool& each) {
    std::string text;
    for (const PartScore& part : each.parts) text += std::to_string(part.points) + " ";
    return text;
  };
  // Good; two places; line, need, ages and specialist; ten miles; no ceiling is known.
  EXPECT_EQ(points(first), "80 90 100 80 50 ");
  EXPECT_EQ(first.total, 20 * (80 + 90 + 100 + 80 + 50));
  EXPECT_EQ(points(list.schools[1]), "50 20 40 0 0 ");
  EXPECT_EQ(list.schools[1].rank, 2U);
}

TEST_F(RankSchoolsTest, MeasuresValueAgainstTheCeilingAsShown) {
  const auto book = pricing::RuleBook::load(book_text, std::string(64, '0'));
  ASSERT_TRUE(book.ok()) << book.faults()[0].place << book.faults()[0].message;
  snapshot_.today = day("2026-10-01");
  snapshot_.postcodes = std::make_shared<const PostcodeTable>();
  const auto value = [&](std::int64_t pounds) {
    snapshot_.schools.clear();
    CatalogueSchool made = school(900001);
    made.fees = {fee("DAY", pounds)};
    add(made);
    const auto request = parse_tailored_request(profile, snapshot_.today);
    return rank_schools(snapshot_, &*book, *request)->schools[0].parts[4].points;
  };
  EXPECT_EQ(value(60'000), 0);
  EXPECT_EQ(value(60'001), 0);
  EXPECT_EQ(value(59'700), 1);  // half a hundredth below
  EXPECT_EQ(value(59'701), 0);
  EXPECT_EQ(value(54'000), 20);
  EXPECT_EQ(value(30'000), 100);
  EXPECT_EQ(value(20'000), 100);
}

TEST_F(RankSchoolsTest, LeavesOutWhatLacksAMustHave) {
  CatalogueSchool made = school(900001);
  made.fees = {fee("DAY", 50'000)};
  made.position = GridPoint{460000, 452000 + 16093};
  made.vacancies = {{pricing::Need::asd, pricing::Provision::day, 5, 11, 1, day("2026-08-01")}};
  add(made);
  const auto with = [&](const std::string& must) {
    std::string body(profile);
    body.insert(body.size() - 1, R"(,"must":{)" + must + "}");
    return rank(body).suitable;
  };
  EXPECT_EQ(with(""), 1U);
  EXPECT_EQ(with(R"("section41":true)"), 0U);
  EXPECT_EQ(with(R"("vacancy":true)"), 0U);  // stale
  EXPECT_EQ(with(R"("within":"10.1")"), 1U);
  EXPECT_EQ(with(R"("within":"9.9")"), 0U);
  EXPECT_EQ(with(R"("price_to":"50000.00")"), 1U);
  EXPECT_EQ(with(R"("price_to":"49999.99")"), 0U);
}

// A change that is named is made, and the rank that was promised comes of it.
TEST_F(RankSchoolsTest, NamesChangesThatDoWhatTheySay) {
  std::mt19937 random(3);
  const auto below = [&](int bound) {
    return std::uniform_int_distribution<>(0, bound - 1)(random);
  };
  const std::regex sentence(
      "It would be ([0-9]+)[a-z]+ if ([a-z]+) weighed [0-9]+ (more|less) "
      "\\(([0-9]+), not [0-9]+\\)\\.");
  std::size_t tried = 0;
  for (int round = 0; round < 60; ++round) {
    snapshot_.schools.clear();
    for (std::uint32_t urn = 900'000; urn < 900'020; ++urn) {
      CatalogueSchool made = school(urn);
      const char* grades[] = {"outstanding", "good", "requires_improvement", "met"};
      made.inspections = {{"Ofsted", "2025-05-01", grades[below(4)], "", false}};
      made.position = GridPoint{460000, 452000 + below(80'000)};
      if (below(2) == 0) made.fees = {fee("DAY", 50'000)};
      if (below(2) == 0) made.needs.push_back(pricing::Need::vi);
      made.vacancies = {
          {pricing::Need::asd, pricing::Provision::day, 5, 11, below(4), day("2026-09-20")}};
      add(made);
    }
    const TailoredList list = rank(profile);
    for (const RankedSchool& each : list.schools) {
      for (const std::string& change : each.changes) {
        std::smatch match;
        if (!std::regex_match(change, match, sentence)) continue;
        ++tried;
        std::string body(profile);
        body.insert(body.size() - 1,
                    R"(,"weights":{")" + match[2].str() + "\":" + match[4].str() + "}");
        for (const RankedSchool& again : rank(body).schools) {
          if (again.school->urn != each.school->urn) continue;
          EXPECT_EQ(std::to_string(again.rank), match[1].str()) << change;
        }
      }
    }
  }
  EXPECT_GT(tried, 100U);
}

TEST(TailoredRequest, NamesEveryFaultAndRepeatsNothingOfAChild) {
  const auto bad = parse_tailored_request(
      R"({"need":"ANY","provision":"any","age":26,"home":"1 Acacia Avenue","reference":"John Smith",
          "from":"2020-01-01","must":{"within":"0","section41":"yes"},"limit":0,
          "weights":{"performance":0,"availability":0,"suitability":0,"distance":0,"value":0}})",
      day("2026-10-01"));
  ASSERT_FALSE(bad.ok());
  std::string text, places;
  for (const Fault& fault : bad.faults()) {
    text += fault.message;
    places += fault.place + " ";
  }
  for (const char* place : {"$.need", "$.provision", "$.age", "$.home", "$.reference", "$.from",
                            "$.must.within", "$.must.section41", "$.limit", "$.weights.value"}) {
    EXPECT_NE(places.find(place), std::string::npos) << place << " in " << places;
  }
  EXPECT_EQ(text.find("Smith"), std::string::npos);
  EXPECT_EQ(text.find("Acacia"), std::string::npos);
  EXPECT_FALSE(parse_tailored_request("[]", day("2026-10-01")).ok());
  EXPECT_FALSE(
      parse_tailored_request(R"({"need":"ASD","provision":"day"})", day("2026-10-01")).ok());
}

TEST(Ordinal, EndsAsNumbersDo) {
  for (const auto& [number, text] : {std::pair{1, "1st"},
                                     {2, "2nd"},
                                     {3, "3rd"},
                                     {4, "4th"},
                                     {11, "11th"},
                                     {12, "12th"},
                                     {21, "21st"},
                                     {113, "113th"}}) {
    EXPECT_EQ(ordinal(static_cast<std::size_t>(number)), text);
  }
}

}  // namespace
}  // namespace assize::registry
