#include "registry/places/state_places.h"

#include "registry/catalogue/search/search.h"
#include "registry/places/read_places.h"
#include "tests/registry/placements/placement_fixture.h"

namespace assize::registry {
namespace {

constexpr const char* header = "urn,need,provision,age_from,age_to,vacancies,stated\n";

class StatePlacesTest : public testing::PlacementFixture {
 protected:
  Result<PlacesStated> state(const std::string& rows, const Caller& caller = regulator()) {
    return state_places(*database_, journal_, {caller, body_ = header + rows});
  }
  // "ASD day 5-11: 3 (2026-03-31)" for each of a school.
  std::string places(std::uint32_t urn = 900'001) {
    const auto read =
        database_->with_connection([&](Connection& each) { return read_places_of(each, {urn}); });
    std::string text;
    const auto found = read.find(urn);
    if (found == read.end()) return text;
    for (const Vacancy& each : found->second) {
      text += std::string(code(each.need)) + " " + std::string(code(each.provision)) + " " +
              std::to_string(each.age_from) + "-" + std::to_string(each.age_to) + ": " +
              std::to_string(each.vacancies) + " (" + each.stated.text() + ")\n";
    }
    return text;
  }
  // The URNs that a search finds, on a day.
  std::string found(const std::string& on,
                    std::vector<std::pair<std::string, std::string>> parameters) {
    const auto now =
        database_->with_connection([&](Connection& each) { return build_snapshot(each, day(on)); });
    std::string text;
    const auto page = search_schools(*now, parse_school_search(parameters).value());
    for (const SchoolHit& hit : page->schools)
      text += (text.empty() ? "" : " ") + hit.school->urn.text();
    return text;
  }
  std::string body_;
};

TEST_F(StatePlacesTest, StatesPlacesWithTheirDayAndPublishesThem) {
  const auto stated = state(
      "900001,ASD,day,5,11,3,2026-03-30\n900001,SEMH,day,5,16,0,\n900002,ASD,weekly,11,18,1,\n");
  ASSERT_TRUE(stated) << text_of(stated.faults());
  EXPECT_EQ(stated->stated, 3U);
  ASSERT_EQ(stated->receipts.size(), 1U);
  EXPECT_EQ(places(), "SEMH day 5-16: 0 (2026-03-31)\nASD day 5-11: 3 (2026-03-30)\n");
  EXPECT_NE(last_entry().find(
                R"("public":{"places":[{"age_from":5,"age_to":16,"need":"SEMH","provision":"day",)"
                R"("stated":"2026-03-31","urn":"900001","vacancies":0},)"),
            std::string::npos)
      << last_entry();
  const auto again = state("900001,ASD,day,5,11,3,2026-03-30\n");
  EXPECT_EQ(again->unchanged, 1U);
  EXPECT_TRUE(again->receipts.empty());
}

TEST_F(StatePlacesTest, PutsAStatementInThePlaceOfThoseItOverlapsAndKeepsThem) {
  ASSERT_TRUE(state("900001,ASD,day,5,16,3,2026-03-01\n900001,ASD,weekly,5,16,2,2026-03-01\n"));
  ASSERT_TRUE(state("900001,ASD,day,5,11,1,2026-03-02\n900001,ASD,day,12,16,4,2026-03-02\n"));
  EXPECT_EQ(places(),
            "ASD day 5-11: 1 (2026-03-02)\nASD day 12-16: 4 (2026-03-02)\n"
            "ASD weekly 5-16: 2 (2026-03-01)\n");
  const auto early = state("900001,ASD,day,10,12,9,2026-03-01\n");
  ASSERT_FALSE(early);
  EXPECT_EQ(
      text_of(early.faults()),
      "line 2, stated: these places were stated again on 2026-03-02: give that day or a later "
      "one, or leave the row out\n");
  EXPECT_EQ(query("SELECT COUNT(*) FROM school_places FOR SYSTEM_TIME ALL WHERE age_to = 16 AND "
                  "age_from = 5 AND provision = 'day'")[0]
                .integer(0),
            1);
}

TEST_F(StatePlacesTest, GivesEveryFaultAtOnceAndStoresNothing) {
  const auto faulty = state(
      "900001,ANY,any,5,26,-1,2026-04-01\n900001,ASD,day,12,11,3,\n900009,ASD,day,5,11,3,\n"
      "900001,MLD,day,5,11,3,\n900001,MLD,day,11,12,3,\n900001,SLD,day,5,11,1e3,\n");
  ASSERT_FALSE(faulty);
  EXPECT_EQ(text_of(faulty.faults()),
            R"(line 2, need: state the places for each need by its census code: write a row for each
line 2, provision: state the places of each provision: day, weekly, termly or full_year
line 2, age_to: write a whole number of years, 0 to 25
line 2, vacancies: write how many places are free, a whole number from 0 to 9999
line 2, stated: this day is after today, 2026-03-31: write the day on which the places were counted, or leave it blank for today
line 3, age_to: this is below age_from: correct one of them
line 7, vacancies: write how many places are free, a whole number from 0 to 9999
line 6, age_from: these ages overlap those of line 5, for the same need and provision: state each place once
line 4, urn: no special school that is open has the URN 900009
)");
  EXPECT_EQ(places(), "");
}

TEST_F(StatePlacesTest, LetsAProviderStateForTheSchoolsItRunsTodayAndNobodyElse) {
  EXPECT_TRUE(state("900001,ASD,day,5,11,3,\n", provider("north")));
  const auto others = state("900002,ASD,day,5,11,3,\n900001,ASD,day,5,11,3,\n", provider("north"));
  ASSERT_FALSE(others);
  EXPECT_EQ(
      text_of(others.faults()),
      "line 2, urn: by the register you do not run school 900002: state the places of your own "
      "schools only\n");
  for (const Caller& caller :
       {council("201"), Caller{}, Caller{"acc_x", "org_x", Role::provider, {}},
        Caller{"acc_x", "org_regulator", Role::case_officer, {}}}) {
    const auto refused = state("900001,ASD,day,5,11,4,\n", caller);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.faults()[0].place, "forbidden");
  }
}

TEST_F(StatePlacesTest, AreWhatASearchForVacanciesFindsUntilTheyAreStale) {
  execute("UPDATE school SET needs = 'SEMH;ASD', age_from = 5, age_to = 18 WHERE urn <= 900002");
  ASSERT_TRUE(
      state("900001,ASD,day,5,11,3,2026-03-01\n900001,SEMH,day,5,16,0,\n"
            "900002,SEMH,weekly,11,18,1,2026-03-10\n"));
  EXPECT_EQ(found("2026-03-31", {{"vacancy", "true"}}), "900001 900002");
  EXPECT_EQ(found("2026-04-01", {{"vacancy", "true"}}), "900002");
  EXPECT_EQ(found("2026-04-10", {{"vacancy", "true"}}), "");
  EXPECT_EQ(found("2026-03-31", {{"vacancy", "false"}}), "900003");
  EXPECT_EQ(found("2026-03-31", {{"vacancy", "true"}, {"need", "ASD"}}), "900001");
  EXPECT_EQ(found("2026-03-31", {{"vacancy", "true"}, {"need", "SEMH"}}), "900002");
  EXPECT_EQ(found("2026-03-31", {{"vacancy", "true"}, {"age", "11"}}), "900001 900002");
  EXPECT_EQ(found("2026-03-31", {{"vacancy", "true"}, {"age", "12"}}), "900002");
  EXPECT_EQ(found("2026-03-31", {{"vacancy", "true"}, {"age", "12"}, {"need", "ASD"}}), "");
}

TEST_F(StatePlacesTest, AreReadAgainIntoTheSnapshotThatIsKept) {
  const auto before = database_->with_connection(
      [&](Connection& each) { return build_snapshot(each, day("2026-03-31")); });
  ASSERT_TRUE(state("900001,ASD,day,5,11,3,\n"));
  const auto after = database_->with_connection(
      [&](Connection& each) { return refresh_snapshot(each, day("2026-03-31"), before); });
  const auto urn = pricing::Urn::from_number(900'001).value();
  EXPECT_TRUE(before->find(urn)->vacancies.empty());
  ASSERT_EQ(after->find(urn)->vacancies.size(), 1U);
  EXPECT_EQ(after->find(urn)->vacancies[0].vacancies, 3);
}

}  // namespace
}  // namespace assize::registry
