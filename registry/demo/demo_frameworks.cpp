#include "registry/demo/demo_frameworks.h"

#include <algorithm>
#include <vector>

#include "registry/catalogue/search/search.h"
#include "registry/filings/london_date.h"
#include "registry/frameworks/applications.h"
#include "registry/frameworks/frameworks.h"

namespace assize::registry {
namespace {

using pricing::Date;

constexpr std::size_t schools_of_a_lot = 25;
constexpr std::size_t one_is_refused_of = 8;
constexpr std::size_t one_is_suspended_of = 12;

std::string lot_json(const std::string& id, const std::string& title, const std::string& need,
                     const std::string& provision, const std::string& region) {
  return R"({"id":")" + id + R"(","title":")" + title + R"(","need":")" + need +
         R"(","provision":")" + provision + R"(","region":")" + region +
         R"(","age_from":4,"age_to":19,"criteria":[)"
         R"("The last inspection found no serious failing.",)"
         R"("Accounts for the last three years are handed in.",)"
         R"("Fees are filed for the whole of the next year."]})";
}

std::string framework_json(const std::string& id, const std::string& title, Date opens, Date closes,
                           Date begins, Date ends) {
  return R"({"id":")" + id + R"(","title":")" + title +
         R"(","description":"An example, made for the demo market; not a real procurement.")"
         R"(,"buyer":{"name":"The demo regulator"},"opens":")" +
         opens.text() + R"(","closes":")" + closes.text() + R"(","begins":")" + begins.text() +
         R"(","ends":")" + ends.text() + R"(","lots":[)" +
         lot_json("ASD-DAY", "Day places for autism", "ASD", "day", "national") + "," +
         lot_json("SEMH-DAY", "Day places for social, emotional and mental health", "SEMH", "day",
                  "national") +
         "," +
         lot_json("ANY-FULL-YEAR", "Full-year residential places", "ANY", "full_year", "national") +
         "," + lot_json("ANY-DAY-LONDON", "Day places in London", "ANY", "day", "London") + "]}\n";
}

// Open schools with a fee for what the lot buys, by URN.
std::vector<std::string> sellers(const Snapshot& snapshot, const Lot& lot) {
  SchoolSearch search;
  search.order = SchoolOrder::urn;
  search.limit = schools_of_a_lot;
  if (lot.need != pricing::Need::any) search.filter.need = lot.need;
  search.filter.provision = lot.provision;
  search.filter.region = lot.region;
  std::vector<std::string> urns;
  const auto page = search_schools(snapshot, search);
  if (!page) return urns;
  for (const SchoolHit& hit : page->schools) urns.push_back(hit.school->urn.text());
  return urns;
}

// The officer's side of the demo: the local administrator acts for everyone.
class DemoOfficer {
 public:
  DemoOfficer(Database& database, const Journal& journal, const Framework& framework)
      : database_(database), journal_(journal), framework_(framework) {}

  // Whether the school has applied; one that nobody ran on that day has not.
  bool apply(const Lot& lot, const std::string& urn, Date on) {
    return apply_to_lot(database_, journal_,
                        {local_administrator(),
                         {framework_.id, lot.id},
                         urn,
                         "We offer these places and meet the criteria.",
                         on})
        .ok();
  }
  Result<LotApplication> decide(const Lot& lot, const std::string& urn, LotEventKind decision,
                                const std::string& reasons, Date on) {
    return decide_application(
        database_, journal_,
        {local_administrator(), {framework_.id, lot.id}, urn, decision, reasons, on});
  }

 private:
  Database& database_;
  const Journal& journal_;
  const Framework& framework_;
};

Result<std::uint64_t> admit(DemoOfficer& officer, const Snapshot& snapshot,
                            const Framework& framework) {
  const Date decided = framework.dates.closes.plus_days(20);
  std::uint64_t admitted = 0;
  std::size_t count = 0;
  for (const Lot& lot : framework.lots) {
    for (const std::string& urn : sellers(snapshot, lot)) {
      if (!officer.apply(lot, urn, framework.dates.opens.plus_days(10))) continue;
      const bool is_refused = ++count % one_is_refused_of == 0;
      const auto decision = officer.decide(
          lot, urn, is_refused ? LotEventKind::refused : LotEventKind::admitted,
          is_refused ? "The accounts for the last three years were not handed in." : "", decided);
      if (!decision) return decision.faults();
      if (is_refused) continue;
      ++admitted;
      if (count % one_is_suspended_of != 0) continue;
      const auto suspended = officer.decide(lot, urn, LotEventKind::suspended,
                                            "The school is under a notice to improve.",
                                            framework.dates.begins.plus_days(30));
      if (!suspended) return suspended.faults();
    }
  }
  return admitted;
}

}  // namespace

std::string demo_live_framework(Date today) {
  return framework_json("PLACES-1", "Special school places, first framework (example)",
                        today.plus_days(-300), today.plus_days(-240), today.plus_days(-180),
                        today.plus_days(1280));
}

std::string demo_open_framework(Date today) {
  return framework_json("PLACES-2", "Special school places, second framework (example)",
                        today.plus_days(-20), today.plus_days(70), today.plus_days(130),
                        today.plus_days(1590));
}

Result<std::uint64_t> load_demo_frameworks(Database& database, const Journal& journal) {
  const Date today = london_date(journal.now());
  std::vector<Framework> frameworks;
  for (const std::string& json : {demo_live_framework(today), demo_open_framework(today)}) {
    const auto published = publish_framework(database, journal, local_administrator(), json, "");
    if (!published) return published.faults();
    frameworks.push_back(read_framework(json).value());
  }
  const auto snapshot = database.with_connection(
      [&](Connection& connection) { return build_snapshot(connection, today); });
  DemoOfficer live(database, journal, frameworks[0]);
  auto admitted = admit(live, *snapshot, frameworks[0]);
  if (!admitted) return admitted;
  DemoOfficer open(database, journal, frameworks[1]);
  for (const Lot& lot : frameworks[1].lots) {
    std::vector<std::string> urns = sellers(*snapshot, lot);
    urns.resize(std::min<std::size_t>(urns.size(), 4));
    for (const std::string& urn : urns) open.apply(lot, urn, today.plus_days(-5));
  }
  return admitted;
}

}  // namespace assize::registry
