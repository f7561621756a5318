#include "registry/frameworks/applications.h"

#include <thread>

#include "registry/filings/steps/hexadecimal.h"
#include "registry/frameworks/frameworks.h"
#include "tests/registry/filings/filing_fixture.h"
#include "tests/registry/frameworks/framework_samples.h"

namespace assize::registry::testing {
namespace {

constexpr audit::Instant one_day = 86'400'000'000;

class ApplicationsTest : public FilingFixture {
 protected:
  ApplicationsTest() {
    const auto published =
        publish_framework(*database_, journal_, regulator(), framework_json(), "");
    if (!published) throw std::runtime_error(published.faults()[0].message);
  }

  Result<LotApplication> apply(const Caller& caller, const std::string& urn,
                               std::optional<pricing::Date> on = {}) {
    return apply_to_lot(*database_, journal_, {caller, asd_day, urn, "We have the room.", on});
  }
  Result<LotApplication> decide(LotEventKind decision, const std::string& urn = "900001",
                                const std::string& reasons = "Because.",
                                std::optional<pricing::Date> on = {},
                                const Caller& caller = regulator()) {
    return decide_application(*database_, journal_, {caller, asd_day, urn, decision, reasons, on});
  }
  template <typename T>
  static std::string place(const Result<T>& result) {
    return result ? "" : result.faults()[0].place;
  }
  // "900001 admitted since changed; …" as at a day.
  std::string admitted(const std::string& on) {
    return database_->with_connection([&](Connection& connection) {
      std::string text;
      for (const Admission& each : admissions_as_at(connection, day(on))) {
        text += std::to_string(each.urn) + " " + std::string(code(each.status)) + " " +
                each.since.text() + " " + each.changed.text() + "; ";
      }
      return text;
    });
  }

