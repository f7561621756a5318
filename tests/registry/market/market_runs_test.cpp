// Runs of the market's rules on a real database: what the facts are, which flags stand, and what is
// stored, logged and kept.
#include "registry/market/market_runs.h"

#include <thread>

#include "registry/filings/steps/hexadecimal.h"
#include "registry/market/market_flags.h"
#include "registry/market/read_market.h"
#include "registry/places/state_places.h"
#include "tests/registry/placements/placement_fixture.h"

namespace assize::registry {
namespace {

class MarketRunsTest : public testing::PlacementFixture {
 protected:
  MarketRunsTest() {
    std::string book = testing::example_book("market.1");
    const std::string parameters = "\"parameters\": [";
    book.insert(book.find(parameters) + parameters.size(),
                R"({"id": "share_limit", "unit": "percent", "title": "Largest share of a need",)"
                R"( "values": [{"from": "2020-01-01", "value": "60"}]}, )");
    publish(book);
  }
  MarketRun run(std::optional<std::string> at = std::nullopt) {
    std::optional<pricing::Date> on;
    if (at) on = day(*at);
    const auto done = run_market(*database_, journal_, regulator(), on);
    if (!done) throw std::runtime_error(text_of(done.faults()));
    return *done;
  }
  // "MKT-05 900001 since 2026-03-31" for each; what is closed says so.
  std::string flags(MarketFlagFilter filter = {}) {
    std::string text;
    const auto page = database_->with_connection(
        [&](Connection& each) { return list_market_flags(each, filter, std::nullopt, 1000); });
    for (const MarketFlag& flag : page.flags) {
      text += flag.rule + " " + flag.commissioner + flag.urn + " since " + flag.opened_on +
              (flag.closed_on ? " closed " + *flag.closed_on : "") + "\n";
    }
    return text;
  }
  std::string mkt(const std::string& rule, FlagState state = FlagState::open) {
    MarketFlagFilter filter;
    filter.state = state;
    filter.rule = rule;
    return flags(filter);
  }
  static std::string counts(const MarketRun& run) {
    return "opened " + std::to_string(run.flags.opened) + ", changed " +
           std::to_string(run.flags.changed) + ", closed " + std::to_string(run.flags.closed) +
           ", standing " + std::to_string(run.flags.standing);
  }
  pricing::MarketFacts facts(const std::string& at, const std::string& today) {
    return database_->with_connection(
        [&](Connection& each) { return read_market(each, day(at), day(today)); });
  }
  void place(const std::vector<testing::Fields>& rows, const Caller& caller = council("201")) {
    const auto recorded = record(testing::placement_file(rows), "for the test", caller);
    ASSERT_TRUE(recorded) << text_of(recorded.faults());
  }
  void state(const std::string& rows) {
    const auto stated = state_places(
        *database_, journal_,
        {regulator(), body_ = "urn,need,provision,age_from,age_to,vacancies,stated\n" + rows});
    ASSERT_TRUE(stated) << text_of(stated.faults());
  }
  void clock(const std::string& instant) { now_ = audit::parse_instant(instant).value(); }
  std::string body_;
};

TEST_F(MarketRunsTest, JudgesTheRegisterAndKeepsItsFlagsWithTheirWorking) {
  place({testing::placement_row("A-1"), testing::placement_row("A-2", {{"basis", "strategic"}})});
  execute(
      "UPDATE school SET inspected_on = '2025-05-03', inspection_outcome = 'Inadequate',"
      " inspectorate = 'Ofsted', easting = 530000, northing = 180000 WHERE urn = 900001");
  const MarketRun first = run();
  EXPECT_EQ(first.assessment.placements, 2U);
  EXPECT_EQ(mkt("MKT-01"), "MKT-01 201 since 2026-03-31\n");
  EXPECT_EQ(mkt("MKT-02"), "MKT-02 900001 since 2026-03-31\n");
  EXPECT_EQ(mkt("MKT-05"), "MKT-05 900001 since 2026-03-31\n");
  EXPECT_EQ(mkt("MKT-07"), "");
  EXPECT_EQ(count("market_flag"), static_cast<std::int64_t>(first.flags.opened));
  const Row flag =
      query("SELECT message, working, run_id FROM market_flag WHERE rule = 'MKT-05'")[0];
  EXPECT_EQ(flag.text(0),
            "URN 900001 (Ashdown School) has 2 placements, and its inspection on 3 May 2025 by "
            "Ofsted found standards unmet");
  EXPECT_EQ(flag.text(1),
            R"(["placements live on 31 March 2026 there: commissioner 201 2","its last inspection )"
            R"(on or before 31 March 2026: on 3 May 2025, by Ofsted: standards unmet",)"
            R"("unmet is not met"])");
  EXPECT_EQ(flag.text(2), first.id);
}

