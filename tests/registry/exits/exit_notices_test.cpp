// Exit notices and their plans on a real database: who may give one, who sees what, and what is at
// risk.
#include "registry/exits/exit_notices.h"

#include "registry/exits/continuity_plan.h"
#include "registry/places/state_places.h"
#include "registry/registration/record_registration.h"
#include "tests/registry/placements/placement_fixture.h"

namespace assize::registry {
namespace {

class ExitNoticesTest : public testing::PlacementFixture {
 protected:
  static ExitRequest closing(const std::string& urn, const std::string& last_day) {
    ExitRequest request;
    request.urn = pricing::Urn::parse(urn).value();
    request.last_day = day(last_day);
    request.reason = "the lease ends";
    return request;
  }
  Result<ExitNotice> notify(const ExitRequest& request, const Caller& caller = provider("north")) {
    return notify_exit(*database_, journal_, caller, request);
  }
  void place(const std::string& reference, const testing::Fields& others = {}) {
    const auto recorded = record(
        testing::placement_file({testing::placement_row(reference, others)}), "", regulator());
    ASSERT_TRUE(recorded) << text_of(recorded.faults());
  }
  std::optional<ExitNotice> find(const std::string& id, std::optional<std::string> council = {}) {
    return database_->with_connection(
        [&](Connection& each) { return find_exit_notice(each, id, council); });
  }
  // "201 ASD 2; " for what is at risk, and "ASD: 900002 9.9, " for where else there are places.
  std::string plan(const std::string& id, std::optional<std::string> council = {}) {
    return database_->with_connection([&](Connection& each) {
      const auto notice = find_exit_notice(each, id, std::nullopt);
      const auto snapshot = build_snapshot(each, day("2026-03-31"));
      const ContinuityPlan made = continuity_plan(each, *notice, *snapshot, council);
      std::string text;
      for (const PlacementsAtRisk& risk : made.at_risk) {
        text += risk.council + " " + std::string(code(risk.need)) + " " +
                std::to_string(risk.placements) + "; ";
      }
      for (const NeedAlternatives& of_need : made.alternatives) {
        text += std::string(code(of_need.need)) + ":";
        for (const Alternative& school : of_need.schools) {
          text += " " + school.school->urn.text() + " " +
                  (school.metres_squared ? Miles::nearest(*school.metres_squared).text() : "?");
        }
        text += "; ";
      }
      return text;
    });
  }
};

TEST_F(ExitNoticesTest, CountWhatIsAtRiskByCouncilAndNeedAndNameTheNearestVacancies) {
  execute("UPDATE school SET easting = 530000, northing = 180000 WHERE urn = 900001");
  execute("UPDATE school SET easting = 546093, northing = 180000 WHERE urn = 900002");
  execute("UPDATE school SET easting = 531609, northing = 180000 WHERE urn = 900004");
  place("A-1");
  place("A-2", {{"end", "2026-07-31"}});  // ends with the last day
  place("A-3", {{"end", "2026-08-01"}});
  place("A-4", {{"withdrawn", "true"}});
  place("A-5", {{"urn", "900002"}});
  place("B-1", {{"council", "330"}, {"need", "SEMH"}});
  const std::string header = "urn,need,provision,age_from,age_to,vacancies\n";
  const std::string rows = header +
                           "900001,ASD,day,5,11,3\n900002,ASD,day,5,11,3\n900004,ASD,day,12,16,1\n"
                           "900003,ASD,weekly,5,11,3\n900002,SEMH,day,5,11,0\n";
  ASSERT_TRUE(state_places(*database_, journal_, {regulator(), rows}));
  const auto notice = notify(closing("900001", "2026-07-31"));
  ASSERT_TRUE(notice) << text_of(notice.faults());
  // The state's school is nearest; one with no position comes last; itself is no alternative.
  EXPECT_EQ(plan(notice->id),
            "201 ASD 2; 330 SEMH 1; SEMH:; ASD: 900004 1.0 900002 10.0 900003 ?; ");
  EXPECT_EQ(plan(notice->id, "330"), "330 SEMH 1; SEMH:; ");

  ExitRequest some = closing("900001", "2026-07-31");
  some.places = {pricing::Need::asd, pricing::Provision::day, pricing::AgeRange{5, 11}};
  const auto narrow = notify(some);
  EXPECT_EQ(plan(narrow->id), "201 ASD 2; ASD: 900002 10.0; ");
  const auto suspend = parse_registration_request(R"({"event":"suspended","reasons":"a fire"})");
  ASSERT_TRUE(record_registration(*database_, journal_, regulator(),
                                  pricing::Urn::parse("900002").value(), *suspend));
  EXPECT_EQ(plan(narrow->id), "201 ASD 2; ASD:; ") << "one that is suspended is no alternative";
}

TEST_F(ExitNoticesTest, AreSeenByCouncilsWithPlacementsThereAndNoOther) {
  place("A-1");
  place("A-2", {{"council", "330"}, {"end", "2026-03-30"}});  // over before the notice
  const auto notice = notify(closing("900001", "2026-07-31"));
  EXPECT_TRUE(find(notice->id));
  EXPECT_TRUE(find(notice->id, "201"));
  EXPECT_FALSE(find(notice->id, "330"));
  EXPECT_FALSE(find(notice->id, ""));
  EXPECT_FALSE(find("01M800Z3PY7629B4DSZJNKE1AG"));
  const auto listed = [&](const std::string& council) {
    return database_
        ->with_connection([&](Connection& each) { return list_exit_notices(each, council); })
        .size();
  };
  EXPECT_EQ(listed("201"), 1U);
  EXPECT_EQ(listed("330"), 0U);
}

TEST_F(ExitNoticesTest, AreGivenByWhoeverRunsTheSchoolAndLoggedWithoutTheReason) {
  for (const Caller& caller : {provider("south"), council("201"), Caller{}}) {
    const auto refused = notify(closing("900001", "2026-07-31"), caller);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.faults()[0].place, "forbidden");
  }
  EXPECT_EQ(count("exit_notice"), 0);
  ASSERT_TRUE(notify(closing("900001", "2026-07-31")));
  const std::string entry = last_entry();
  EXPECT_NE(entry.find(R"("public":{"last_day":"2026-07-31","urn":"900001"})"), std::string::npos)
      << entry;
  EXPECT_NE(entry.find("exit.notified"), std::string::npos);
  EXPECT_EQ(entry.find("lease"), std::string::npos);
}

TEST_F(ExitNoticesTest, AreWithdrawnByALaterOneAndNeverErased) {
  place("A-1");
  const auto notice = notify(closing("900001", "2026-07-31"));
  ExitRequest withdrawal;
  withdrawal.withdraws = notice->id;
  withdrawal.reason = "the lease was renewed";
  const auto others = notify(withdrawal, provider("south"));
  ASSERT_FALSE(others);
  EXPECT_EQ(others.faults()[0].message, "there is no notice of yours with that id");
  const auto withdrawn = notify(withdrawal);
  ASSERT_TRUE(withdrawn) << text_of(withdrawn.faults());
  EXPECT_EQ(find(notice->id)->withdrawn_by, withdrawn->id);
  EXPECT_EQ(find(notice->id)->reason, "the lease ends");
  EXPECT_EQ(plan(notice->id), "");
  EXPECT_EQ(plan(withdrawn->id), "");
  EXPECT_EQ(notify(withdrawal).faults()[0].message, "that notice is withdrawn already");
  withdrawal.withdraws = withdrawn->id;
  EXPECT_FALSE(notify(withdrawal));
  EXPECT_EQ(count("exit_notice"), 2);
}

TEST_F(ExitNoticesTest, RefuseWhatIsNotOfItsFormAndAChildsData) {
  EXPECT_FALSE(notify(closing("900001", "2026-03-30")));
  EXPECT_FALSE(notify(closing("900009", "2026-07-31"), regulator()));
  ExitRequest named = closing("900001", "2026-07-31");
  named.reason = "John Smith is the last pupil";
  const auto refused = notify(named);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.faults()[0].place, "reason");
  EXPECT_EQ(text_of(refused.faults()).find("Smith"), std::string::npos);
  for (const char* body :
       {"{}", "[]", R"({"urn":"9","last_day":"2026-07-31","reason":"x"})",
        R"({"urn":"900001","last_day":"2026-07-31","reason":"x","age_from":5})",
        R"({"urn":"900001","last_day":"2026-07-31","reason":"x","age_from":9,"age_to":5})",
        R"({"urn":"900001","last_day":"2026-07-31","reason":"x","need":"ANY"})",
        R"({"urn":"900001","last_day":"2026-07-31","reason":"x","provision":"any"})",
        R"({"withdraws":"01M800Z3PY7629B4DSZJNKE1AG","urn":"900001","reason":"x"})",
        R"({"urn":"900001","last_day":"2026-07-31","reason":"x","child":"x"})"}) {
    EXPECT_FALSE(parse_exit_request(body)) << body;
  }
  EXPECT_TRUE(parse_exit_request(
      R"({"urn":"900001","last_day":"2026-07-31","reason":"x","age_from":5,"age_to":9})"));
}

}  // namespace
}  // namespace assize::registry