  const LotAddress asd_day{"SEND-2026", "ASD-DAY"};
};

TEST_F(ApplicationsTest, AProviderAppliesForItsOwnSchoolAlone) {
  const auto application = apply(provider("north"), "900001");
  ASSERT_TRUE(application) << application.faults()[0].message;
  EXPECT_EQ(application->organisation_id, "org_north");
  EXPECT_EQ(application->status, LotStatus::applied);
  EXPECT_EQ(place(apply(provider("north"), "900002")), "forbidden");
  EXPECT_EQ(place(apply({"acc_c", "org_council_383", Role::commissioner, {}}, "900002")),
            "forbidden");
  EXPECT_EQ(place(apply({}, "900002")), "forbidden");
  EXPECT_EQ(place(apply(provider("south"), "900003")), "forbidden");  // from 2027
  // The regulator may record one for the school's own provider.
  EXPECT_EQ(apply(regulator(), "900002")->organisation_id, "org_south");
}

TEST_F(ApplicationsTest, OnlyWhileTheFrameworkIsOpen) {
  EXPECT_EQ(place(apply(regulator(), "900001", day("2026-02-28"))), "conflict");
  EXPECT_EQ(place(apply(regulator(), "900001", day("2026-04-01"))), "on");
  EXPECT_EQ(place(apply(provider("north"), "900001", day("2026-03-30"))), "on");
  now_ += 31 * one_day;  // 1 May
  EXPECT_EQ(place(apply(provider("north"), "900001")), "conflict");
  EXPECT_TRUE(apply(regulator(), "900001", day("2026-04-30")));
}

TEST_F(ApplicationsTest, OnlyToALotAndForAnOpenSchoolOfARegulatedType) {
  const auto to = [&](const std::string& framework, const std::string& lot) {
    return place(
        apply_to_lot(*database_, journal_, {regulator(), {framework, lot}, "900001", "", {}}));
  };
  EXPECT_EQ(to("SEND-2025", "ASD-DAY"), "not_found");
  EXPECT_EQ(to("SEND-2026", "asd-day"), "not_found");
  EXPECT_EQ(place(apply(regulator(), "90000")), "urn");
  EXPECT_EQ(place(apply(regulator(), "900009")), "urn");
  execute("UPDATE school SET status = 'closed' WHERE urn = 900001");
  EXPECT_EQ(place(apply(provider("north"), "900001")), "urn");
  execute("UPDATE school SET status = 'open', type_code = '44' WHERE urn = 900001");
  EXPECT_EQ(place(apply(provider("north"), "900001")), "urn");
}

TEST_F(ApplicationsTest, OneStandsAtATimeAndARefusedSchoolMayApplyAgain) {
  ASSERT_TRUE(apply(provider("north"), "900001"));
  EXPECT_EQ(place(apply(provider("north"), "900001")), "conflict");
  ASSERT_TRUE(decide(LotEventKind::refused));
  ASSERT_TRUE(apply(provider("north"), "900001"));
  ASSERT_TRUE(decide(LotEventKind::admitted, "900001", ""));
  EXPECT_EQ(place(apply(provider("north"), "900001")), "conflict");
  EXPECT_EQ(count("lot_application"), 2);
  EXPECT_EQ(count("lot_event"), 4);
  database_->with_connection([&](Connection& connection) {
    const auto page = list_applications(connection, asd_day, {}, 0, 10);
    ASSERT_EQ(page.applications.size(), 2U);
    EXPECT_EQ(page.applications[0].status, LotStatus::refused);
    EXPECT_EQ(page.applications[0].events[1].reasons, "Because.");
    EXPECT_EQ(page.applications[1].status, LotStatus::admitted);
    EXPECT_TRUE(list_applications(connection, asd_day, "org_south", 0, 10).applications.empty());
    EXPECT_EQ(list_applications(connection, asd_day, "org_north", 0, 10).applications.size(), 2U);
  });
}

TEST_F(ApplicationsTest, ArePagedBySchool) {
  for (const char* urn : {"900001", "900002", "900003"}) ASSERT_TRUE(apply(regulator(), urn));
  database_->with_connection([&](Connection& connection) {
    const auto first = list_applications(connection, asd_day, {}, 0, 2);
    EXPECT_EQ(first.applications.size(), 2U);
    ASSERT_EQ(first.next, 900002U);
    const auto second = list_applications(connection, asd_day, {}, *first.next, 2);
    ASSERT_EQ(second.applications.size(), 1U);
    EXPECT_EQ(second.applications[0].urn.number(), 900003U);
    EXPECT_EQ(second.next, std::nullopt);
  });
}

// Every decision on every status: which can follow.
TEST_F(ApplicationsTest, DecisionsFollowOneAnother) {
  constexpr LotEventKind all[] = {LotEventKind::admitted, LotEventKind::refused,
                                  LotEventKind::suspended, LotEventKind::reinstated,
                                  LotEventKind::removed};
  const std::map<LotStatus, std::string> allowed{{LotStatus::applied, "admitted refused "},
                                                 {LotStatus::admitted, "suspended removed "},
                                                 {LotStatus::suspended, "reinstated removed "},
                                                 {LotStatus::refused, ""},
                                                 {LotStatus::removed, ""}};
  for (const auto& [status, names] : allowed) {
    std::string followed;
    for (const LotEventKind decision : all) {
      if (!refuse_decision(status, decision)) followed += std::string(code(decision)) + " ";
    }
    EXPECT_EQ(followed, names) << code(status);
  }
  EXPECT_FALSE(parse_decision("applied"));
  EXPECT_FALSE(parse_decision("Admitted"));
  EXPECT_TRUE(parse_decision("reinstated"));
}

TEST_F(ApplicationsTest, AreWorkedOutFromTheirDaysAndNeverErased) {
  ASSERT_TRUE(apply(provider("north"), "900001", std::nullopt));
  EXPECT_EQ(admitted("2030-01-01"), "");
  ASSERT_TRUE(decide(LotEventKind::admitted, "900001", "", day("2026-05-10")));
  EXPECT_EQ(place(decide(LotEventKind::suspended, "900001", "Why.", day("2026-05-09"))), "on");
  EXPECT_EQ(place(decide(LotEventKind::suspended, "900001", "Why.", day("2030-06-01"))), "on");
  ASSERT_TRUE(decide(LotEventKind::suspended, "900001", "Why.", day("2026-07-01")));
  ASSERT_TRUE(decide(LotEventKind::reinstated, "900001", "", day("2026-08-01")));
  ASSERT_TRUE(decide(LotEventKind::removed, "900001", "Why.", day("2026-09-01")));
  EXPECT_EQ(admitted("2026-05-09"), "");
  EXPECT_EQ(admitted("2026-05-10"), "900001 admitted 2026-05-10 2026-05-10; ");
  EXPECT_EQ(admitted("2026-07-01"), "900001 suspended 2026-05-10 2026-07-01; ");
  EXPECT_EQ(admitted("2026-08-01"), "900001 admitted 2026-05-10 2026-08-01; ");
  EXPECT_EQ(admitted("2026-09-01"), "900001 removed 2026-05-10 2026-09-01; ");
  EXPECT_EQ(query("SELECT COUNT(*) FROM lot_application FOR SYSTEM_TIME ALL")[0].integer(0), 5);
}

TEST_F(ApplicationsTest, AreDecidedByTheRegulatorWithReasons) {
  ASSERT_TRUE(apply(provider("north"), "900001"));
  EXPECT_EQ(place(decide(LotEventKind::admitted, "900001", "", {}, provider("north"))),
            "forbidden");
  EXPECT_EQ(place(decide(LotEventKind::admitted, "900001", "", {},
                         {"acc_c", "org_council_383", Role::commissioner, {}})),
            "forbidden");
  EXPECT_EQ(place(decide(LotEventKind::refused, "900001", "")), "reasons");
  EXPECT_EQ(place(decide(LotEventKind::refused, "900001", std::string(10'001, 'x'))), "reasons");
  EXPECT_EQ(place(decide(LotEventKind::refused, "900002")), "not_found");
  EXPECT_EQ(place(decide(LotEventKind::suspended)), "conflict");
  EXPECT_TRUE(decide(LotEventKind::refused, "900001", "Too small.", {},
                     {"acc_o", "org_regulator", Role::case_officer, {}}));
}

// The log tells of a refusal that there was one, and nobody whose; of an admission, whose.
TEST_F(ApplicationsTest, TheLogCommitsToWhatIsConfidential) {
  ASSERT_TRUE(apply(provider("north"), "900001"));
  EXPECT_EQ(last_entry().find("900001"), std::string::npos);
  const auto refused = decide(LotEventKind::refused, "900001", "Too small.");
  const std::string entry = last_entry();
  EXPECT_NE(entry.find(R"("action":"lot.refused")"), std::string::npos);
  EXPECT_EQ(entry.find("900001"), std::string::npos);
  EXPECT_EQ(entry.find("Too small"), std::string::npos);
  EXPECT_EQ(entry.find(refused->id), std::string::npos);
  const LotEvent& event = refused->events.back();
  const audit::Commitment commitment{bytes_of_hexadecimal(event.commitment_random),
                                     audit::parse_entry(entry)->body_sha256.value()};
  EXPECT_TRUE(audit::opens(
      commitment,
      R"({"application":")" + refused->id +
          R"(","event":"refused","framework":"SEND-2026","lot":"ASD-DAY","on":"2026-03-31","reasons":"Too small.","statement":"We have the room.","urn":"900001"})"));
  const auto receipt = audit::parse_receipt(event.receipt_json);
  ASSERT_TRUE(receipt);
  EXPECT_TRUE(audit::verify_receipt(journal_.key().verifier(), *receipt));

  ASSERT_TRUE(apply(provider("north"), "900001"));
  ASSERT_TRUE(decide(LotEventKind::admitted, "900001", ""));
  EXPECT_NE(last_entry().find(R"("subject":"lot/SEND-2026/ASD-DAY/900001")"), std::string::npos);
  EXPECT_NE(last_entry().find(R"("urn":"900001")"), std::string::npos);
}

// However many at once, one application is made and one of two opposite decisions holds.
TEST_F(ApplicationsTest, AtTheSameMomentOneWins) {
  std::atomic<int> applied = 0;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 6; ++thread) {
    threads.emplace_back([&] { applied += apply(provider("north"), "900001").ok() ? 1 : 0; });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(applied, 1);
  threads.clear();
  std::atomic<int> decided = 0;
  for (int thread = 0; thread < 6; ++thread) {
    threads.emplace_back([&, thread] {
      decided +=
          decide(thread % 2 == 0 ? LotEventKind::admitted : LotEventKind::refused).ok() ? 1 : 0;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(decided, 1);
  EXPECT_EQ(count("lot_event"), 2);
}

}  // namespace
}  // namespace assize::registry::testing