TEST_F(MarketRunsTest, IsLoggedWithCountsAndACommitmentAndNothingOfWhoBuysWhat) {
  place({testing::placement_row("A-1")});
  const MarketRun done = run();
  const std::string entry = last_entry();
  EXPECT_NE(entry.find("\"action\":\"market.assessed\""), std::string::npos) << entry;
  EXPECT_NE(entry.find("\"MKT-01\":1"), std::string::npos) << entry;
  EXPECT_NE(entry.find("\"subject\":\"market/" + done.id), std::string::npos) << entry;
  for (const char* secret : {"\"201\"", "900001", "north", "ASD"}) {
    EXPECT_EQ(entry.find(secret), std::string::npos) << entry;
  }
  audit::Commitment commitment;
  commitment.body_sha256 = entry.substr(entry.find("\"body_sha256\":\"") + 15, 64);
  commitment.random =
      bytes_of_hexadecimal(query("SELECT commitment_random FROM market_run")[0].text(0));
  EXPECT_TRUE(audit::opens(
      commitment, market_commitment_body(facts("2026-03-31", "2026-03-31"), done.assessment)));
}

TEST_F(MarketRunsTest, FindsAFlagAgainAsTheSameAndClosesWhatIsFoundNoMore) {
  place({testing::placement_row("A-1")});
  const std::string until_then = counts(run());
  EXPECT_EQ(until_then, "opened 3, changed 0, closed 0, standing 3");  // MKT-01, 06 and 07
  const std::string id = query("SELECT id FROM market_flag WHERE rule = 'MKT-07'")[0].text(0);
  clock("2026-04-01T09:00:00.000000Z");
  EXPECT_EQ(counts(run()), "opened 0, changed 0, closed 0, standing 3");
  EXPECT_EQ(mkt("MKT-07"), "MKT-07 201 since 2026-03-31\n");
  EXPECT_EQ(query("SELECT COUNT(*) FROM market_flag FOR SYSTEM_TIME ALL")[0].integer(0), 3);

  place({testing::placement_row("A-2")});  // two spot ones are found otherwise than one
  EXPECT_EQ(counts(run()), "opened 0, changed 3, closed 0, standing 3");
  const std::string with_both = moment();

  place({testing::placement_row("A-1", {{"basis", "strategic"}}),
         testing::placement_row("A-2", {{"basis", "strategic"}})});
  clock("2026-04-02T09:00:00.000000Z");
  EXPECT_EQ(counts(run()), "opened 0, changed 0, closed 1, standing 2");
  EXPECT_EQ(mkt("MKT-07"), "");
  EXPECT_EQ(mkt("MKT-07", FlagState::closed), "MKT-07 201 since 2026-03-31 closed 2026-04-02\n");
  EXPECT_EQ(mkt("MKT-07", FlagState::all), "MKT-07 201 since 2026-03-31 closed 2026-04-02\n");
  MarketFlagFilter then;
  then.rule = "MKT-07";
  then.known_at = with_both;
  EXPECT_EQ(flags(then), "MKT-07 201 since 2026-03-31\n");
  EXPECT_EQ(counts(run()), "opened 0, changed 0, closed 0, standing 2");

  place({testing::placement_row("A-3"), testing::placement_row("A-4"),
         testing::placement_row("A-5")});
  clock("2026-04-03T09:00:00.000000Z");
  run();
  EXPECT_EQ(mkt("MKT-07"), "MKT-07 201 since 2026-04-03\n");
  EXPECT_EQ(query("SELECT id FROM market_flag WHERE rule = 'MKT-07'")[0].text(0), id);
}

TEST_F(MarketRunsTest, JudgesADayPastByWhatIsKnownNowAndStoresNothing) {
  place({testing::placement_row("A-1", {{"start", "2025-09-01"}, {"end", "2026-01-31"}})});
  EXPECT_EQ(run("2026-03-31").assessment.placements, 0U);
  const std::int64_t runs = count("market_run");
  const std::int64_t entries = count("log_pending");
  const MarketRun past = run("2025-12-01");
  EXPECT_EQ(past.assessment.placements, 1U);
  EXPECT_EQ(past.id, "");
  EXPECT_EQ(count("market_run"), runs);
  EXPECT_EQ(count("log_pending"), entries);
  EXPECT_EQ(flags(), "");
  EXPECT_EQ(run("2025-08-31").assessment.placements, 0U);
}

