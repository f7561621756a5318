#include "registry/demo/load_demo.h"

#include <array>
#include <set>
#include <utility>

#include "registry/demo/demo_frameworks.h"
#include "registry/demo/demo_people.h"
#include "registry/exits/exit_notices.h"
#include "registry/filings/filing.h"
#include "registry/filings/london_date.h"
#include "registry/market/market_runs.h"
#include "registry/placements/record_placements.h"
#include "registry/places/state_places.h"
#include "registry/register/imports.h"
#include "registry/returns/return_filing.h"
#include "registry/rule_books/rule_books.h"

namespace assize::registry {
namespace {

using DemoProgress = std::function<void(std::string_view, std::uint64_t, std::uint64_t)>;

bool holds_anything(Connection& connection) {
  return connection.query_one("SELECT 1 FROM school LIMIT 1").has_value() ||
         connection.query_one("SELECT 1 FROM filing LIMIT 1").has_value();
}

// What went wrong in a step that a demo's own files cannot fail at.
Fault step_fault(const std::string& step, const Faults& faults) {
  return {faults.front().place, "the demo market's " + step + ": " + faults.front().message};
}

Result<bool> import_register(Database& database, const Journal& journal, const DemoMarket& market,
                             const DemoProgress& on_progress, DemoLoad& load) {
  const std::array<std::pair<ImportKind, const std::string*>, 3> files{
      {{ImportKind::gias, &market.gias},
       {ImportKind::section41, &market.section41},
       {ImportKind::ownership, &market.ownership}}};
  for (const auto& [kind, bytes] : files) {
    const std::string step = "importing " + std::string(code(kind));
    if (on_progress) on_progress(step, 0, 0);
    // A market of one or two schools may have no approvals at all.
    if (kind == ImportKind::section41 && bytes->find('\n') + 1 == bytes->size()) continue;
    const auto report = import_file(database, journal, local_administrator(), kind, *bytes);
    if (!report) return step_fault(step, report.faults());
    if (kind == ImportKind::gias) load.schools = report->added;
  }
  return true;
}

// The days of the demo's filings are past, so the administrator hands them in for each provider, as
// the regulator may: a provider's own filing is always of today. Children are placed between a
// provider's first filing and its next, so that a rise has pounds at stake and councils to tell.
Result<bool> hand_in_fees(Database& database, const Journal& journal, const DemoMarket& market,
                          bool is_first, const DemoProgress& on_progress, DemoLoad& load) {
  std::set<std::string_view> seen;
  for (const DemoFiling& filing : market.filings) {
    if (seen.insert(filing.provider_id).second != is_first) continue;
    if (on_progress) on_progress("handing in fees", load.filings, market.filings.size());
    Caller caller = local_administrator();
    caller.organisation_id = "org_" + filing.provider_id;
    const auto answer =
        file_fees(database, journal, {caller, filing.fees, FilingChoice::good_lines, filing.filed});
    if (!answer) return step_fault("fees of " + filing.provider_id, answer.faults());
    ++load.filings;
    load.lines_in_effect += answer->lines_in_effect;
    load.lines_held += answer->lines_held;
    load.lines_refused += answer->lines_refused;
  }
  return true;
}

Result<bool> hand_in_returns(Database& database, const Journal& journal, const DemoMarket& market,
                             const DemoProgress& on_progress, DemoLoad& load) {
  for (const DemoReturns& each : market.returns) {
    if (on_progress) on_progress("handing in returns", load.returns, market.returns.size());
    const auto answer =
        file_returns(database, journal, {local_administrator(), each.returns, std::nullopt});
    if (!answer) return step_fault("returns of " + each.provider_id, answer.faults());
    ++load.returns;
  }
  return true;
}

Result<bool> place_children(Database& database, const Journal& journal, const DemoMarket& market,
                            const DemoProgress& on_progress, DemoLoad& load) {
  if (on_progress) on_progress("recording placements", 0, 0);
  // A market of one or two schools may sell no placements.
  if (market.placements.find('\n') + 1 < market.placements.size()) {
    const auto recorded =
        record_placements(database, journal, {local_administrator(), market.placements});
    if (!recorded) return step_fault("placements", recorded.faults());
    load.placements = recorded->added;
  }
  if (on_progress) on_progress("stating vacancies", 0, 0);
  if (market.vacancies.empty()) return true;
  const std::string places = write_demo_places(market.vacancies, london_date(journal.now()));
  const auto stated = state_places(database, journal, {local_administrator(), places});
  if (!stated) return step_fault("vacancies", stated.faults());
  load.places = stated->stated;
  return true;
}

Result<bool> judge_market(Database& database, const Journal& journal,
                          const DemoProgress& on_progress, DemoLoad& load) {
  if (on_progress) on_progress("judging the market", 0, 0);
  const auto run = run_market(database, journal, local_administrator(), std::nullopt);
  if (!run) return step_fault("market", run.faults());
  load.flags = run->flags.standing;
  return true;
}

// At a school with children of the demo's council, for a plan to look at.
Result<bool> give_exit_notice(Database& database, const Journal& journal, DemoLoad& load) {
  const auto school = database.with_connection([](Connection& connection) {
    return connection.query_one(
        "SELECT urn FROM placement WHERE NOT withdrawn AND end_date IS NULL"
        " GROUP BY urn ORDER BY SUM(council = '383') DESC, COUNT(*) DESC, urn LIMIT 1");
  });
  if (!school) return true;
  ExitRequest request;
  request.urn = pricing::Urn::from_number(static_cast<std::uint32_t>(school->integer(0))).value();
  request.last_day = london_date(journal.now()).plus_days(270);
  request.reason = "the lease of the building ends";
  const auto notice = notify_exit(database, journal, local_administrator(), request);
  if (!notice) return step_fault("exit notice", notice.faults());
  load.exit_notice = notice->id;
  return true;
}

Result<bool> issue_tokens(Database& database, const Journal& journal, const DemoMarket& market,
                          DemoLoad& load) {
  TokenRequest provider;
  provider.role = Role::provider;
  provider.organisation_name = market.filings.front().provider_name;
  provider.provider_id = market.filings.front().provider_id;
  TokenRequest commissioner;
  commissioner.role = Role::commissioner;
  commissioner.organisation_name = "Leeds";
  commissioner.la_code = "383";
  TokenRequest regulator;
  regulator.role = Role::case_officer;
  regulator.organisation_name = "The regulator (demo)";
  for (TokenRequest* request : {&provider, &commissioner, &regulator}) {
    request->label = "demo";
    auto token = issue_token(database, journal, local_administrator(), *request);
    if (!token) return step_fault("tokens", token.faults());
    load.tokens.push_back(
        {std::string(code(request->role)), request->organisation_name, token->secret});
  }
  return true;
}

}  // namespace

Result<DemoLoad> load_demo(Database& database, const Journal& journal, const DemoMarket& market,
                           const DemoProgress& on_progress) {
  if (database.with_connection(holds_anything)) {
    return Fault{"database",
                 "there are schools or filings here already, and a demo market is never mixed with "
                 "them; load it into an empty data folder"};
  }
  DemoLoad load;
  if (on_progress) on_progress("publishing the example rule book", 0, 0);
  const auto published =
      publish_rule_book(database, journal, local_administrator(), market.rule_book);
  if (!published) return step_fault("rule book", published.faults());
  const auto imported = import_register(database, journal, market, on_progress, load);
  if (!imported) return imported.faults();
  const auto first = hand_in_fees(database, journal, market, true, on_progress, load);
  if (!first) return first.faults();
  if (!market.filings.empty()) {
    const auto placed = place_children(database, journal, market, on_progress, load);
    if (!placed) return placed.faults();
  }
  const auto next = hand_in_fees(database, journal, market, false, on_progress, load);
  if (!next) return next.faults();
  const auto returned = hand_in_returns(database, journal, market, on_progress, load);
  if (!returned) return returned.faults();
  if (on_progress) on_progress("admitting schools to frameworks", 0, 0);
  const auto admitted = load_demo_frameworks(database, journal);
  if (!admitted) return step_fault("frameworks", admitted.faults());
  load.admissions = *admitted;
  if (market.filings.empty()) return load;
  const auto judged = judge_market(database, journal, on_progress, load);
  if (!judged) return judged.faults();
  const auto notified = give_exit_notice(database, journal, load);
  if (!notified) return notified.faults();
  const auto issued = issue_tokens(database, journal, market, load);
  if (!issued) return issued.faults();
  const DemoFiling& filing = market.filings.front();
  const auto people =
      make_demo_people(database, journal, filing.provider_id, filing.provider_name, "383", "Leeds");
  if (!people) return step_fault("people", people.faults());
  return load;
}

}  // namespace assize::registry
