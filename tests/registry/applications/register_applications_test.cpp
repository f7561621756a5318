// Applications to the register on a real database: who may take which step, what each leaves, and
// how a school comes to the register.
#include "registry/applications/register_applications.h"

#include "registry/catalogue/search/search.h"
#include "registry/register/history/school_history.h"
#include "registry/registration/conditions.h"
#include "registry/registration/record_registration.h"
#include "tests/registry/placements/placement_fixture.h"

namespace assize::registry {
namespace {

constexpr std::string_view particulars =
    R"({"name":"Elm House School","type":"10","la":"330","street":"1 Elm Road","town":"Birmingham",)"
    R"("postcode":"B1 1AA","age_from":5,"age_to":16,"gender":"Mixed","capacity":40,)"
    R"("needs":["SEMH","ASD"],"provision":["day"],"opens_on":"2026-09-01",)"
    R"("premises":"A former school, let for 20 years","headteacher_post":"filled"})";

std::string replaced(std::string_view text, const std::string& from, const std::string& to) {
  std::string out(text);
  out.replace(out.find(from), from.size(), to);
  return out;
}

class RegisterApplicationsTest : public testing::PlacementFixture {
 protected:
  static Caller officer() { return {"acc_case", "org_regulator", Role::case_officer, {}}; }
  Result<RegisterApplication> apply(const std::string& body, const Caller& caller) {
    const auto request = parse_apply_request(body);
    if (!request) return request.faults();
    return database_->in_transaction([&](Transaction& transaction) {
      return apply_to_register(transaction, journal_, caller, *request);
    });
  }
  static std::string body(std::string_view of = particulars) {
    return R"({"particulars":)" + std::string(of) + "}";
  }
  RegisterApplication applied() {
    const auto made = apply(body(), provider("north"));
    if (!made) throw std::runtime_error(text_of(made.faults()));
    return *made;
  }
  Result<RegisterApplication> step(const std::string& id, const Result<StepRequest>& request,
                                   const Caller& caller) {
    if (!request) return request.faults();
    return database_->in_transaction([&](Transaction& transaction) {
      return take_step(transaction, journal_, caller, id, *request);
    });
  }
  std::size_t applications_of(const std::vector<std::string>& organisations) {
    return database_->with_connection([&](Connection& connection) {
      return list_register_applications(connection, {organisations, {}, {}}, 10)
          .applications.size();
    });
  }
  std::string outcome(const Result<RegisterApplication>& made) {
    return made ? std::string(code(made->status)) : made.faults().front().place;
  }
  Result<RegisterApplication> ask(const std::string& id, const std::string& answer_by = "") {
    return step(
        id,
        parse_question(R"({"question":"How many staff?")" +
                       (answer_by.empty() ? "" : R"(,"answer_by":")" + answer_by + '"') + "}"),
        officer());
  }
  Result<RegisterApplication> decide(const std::string& id, const std::string& json,
                                     const Caller& caller = officer()) {
    return step(id, parse_application_decision(json), caller);
  }
};

TEST_F(RegisterApplicationsTest, GoFromApplyingByQuestionAndAnswerToAcceptanceAndAUrn) {
  const std::string id = applied().id;
  EXPECT_EQ(outcome(ask(id)), "asked");
  EXPECT_EQ(outcome(ask(id)), "conflict");
  EXPECT_EQ(outcome(decide(id, R"({"decision":"refused","reasons":"no"})")), "conflict");
  EXPECT_EQ(outcome(step(id,
                         parse_answer(R"({"answer":"Nine","particulars":)" +
                                      replaced(particulars, "40", "36") + "}"),
                         provider("north"))),
            "answered");
  const auto accepted = decide(
      id, R"({"decision":"accepted","conditions":[{"condition":"appoint a safeguarding lead",)"
          R"("due":"2026-06-30"},{"condition":"admit at most 20 pupils","due":"2027-03-31"}]})");
  ASSERT_TRUE(accepted) << text_of(accepted.faults());
  EXPECT_EQ(accepted->status, ApplicationStatus::accepted);
  EXPECT_FALSE(accepted->urn);
  EXPECT_EQ(accepted->registration.size(), 2U);
  EXPECT_EQ(query("SELECT COUNT(*) FROM school WHERE urn = 999001")[0].integer(0), 0);

  const auto given = step(id, parse_given_urn(R"({"urn":"999001"})"), officer());
  ASSERT_TRUE(given) << text_of(given.faults());
  const Row school =
      query("SELECT name, status, capacity, needs, open_date FROM school WHERE urn = 999001")[0];
  EXPECT_EQ(school.text(0), "Elm House School");
  EXPECT_EQ(school.text(1), "proposed_to_open");
  EXPECT_EQ(school.text(2), "36") << "as the answer corrected it";
  EXPECT_EQ(school.text(4), "2026-09-01");
  EXPECT_EQ(query("SELECT provider_id FROM school_provider WHERE urn = 999001")[0].text(0),
            "north");
  const pricing::Urn urn = pricing::Urn::parse("999001").value();
  const Registration registration = database_->with_connection([&](Connection& each) {
    return read_registration_at(each, urn, {day("2026-03-31"), {}, {}});
  });
  EXPECT_EQ(registration.application_id, id);
  EXPECT_EQ(registration.since, day("2026-03-31"));
  EXPECT_EQ(registration.conditions.size(), 2U);
  EXPECT_EQ(snapshot()->find(urn)->registration.application_id, id);
  SchoolSearch search;
  search.filter.text = "elm house";
  const auto found = search_schools(*snapshot(), search);
  ASSERT_TRUE(found) << text_of(found.faults());
  EXPECT_EQ(found->matching, 1U) << "it is found before it opens";
  const auto history =
      database_->with_connection([](Connection& each) { return school_history(each, 999001); });
  EXPECT_GE(history.size(), 5U);
  EXPECT_EQ(outcome(step(id, parse_given_urn(R"({"urn":"999002"})"), officer())), "conflict");
  std::string steps;
  for (const ApplicationEvent& each : given->events) steps += std::string(code(each.step)) + " ";
  EXPECT_EQ(steps, "applied asked answered accepted urn_given ");
}

TEST_F(RegisterApplicationsTest, AreSeenAndChangedByTheirOwnSideAlone) {
  const std::string id = applied().id;
  const auto question = parse_question(R"({"question":"Why?"})");
  const auto withdrawal = parse_withdrawal(R"({"reason":"the lease fell through"})");
  EXPECT_EQ(outcome(step(id, question, provider("north"))), "forbidden");
  EXPECT_EQ(outcome(step(id, question, provider("south"))), "not_found");
  EXPECT_EQ(outcome(step(id, withdrawal, provider("south"))), "not_found");
  EXPECT_EQ(outcome(step(id, withdrawal, council("201"))), "not_found");
  EXPECT_EQ(outcome(step(id, withdrawal, officer())), "forbidden");
  Caller group{"acc_group", "org_group", Role::provider, std::nullopt};
  EXPECT_EQ(outcome(step(id, withdrawal, group)), "not_found");
  group.organisations = {"org_south", "org_north"};
  EXPECT_EQ(outcome(step(id, withdrawal, group)), "forbidden") << "it sees, and changes nothing";
  EXPECT_EQ(applications_of({"org_south", "org_north"}), 1U);
  EXPECT_EQ(applications_of({"org_south", "org_group"}), 0U);
  EXPECT_EQ(applications_of({}), 0U);
  EXPECT_EQ(outcome(step("01M800Z3PY7629B4DSZJNKE1AG", withdrawal, provider("north"))),
            "not_found");
  EXPECT_EQ(outcome(step(id, withdrawal, provider("north"))), "withdrawn");
  EXPECT_EQ(outcome(ask(id)), "conflict");
  EXPECT_EQ(outcome(apply(body(), council("201"))), "forbidden");
  EXPECT_EQ(outcome(apply(body(), officer())), "forbidden");
  EXPECT_EQ(outcome(apply(body(), regulator())), "provider");
}

TEST_F(RegisterApplicationsTest, AreRefusedWithReasonsOnceAnAnswerIsLate) {
  const std::string id = applied().id;
  ASSERT_TRUE(ask(id, "2026-04-10"));
  now_ = audit::parse_instant("2026-04-10T12:00:00.000000Z").value();
  EXPECT_EQ(outcome(decide(id, R"({"decision":"refused","reasons":"no answer came"})")),
            "conflict");
  now_ = audit::parse_instant("2026-04-11T12:00:00.000000Z").value();
  EXPECT_EQ(outcome(decide(id, R"({"decision":"accepted"})")), "conflict");
  EXPECT_EQ(outcome(decide(id, R"({"decision":"refused"})")), "reasons");
  EXPECT_EQ(outcome(decide(id, R"({"decision":"refused","reasons":"no answer came"})")), "refused");
}

TEST_F(RegisterApplicationsTest, LeaveEntriesThatTellOnlyTheirIdAndStatus) {
  const std::string id = applied().id;
  const std::string entry = last_entry();
  EXPECT_NE(entry.find("application.applied"), std::string::npos) << entry;
  EXPECT_NE(entry.find(R"("public":{"status":"applied"})"), std::string::npos) << entry;
  for (const char* secret : {"Elm", "B1 1AA", "org_north", "let for"}) {
    EXPECT_EQ(entry.find(secret), std::string::npos) << entry;
  }
  ASSERT_TRUE(ask(id));
  EXPECT_EQ(last_entry().find("staff"), std::string::npos);
}

TEST_F(RegisterApplicationsTest, TakeTheUrnOfTheSameSchoolAloneAndOfNoOther) {
  execute(
      "INSERT INTO school (urn, name, type_code, status, postcode) VALUES"
      " (999001, 'Elm', '10', 'proposed_to_open', 'B11AA'),"
      " (999002, 'Elm', '10', 'open', 'B2 2BB'), (999003, 'Elm', '10', 'closed', 'B1 1AA'),"
      " (999004, 'Elm', '10', 'open', 'B1 1AA'), (999005, 'Elm', '10', 'open', 'B1 1AA')");
  const auto suspend = parse_registration_request(R"({"event":"suspended","reasons":"a fire"})");
  ASSERT_TRUE(record_registration(*database_, journal_, officer(),
                                  pricing::Urn::parse("999005").value(), *suspend));
  execute(
      "INSERT INTO school_provider (urn, provider_id, from_date) VALUES (999004, 'south',"
      " '2020-01-01')");
  const std::string id = applied().id;
  for (const char* urn : {"999002", "999003", "999004", "999005", "900001"}) {
    EXPECT_EQ(outcome(decide(id, R"({"decision":"accepted","urn":")" + std::string(urn) + "\"}")),
              "urn")
        << urn;
  }
  EXPECT_EQ(count("registration_event"), 1) << "nothing is half done";
  EXPECT_EQ(outcome(decide(id, R"({"decision":"accepted","urn":"999001"})")), "accepted");
  EXPECT_EQ(query("SELECT name FROM school WHERE urn = 999001")[0].text(0), "Elm");
  const auto second =
      apply(body(replaced(particulars, "Elm House School", "Oak House School")), provider("north"));
  ASSERT_TRUE(second);
  EXPECT_EQ(outcome(decide(second->id, R"({"decision":"accepted","urn":"999001"})")), "urn");
}

TEST_F(RegisterApplicationsTest, RefuseWhatIsNotOfItsFormAndTheSameSchoolTwice) {
  applied();
  EXPECT_EQ(outcome(apply(body(), provider("north"))), "conflict");
  const std::pair<const char*, const char*> faulty[] = {{"\"10\"", "\"44\""},
                                                        {"\"330\"", "\"909\""},
                                                        {"\"B1 1AA\"", "\"nowhere\""},
                                                        {"\"Mixed\"", "\"any\""},
                                                        {"\"capacity\":40", "\"capacity\":0"},
                                                        {"\"age_to\":16", "\"age_to\":4"},
                                                        {"[\"SEMH\",\"ASD\"]", "[]"},
                                                        {"[\"SEMH\",\"ASD\"]", "[\"ANY\"]"},
                                                        {"[\"day\"]", "[\"any\"]"},
                                                        {"\"filled\"", "\"Jane Doe\""},
                                                        {"\"street\":\"1 Elm Road\",", ""},
                                                        {"\"name\"", "\"head\""}};
  for (const auto& [from, to] : faulty) {
    EXPECT_FALSE(parse_apply_request(body(replaced(particulars, from, to)))) << to;
  }
  EXPECT_EQ(
      outcome(apply(body(replaced(particulars, "2026-09-01", "2026-03-30")), provider("south"))),
      "opens_on");
  const std::string stored = query("SELECT particulars FROM register_application")[0].text(0);
  EXPECT_EQ(particulars_json(stored_particulars(stored)), stored);
}

TEST_F(RegisterApplicationsTest, HaveConditionsThatFallDueAreRemindedOfOnceAndEnd) {
  const std::string id = applied().id;
  ASSERT_TRUE(decide(id, R"({"decision":"accepted","conditions":[{"condition":"appoint a lead",)"
                         R"("due":"2026-04-20"}]})"));
  using Providers = std::optional<std::vector<std::string>>;
  const auto listed = [&](const std::string& on, const Providers& of = {}) {
    std::string text;
    for (const Condition& each : database_->with_connection([&](Connection& connection) {
           return list_conditions(connection, {{}, of}, day(on));
         })) {
      text += std::string(code(each.state_on(day(on)))) + " ";
    }
    return text;
  };
  EXPECT_EQ(listed("2026-03-31"), "standing ");
  EXPECT_EQ(listed("2026-03-30"), "");
  EXPECT_EQ(listed("2026-04-06"), "due_soon ");
  EXPECT_EQ(listed("2026-04-20"), "due_soon ");
  EXPECT_EQ(listed("2026-04-21"), "overdue ");
  EXPECT_EQ(listed("2026-04-21", Providers({"north"})), "overdue ");
  EXPECT_EQ(listed("2026-04-21", Providers({"south"})), "");
  EXPECT_EQ(listed("2026-04-21", Providers({"south", "north"})), "overdue ") << "of a group";
  EXPECT_EQ(listed("2026-04-21", Providers(std::in_place)), "") << "nobody has none";
  const auto remind_on = [&](const std::string& on) {
    now_ = audit::parse_instant(on + "T12:00:00.000000Z").value();
    return remind_of_conditions(*database_, journal_);
  };
  EXPECT_EQ(remind_on("2026-04-05"), 0);
  EXPECT_EQ(remind_on("2026-04-06"), 1);
  EXPECT_EQ(remind_on("2026-04-06"), 0);
  EXPECT_EQ(remind_on("2026-04-21"), 1);
  EXPECT_NE(last_entry().find("registration.condition_overdue"), std::string::npos);
  EXPECT_EQ(remind_on("2026-04-22"), 0);
  const std::string condition =
      query("SELECT id FROM registration_event WHERE event = 'condition_imposed'")[0].text(0);
  const auto end = [&](const std::string& json, const Caller& caller = officer()) {
    return end_condition(*database_, journal_, caller, condition,
                         parse_condition_outcome(json).value());
  };
  EXPECT_EQ(end(R"({"outcome":"met"})", provider("north")).faults()[0].place, "forbidden");
  EXPECT_EQ(end(R"({"outcome":"lifted"})").faults()[0].place, "reasons");
  EXPECT_EQ(end(R"({"outcome":"met","on":"2026-03-30"})").faults()[0].place, "on");
  EXPECT_TRUE(end(R"({"outcome":"met"})"));
  EXPECT_EQ(end(R"({"outcome":"met"})").faults()[0].place, "conflict");
  EXPECT_EQ(listed("2026-04-22"), "met ");
}

}  // namespace
}  // namespace assize::registry