TEST_F(MarketRunsTest, IsForTheRegulatorAloneAndOfNoDayToCome) {
  for (const Caller& caller : {council("201"), provider("north"), Caller{}}) {
    const auto refused = run_market(*database_, journal_, caller, std::nullopt);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.faults()[0].place, "forbidden");
  }
  const auto early = run_market(*database_, journal_, regulator(), day("2026-04-01"));
  ASSERT_FALSE(early);
  EXPECT_EQ(early.faults()[0].place, "at");
  EXPECT_EQ(count("market_run"), 0);
}

TEST_F(MarketRunsTest, ReadsWhoRanASchoolWhereAndWhetherItWasOpenOnTheDay) {
  execute("INSERT INTO provider_group (id, name) VALUES ('group', 'The Group')");
  execute("UPDATE provider SET group_id = 'group' WHERE id = 'south'");
  execute(
      "UPDATE school SET easting = 440000, northing = 290000, region = 'Elsewhere' "
      "WHERE urn = 900002");
  execute("UPDATE school SET status = 'closed', close_date = '2026-02-28' WHERE urn = 900003");
  const auto now = facts("2026-03-31", "2026-03-31");
  ASSERT_EQ(now.schools->size(), 3U);  // not the one that is closed
  const pricing::MarketSchool& birch = now.schools->at(1);
  EXPECT_EQ(birch.provider, "south");
  EXPECT_EQ(birch.group, "group");
  EXPECT_EQ(birch.region, "West Midlands");  // its council's, as in the catalogue
  EXPECT_EQ(birch.position->easting_centimetres, 44'000'000);
  EXPECT_FALSE(now.schools->at(0).position);
  EXPECT_FALSE(now.schools->at(2).provider);
  const auto then = facts("2026-02-28", "2026-03-31");
  ASSERT_EQ(then.schools->size(), 4U);
  EXPECT_EQ(then.schools->at(2).provider, "north");
}

TEST_F(MarketRunsTest, ReadsOnlyWhatAnInspectionSaysAndTheEventsOfApprovals) {
  const auto standards = [&](const std::string& outcome) -> std::string {
    execute("UPDATE school SET inspected_on = '2025-05-03', inspection_outcome = '" + outcome +
            "' WHERE urn = 900001");
    const auto read = facts("2026-03-31", "2026-03-31");
    if (read.inspections->empty()) return "not known";
    return read.inspections->front().standards == pricing::Standards::met ? "met" : "unmet";
  };
  EXPECT_EQ(standards("Good"), "met");
  EXPECT_EQ(standards("Outstanding"), "met");
  EXPECT_EQ(standards("Inadequate"), "unmet");
  EXPECT_EQ(standards("Special Measures"), "unmet");
  EXPECT_EQ(standards("Serious Weaknesses"), "unmet");
  EXPECT_EQ(standards("Requires improvement"), "not known");
  EXPECT_EQ(standards(""), "not known");
  EXPECT_EQ(facts("2025-05-02", "2026-03-31").inspections->size(), 0U);
  // The register says now of a later inspection; what it said before still tells of the day.
  EXPECT_EQ(standards("Inadequate"), "unmet");
  execute(
      "UPDATE school SET inspected_on = '2026-01-10', inspection_outcome = 'Good'"
      " WHERE urn = 900001");
  EXPECT_EQ(facts("2026-01-09", "2026-03-31").inspections->front().standards,
            pricing::Standards::unmet);
  EXPECT_EQ(facts("2026-03-31", "2026-03-31").inspections->front().standards,
            pricing::Standards::met);

  execute(
      "INSERT INTO approval_event (kind, event, on_date, urn, name) VALUES"
      " ('section41', 'granted', '2020-01-01', 900001, 'A'),"
      " ('section41', 'revoked', '2026-02-01', 900001, 'A'),"
      " ('non_maintained', 'granted', '2020-01-01', 900002, 'B'),"
      " ('section41', 'granted', '2020-01-01', NULL, 'C')");
  place({testing::placement_row("A-1")});
  run();
  EXPECT_EQ(mkt("MKT-05"), "MKT-05 900001 since 2026-03-31\n");
}

