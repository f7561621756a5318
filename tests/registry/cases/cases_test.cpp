#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "audit/entry/entry.h"
#include "registry/cases/case_steps.h"
#include "registry/cases/case_store.h"
#include "registry/filings/replay.h"
#include "registry/filings/steps/hexadecimal.h"
#include "tests/registry/filings/filing_fixture.h"

namespace assize::registry::testing {
namespace {

using pricing::Pounds;

Pounds pounds(const char* text) { return Pounds::parse(text).value(); }

class Cases : public FilingFixture {
 protected:
  Cases() {
    file_in_effect({fee_row("900001", "DAY", "40000.00",
                            {{"effective_from", "2025-09-01"}, {"effective_to", "2026-08-31"}}),
                    fee_row("900002", "DAY", "30000.00",
                            {{"effective_from", "2025-09-01"}, {"effective_to", "2026-08-31"}})});
    execute(
        "INSERT INTO placement (record_id, council, reference, urn, line, add_ons, need, provision,"
        " start_date, basis, annual_price, education, care, health, lot, withdrawn) VALUES"
        " ('R', '201', 'A-1', 900001, 'DAY', '', 'ASD', 'day', '2025-09-01', 'spot', 1, 1, 0, 0,"
        " '', 0), ('R', '201', 'A-2', 900001, 'DAY', '', 'ASD', 'day', '2025-09-01', 'spot', 1, 1,"
        " 0, 0, '', 0), ('R', '330', 'B-1', 900001, 'DAY', '', 'ASD', 'day', '2025-09-01', 'spot',"
        " 1, 1, 0, 0, '', 0)");
    execute(
        "INSERT INTO account (id, organisation_id, role, created_at) VALUES ('acc_one', "
        "'org_regulator', 'case_officer', NOW(6)),"
        " ('acc_two', 'org_regulator', 'approver', NOW(6))");
  }

  // A rise of 5,000 on three placements, over the limit of 3.8%.
  Filing file_held(const FeeRow& others = {}) {
    const auto filing = file(fee_file({fee_row("900001", "DAY", "45000.00", others),
                                       fee_row("900001", "DAY-2", "20000.00", {{"need", "MLD"}})}),
                             FilingChoice::all_or_nothing, provider("north"));
    EXPECT_TRUE(filing);
    EXPECT_EQ(filing->status, FilingStatus::held) << filing->assessment_json;
    return *filing;
  }
  Case only_case(const Filing& filing) {
    const auto page = list(of([&](CaseFilter& each) {
      each.status = CaseStatus::all;
      each.filing = filing.id;
    }));
    EXPECT_EQ(page.cases.size(), 1U);
    return page.cases.at(0);
  }
  template <typename Set>
  static CaseFilter of(Set set) {
    CaseFilter filter;
    set(filter);
    return filter;
  }
  CasePage list(const CaseFilter& filter, const CaseReader& reader = {},
                CaseOrder order = CaseOrder::stake, const std::optional<std::string>& after = {},
                std::size_t limit = 50) {
    return database_
        ->with_connection(
            [&](Connection& each) { return list_cases(each, reader, filter, order, after, limit); })
        .value();
  }
  static Caller officer() { return {"acc_one", "org_regulator", Role::case_officer, {}}; }
  static Caller approver(const std::string& id = "acc_two") {
    return {id, "org_regulator", Role::approver, {}};
  }
  StepCommand step(const Case& about, CaseStepKind kind, const Caller& caller,
                   const std::string& words = "because") {
    StepCommand command;
    command.caller = caller;
    command.case_id = about.id;
    command.step = kind;
    command.words = words;
    return command;
  }
  StepCommand decision(const Case& about, Disposition disposition,
                       const Caller& caller = approver()) {
    StepCommand command = step(about, CaseStepKind::decision, caller);
    command.disposition = disposition;
    return command;
  }
  Result<Case> take(const StepCommand& command) { return take_step(*database_, journal_, command); }
  std::string refusal(const StepCommand& command) {
    const auto taken = take(command);
    return taken ? "taken" : taken.faults()[0].place + ": " + taken.faults()[0].message;
  }
  WholeCase whole(const Case& about, const CaseReader& reader = {}) {
    return database_
        ->with_connection([&](Connection& each) { return find_whole_case(each, about.id, reader); })
        .value();
  }
};

TEST_F(Cases, AHeldFilingIsACaseWithItsStakeLinesAndFindings) {
  const Filing filing = file_held();
  const Case about = only_case(filing);
  EXPECT_EQ(about.kind, CaseKind::prior_approval);
  EXPECT_EQ(about.state, CaseState::open);
  EXPECT_EQ(about.stake, pounds("15000.00"));  // (45,000 - 40,000) x 3
  EXPECT_EQ(about.organisation_id, "org_north");
  EXPECT_EQ(about.due_on->text(), "2026-04-30");  // 20 working days, over Easter
  EXPECT_EQ(about.opened_by, "acc_north");
  const WholeCase all = whole(about);
  ASSERT_EQ(all.lines.size(), 2U);
  EXPECT_TRUE(all.lines[0].is_held && all.lines[1].is_held);
  EXPECT_EQ(all.lines[0].annual_price_before, pounds("40000.00"));
  EXPECT_EQ(all.lines[0].placements, 3U);
  EXPECT_FALSE(all.lines[1].annual_price_before);
  EXPECT_FALSE(all.findings.empty());
  ASSERT_EQ(all.steps.size(), 1U);
  EXPECT_EQ(all.steps[0].kind, CaseStepKind::opened);
}

TEST_F(Cases, AFilingWithNothingHeldOrFlaggedMakesNone) {
  file_in_effect({fee_row("900002", "DAY", "30100.00")});
  EXPECT_EQ(count("case_file"), 0);
  const auto refused = file(fee_file({fee_row("900002", "DAY", "99000.00")}));
  ASSERT_EQ(refused->status, FilingStatus::refused);
  EXPECT_EQ(count("case_file"), 0);
}

TEST_F(Cases, AnApprovalPutsTheHeldLinesInEffectAndReplayStillAgrees) {
  const Filing filing = file_held();
  EXPECT_TRUE(catalogue(900001, "2026-10-01").empty());
  const Case about = only_case(filing);
  const auto decided = take(decision(about, Disposition::approved));
  ASSERT_TRUE(decided) << decided.faults()[0].message;
  EXPECT_EQ(decided->state, CaseState::closed);
  EXPECT_EQ(catalogue(900001, "2026-10-01"),
            (std::vector<std::string>{"DAY 45000.00", "DAY-2 20000.00"}));
  const auto entry = audit::parse_entry(last_entry()).value();
  EXPECT_EQ(entry.action, "case.decision");
  EXPECT_EQ(audit::canonical_text(*entry.public_part.find("lines")),
            R"({"in_effect":2,"refused":0})");
  EXPECT_NE(last_entry().find(R"("urns":["900001"])"), std::string::npos);
  EXPECT_EQ(last_entry().find("because"), std::string::npos);
  const auto replay = replay_filing(*database_, filing.id);
  EXPECT_TRUE(replay->is_same()) << replay->differences[0].message;
  // The next filing is compared with what was approved.
  const auto next =
      file(fee_file({fee_row("900001", "DAY", "46000.00",
                             {{"effective_from", "2027-09-01"}, {"effective_to", "2028-08-31"}})}),
           FilingChoice::all_or_nothing, provider("north"));
  EXPECT_EQ(next->status, FilingStatus::in_effect) << next->assessment_json;
}

TEST_F(Cases, AStepOpensTheCommitmentOfItsEntry) {
  const Case about = only_case(file_held());
  ASSERT_TRUE(take(step(about, CaseStepKind::objection, officer(), "The rise is not explained.")));
  const auto entry = audit::parse_entry(last_entry()).value();
  const CaseStep made = whole(about).steps.back();
  const audit::Commitment commitment{bytes_of_hexadecimal(made.commitment_random),
                                     entry.body_sha256.value()};
  EXPECT_TRUE(audit::opens(commitment, step_commitment_body(about, made)));
}

TEST_F(Cases, ARefusalKeepsThemOutAndAnAppealByAnotherPersonMayLetThemIn) {
  const Case about = only_case(file_held());
  ASSERT_TRUE(take(decision(about, Disposition::refused)));
  EXPECT_TRUE(catalogue(900001, "2026-10-01").empty());
  ASSERT_TRUE(take(step(about, CaseStepKind::appeal, provider("north"), "We ask again.")));
  EXPECT_NE(refusal(step(about, CaseStepKind::appeal, provider("north"))).find("conflict"),
            std::string::npos);
  StepCommand again = decision(about, Disposition::approved);
  again.step = CaseStepKind::appeal_decision;
  EXPECT_NE(refusal(again).find("another person decides the appeal"), std::string::npos);
  again.caller = approver("acc_three");
  ASSERT_TRUE(take(again));
  EXPECT_EQ(catalogue(900001, "2026-10-01").size(), 2U);
}

TEST_F(Cases, AModifiedApprovalGivesNoMoreThanWasAskedAndAddsUp) {
  const Case about = only_case(file_held());
  StepCommand command = decision(about, Disposition::approved_as_modified);
  EXPECT_NE(refusal(command).find("Say what is modified"), std::string::npos);
  ModifiedLine line;
  line.line = "DAY";
  line.unit_price = pounds("46000.00");
  command.modified = {line};
  EXPECT_NE(refusal(command).find("more than was filed"), std::string::npos);
  command.modified[0].unit_price = pounds("41500.00");
  EXPECT_NE(refusal(command).find("Give each of the four"), std::string::npos);
  command.modified[0].education = pounds("41500.00");
  command.modified[0].effective_from = day("2026-08-31");
  EXPECT_NE(refusal(command).find("effective_from"), std::string::npos);
  command.modified[0].effective_from = day("2026-11-01");
  command.refused_lines = {"DAY-3"};
  EXPECT_NE(refusal(command).find("No held line"), std::string::npos);
  command.refused_lines = {"DAY-2"};
  ASSERT_TRUE(take(command)) << refusal(command);
  EXPECT_TRUE(catalogue(900001, "2026-10-01").empty());
  EXPECT_EQ(catalogue(900001, "2026-11-01"), (std::vector<std::string>{"DAY 41500.00"}));
  // An appeal that is upheld gives what was filed.
  ASSERT_TRUE(take(step(about, CaseStepKind::appeal, provider("north"))));
  StepCommand upheld = decision(about, Disposition::approved, approver("acc_three"));
  upheld.step = CaseStepKind::appeal_decision;
  ASSERT_TRUE(take(upheld));
  EXPECT_EQ(catalogue(900001, "2026-10-01"),
            (std::vector<std::string>{"DAY 45000.00", "DAY-2 20000.00"}));
}

TEST_F(Cases, WhoOpenedOrObjectedDoesNotDecide) {
  const auto by_regulator = file(fee_file({fee_row("900001", "DAY", "45000.00")}),
                                 FilingChoice::all_or_nothing, approver());
  const Case opened = only_case(*by_regulator);
  EXPECT_EQ(opened.organisation_id, "org_north");
  EXPECT_NE(refusal(decision(opened, Disposition::approved)).find("You opened this case"),
            std::string::npos);
  ASSERT_TRUE(take(step(opened, CaseStepKind::objection, approver("acc_three"))));
  EXPECT_NE(
      refusal(decision(opened, Disposition::approved, approver("acc_three"))).find("You objected"),
      std::string::npos);
  EXPECT_NE(refusal(decision(opened, Disposition::approved, officer())).find("forbidden"),
            std::string::npos);
}

TEST_F(Cases, APartySeesItsOwnWithoutWhatIsInternal) {
  const Case about = only_case(file_held());
  ASSERT_TRUE(take(step(about, CaseStepKind::note, officer(), "Ask the council first.")));
  ASSERT_TRUE(take(step(about, CaseStepKind::objection, officer(), "Why?")));
  const WholeCase seen = whole(about, {"org_north"});
  ASSERT_EQ(seen.steps.size(), 2U);
  EXPECT_EQ(seen.steps[1].words, "Why?");
  EXPECT_EQ(whole(about).steps.size(), 3U);
  EXPECT_FALSE(database_->with_connection(
      [&](Connection& each) { return find_case(each, about.id, {"org_south"}); }));
  EXPECT_NE(refusal(step(about, CaseStepKind::response, provider("south"))).find("not_found"),
            std::string::npos);
  ASSERT_TRUE(take(step(about, CaseStepKind::response, provider("north"), "Wages.")));
}

TEST_F(Cases, WhileAnObjectionMayBeAnsweredItIsNotRefused) {
  const Case about = only_case(file_held());
  ASSERT_TRUE(take(step(about, CaseStepKind::objection, officer())));
  EXPECT_NE(refusal(decision(about, Disposition::refused)).find("may answer the objection until"),
            std::string::npos);
  now_ += audit::Instant{40} * 86'400'000'000;
  EXPECT_EQ(refusal(decision(about, Disposition::refused)), "taken");
}

TEST_F(Cases, AMissedDeadlineEscalatesAndNeverApproves) {
  Case about = only_case(file_held());
  StepCommand assignment = step(about, CaseStepKind::assigned, officer(), "");
  assignment.owner = "acc_one";
  ASSERT_TRUE(take(assignment));
  EXPECT_EQ(escalate_cases(*database_, journal_), 0U);
  now_ += audit::Instant{60} * 86'400'000'000;
  EXPECT_EQ(escalate_cases(*database_, journal_), 1U);
  EXPECT_EQ(escalate_cases(*database_, journal_), 0U);
  about = whole(about).about;
  EXPECT_EQ(about.escalation, 1);
  EXPECT_EQ(about.owner, "acc_one");
  EXPECT_EQ(about.state, CaseState::open);
  EXPECT_EQ(list(of([](CaseFilter& each) { each.escalated = true; })).cases.size(), 1U);
  now_ += audit::Instant{20} * 86'400'000'000;
  EXPECT_EQ(escalate_cases(*database_, journal_), 1U);
  about = whole(about).about;
  EXPECT_EQ(about.owner, "");
  EXPECT_TRUE(catalogue(900001, "2026-10-01").empty());
}

TEST_F(Cases, OfTwoOfficersWhoDecideAtOnceOneDoes) {
  const Case about = only_case(file_held());
  std::vector<std::string> outcomes(8);
  std::vector<std::thread> threads;
  for (std::size_t at = 0; at < outcomes.size(); ++at) {
    threads.emplace_back([&, at] {
      outcomes[at] = refusal(decision(
          about, at % 2 == 0 ? Disposition::approved : Disposition::refused,
          approver("acc_" + std::string(1, static_cast<char>('a' + static_cast<char>(at))))));
    });
  }
  for (std::thread& each : threads) each.join();
  EXPECT_EQ(std::count(outcomes.begin(), outcomes.end(), "taken"), 1);
  for (const std::string& each : outcomes) {
    if (each == "taken") continue;
    EXPECT_NE(each.find("conflict"), std::string::npos) << each;
    EXPECT_NE(each.find("What happened last: decision, by acc_"), std::string::npos) << each;
  }
  const WholeCase all = whole(about);
  EXPECT_EQ(all.steps.size(), 2U);
  EXPECT_EQ(
      query("SELECT COUNT(*) FROM log_pending WHERE entry LIKE '%case.decision%'")[0].integer(0),
      1);
  const bool approved = all.about.disposition == Disposition::approved;
  EXPECT_EQ(catalogue(900001, "2026-10-01").empty(), !approved);
}

TEST_F(Cases, AStepOnAnOlderVersionIsToldWhatHappened) {
  const Case about = only_case(file_held());
  StepCommand command = step(about, CaseStepKind::objection, officer());
  command.version = about.version;
  ASSERT_TRUE(take(command));
  StepCommand late = decision(about, Disposition::approved);
  late.version = about.version;
  EXPECT_NE(refusal(late).find("has moved on since you saw it (version 1; now 2)"),
            std::string::npos)
      << refusal(late);
}

TEST_F(Cases, TheQueueIsRankedFilteredAndPaged) {
  const Case dear = only_case(file_held());
  const auto other = file(fee_file({fee_row("900002", "DAY", "34000.00")}),
                          FilingChoice::all_or_nothing, provider("south"));
  const Case cheap = only_case(*other);
  auto page = list({}, {}, CaseOrder::stake, {}, 1);
  EXPECT_EQ(page.matching, 2U);
  EXPECT_EQ(page.stake, "15000.00");
  ASSERT_EQ(page.cases.size(), 1U);
  EXPECT_EQ(page.cases[0].id, dear.id);
  page = list({}, {}, CaseOrder::stake, page.next, 1);
  EXPECT_EQ(page.cases.at(0).id, cheap.id);
  EXPECT_FALSE(page.next);
  for (const CaseOrder order : {CaseOrder::age, CaseOrder::due}) {
    const auto first = list({}, {}, order, {}, 1);
    EXPECT_EQ(first.cases.at(0).id, dear.id);
    EXPECT_EQ(list({}, {}, order, first.next, 1).cases.at(0).id, cheap.id);
  }
  EXPECT_EQ(list(of([](CaseFilter& each) { each.group = "south"; })).cases.at(0).id, cheap.id);
  EXPECT_EQ(list(of([](CaseFilter& each) { each.rule = "UNI-04"; })).cases.size(), 2U);
  EXPECT_EQ(list(of([](CaseFilter& each) { each.rule = "UNI-0"; })).cases.size(), 0U);
  EXPECT_EQ(list({}, {"org_south"}).cases.size(), 1U);
  const auto faulty = database_->with_connection([&](Connection& each) {
    return list_cases(each, {}, {}, CaseOrder::stake, std::optional<std::string>("x~1"), 1);
  });
  EXPECT_FALSE(faulty);
}

TEST_F(Cases, AGroupsCasesAreDecidedTogetherOrNotAtAll) {
  const Case one = only_case(file_held());
  const auto other = file(fee_file({fee_row("900002", "DAY", "34000.00")}),
                          FilingChoice::all_or_nothing, provider("south"));
  const Case two = only_case(*other);
  const auto decide_both = [&] {
    return database_->in_transaction([&](Transaction& transaction) {
      auto done = take_step_in_all(transaction, journal_, decision(one, Disposition::approved),
                                   {two.id, one.id});
      if (!done) throw std::runtime_error(done.faults()[0].message);
      return done->size();
    });
  };
  ASSERT_TRUE(take(decision(two, Disposition::refused, approver("acc_three"))));
  EXPECT_THROW(decide_both(), std::runtime_error);
  EXPECT_EQ(whole(one).about.state, CaseState::open);
  const auto third = file(fee_file({fee_row("900002", "DAY", "35000.00")}),
                          FilingChoice::all_or_nothing, provider("south"));
  const Case three = only_case(*third);
  const auto done = database_->in_transaction([&](Transaction& transaction) {
    return take_step_in_all(transaction, journal_, decision(one, Disposition::approved),
                            {three.id, one.id});
  });
  ASSERT_TRUE(done);
  EXPECT_EQ(whole(three).about.state, CaseState::closed);
  EXPECT_EQ(whole(one).about.state, CaseState::closed);
}

TEST_F(Cases, AWithdrawalIsOver) {
  const Case about = only_case(file_held());
  ASSERT_TRUE(take(step(about, CaseStepKind::withdrawal, provider("north"), "We file anew.")));
  EXPECT_EQ(whole(about).about.disposition, Disposition::withdrawn);
  EXPECT_NE(refusal(decision(about, Disposition::approved)).find("conflict"), std::string::npos);
  EXPECT_TRUE(catalogue(900001, "2026-10-01").empty());
}

}  // namespace
}  // namespace assize::registry::testing