TEST_F(MarketRunsTest, TakesInspectionsFromTheirFileAndFallsBackOnGias) {
  const auto standards = [&](const std::string& at = "2026-03-31") -> std::string {
    const auto read = facts(at, "2026-03-31");
    if (read.inspections->empty()) return "not known";
    const pricing::Inspection& last = read.inspections->front();
    return last.day.text() + " " + last.body + " " +
           std::string(pricing::standards_codes.at(static_cast<std::size_t>(last.standards)));
  };
  const auto inspect = [&](const std::string& body, const std::string& on,
                           const std::string& outcome) {
    execute("INSERT INTO inspection (urn, body, on_date, outcome) VALUES (900001, '" + body +
            "', '" + on + "', '" + outcome + "')");
  };
  execute(
      "UPDATE school SET inspected_on = '2025-05-03', inspection_outcome = 'Good',"
      " inspectorate = 'Ofsted' WHERE urn = 900001");
  EXPECT_EQ(standards(), "2025-05-03 Ofsted met");
  inspect("Ofsted", "2024-01-10", "not_met");
  EXPECT_EQ(standards(), "2025-05-03 Ofsted met") << "an earlier one is not the last";
  EXPECT_EQ(standards("2025-05-02"), "2024-01-10 Ofsted unmet");
  inspect("Ofsted", "2025-05-03", "requires_improvement");
  EXPECT_EQ(standards(), "not known") << "the file goes before GIAS on the same day";
  inspect("ISI", "2025-05-03", "not_met");
  EXPECT_EQ(standards(), "2025-05-03 ISI unmet") << "the worse of two of one day";
  inspect("Ofsted", "2026-02-01", "independent_school_standards=met;inclusion=needs_attention");
  EXPECT_EQ(standards(), "2026-02-01 Ofsted met");
  inspect("Ofsted", "2026-03-01", "safeguarding=not_met;independent_school_standards=met");
  EXPECT_EQ(standards(), "2026-03-01 Ofsted unmet");
  place({testing::placement_row("A-1")});
  run();
  EXPECT_EQ(mkt("MKT-05"), "MKT-05 900001 since 2026-03-31\n");
}

TEST_F(MarketRunsTest, ReadsTheVacanciesThatStoodOnADayThoughTheyWereStatedAgain) {
  state("900001,ASD,day,5,16,3,2026-03-01\n900002,ASD,day,5,16,2,2026-03-25\n");
  state("900001,ASD,day,5,11,1,2026-03-10\n");
  const auto places = [&](const std::string& at) {
    std::string text;
    const pricing::MarketFacts read = facts(at, "2026-03-31");
    for (const pricing::Vacancy& each : *read.vacancies) {
      text += each.urn.text() + " " + std::to_string(each.ages->from) + "-" +
              std::to_string(each.ages->to) + ": " + std::to_string(each.places) + "; ";
    }
    return text;
  };
  EXPECT_EQ(places("2026-02-28"), "");
  EXPECT_EQ(places("2026-03-09"), "900001 5-16: 3; ");
  EXPECT_EQ(places("2026-03-10"), "900001 5-11: 1; ");
  EXPECT_EQ(places("2026-03-31"), "900001 5-11: 1; 900002 5-16: 2; ");
  execute("UPDATE school SET status = 'closed', close_date = '2026-03-20' WHERE urn = 900001");
  EXPECT_EQ(places("2026-03-31"), "900002 5-16: 2; ");
  EXPECT_EQ(places("2026-03-15"), "900001 5-11: 1; ");
}

TEST_F(MarketRunsTest, TheServiceRunsOnceADayHoweverManyNodesTry) {
  EXPECT_FALSE(run_market_of_the_day(*database_, journal_)) << "there are no placements";
  place({testing::placement_row("A-1")});
  std::atomic<int> ran{0};
  {
    std::vector<std::jthread> nodes;
    for (int node = 0; node < 4; ++node) {
      nodes.emplace_back([&] { ran += run_market_of_the_day(*database_, journal_) ? 1 : 0; });
    }
  }
  EXPECT_EQ(ran, 1);
  EXPECT_EQ(count("market_run"), 1);
  EXPECT_NE(last_entry().find("\"actor\":\"system\""), std::string::npos);
  clock("2026-03-31T22:59:59.000000Z");  // summer time: an hour before midnight in London is 22:00
  EXPECT_FALSE(run_market_of_the_day(*database_, journal_));
  clock("2026-03-31T23:00:00.000000Z");
  EXPECT_TRUE(run_market_of_the_day(*database_, journal_));
  EXPECT_FALSE(run_market_of_the_day(*database_, journal_));
  EXPECT_EQ(query("SELECT MAX(at_date) FROM market_run")[0].text(0), "2026-04-01");
}

TEST_F(MarketRunsTest, RunsAtOnceLeaveTheFlagsAsOneRunWould) {
  place({testing::placement_row("A-1")});
  {
    std::vector<std::jthread> runs;
    for (int each = 0; each < 4; ++each) runs.emplace_back([&] { run(); });
  }
  EXPECT_EQ(count("market_run"), 4);
  EXPECT_EQ(count("market_flag"), 3);
  EXPECT_EQ(query("SELECT SUM(opened) FROM market_run")[0].integer(0), 3);
}

}  // namespace
}  // namespace assize::registry
