#include "registry/demo/demo_market.h"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "audit/tree/hash.h"
#include "registry/demo/demo_fees.h"
#include "registry/demo/demo_nation.h"
#include "registry/demo/demo_register_files.h"
#include "registry/demo/demo_returns.h"
#include "registry/embedded.h"

namespace assize::registry {
namespace {

using pricing::Date;

DemoManner choose_manner(DemoRandom& random) {
  DemoManner manner;
  manner.rises_steeply = random.chance(60);
  manner.gives_short_notice = random.chance(45);
  manner.first_filed =
      Date::from_civil(2025, 3, 3).value().plus_days(static_cast<int>(random.between(0, 25)));
  const Date second = manner.gives_short_notice ? Date::from_civil(2026, 7, 20).value()
                                                : Date::from_civil(2026, 3, 2).value();
  manner.second_filed = second.plus_days(static_cast<int>(random.between(0, 32)));
  return manner;
}

void append_lines(std::vector<pricing::FeeLine>& lines, std::vector<pricing::FeeLine> more) {
  lines.insert(lines.end(), std::make_move_iterator(more.begin()),
               std::make_move_iterator(more.end()));
}

// By the prices of the first year, as if every place cost the average.
void add_returns(DemoMarket& market, const DemoNation& nation, const DemoProvider& provider,
                 const std::vector<pricing::FeeLine>& lines, DemoRandom random) {
  DemoBusiness business;
  business.provider_id = provider.id;
  if (provider.group) business.group_id = nation.groups[*provider.group].id;
  for (const std::size_t school : provider.schools)
    business.places += nation.schools[school].pupils;
  std::int64_t prices = 0;
  std::int64_t pence = 0;
  for (const pricing::FeeLine& line : lines) {
    if (line.item != pricing::Item::placement) continue;
    ++prices;
    pence += line.annual_price.ten_thousandths() / 100;
  }
  if (prices == 0) return;
  business.price_pence = pence / prices;
  market.returns.push_back({provider.id, make_demo_returns(business, random)});
}

// The placement lines of the second year, or of the first where it is not handed in yet.
void add_sold(std::vector<pricing::FeeLine>& sold, const DemoYears& years, bool is_late) {
  const Date after = Date::from_civil(2027, 1, 1).value();
  for (const pricing::FeeLine& line : is_late ? years.first : years.second) {
    if (line.item == pricing::Item::placement && line.effective_from < after) sold.push_back(line);
  }
}

void add_filings(DemoMarket& market, const DemoNation& nation, const DemoProvider& provider,
                 DemoRandom random, const pricing::RuleBook& book,
                 std::vector<pricing::FeeLine>& sold) {
  const DemoManner manner = choose_manner(random);
  // A few small providers have not handed in the second year's fees yet.
  const bool is_late = !provider.group && random.chance(50);
  DemoYears years;
  for (const std::size_t school : provider.schools) {
    DemoYears of_school = make_demo_fees(nation.schools[school], manner, book);
    append_lines(years.first, std::move(of_school.first));
    append_lines(years.second, std::move(of_school.second));
  }
  const auto add = [&](const std::vector<pricing::FeeLine>& lines, Date filed) {
    if (lines.empty()) return;
    market.filings.push_back(
        {provider.id, provider.name, filed, pricing::write_fee_file(lines, book.items())});
  };
  add_sold(sold, years, is_late);
  add(years.first, manner.first_filed);
  if (!is_late) add(years.second, manner.second_filed);
  add_returns(market, nation, provider, years.first, random.fork());
}

}  // namespace

DemoMarket make_demo_market(int schools, std::uint64_t seed) {
  if (schools < 1 || schools > demo_schools_limit) {
    throw std::out_of_range("a demo market has 1 to " + std::to_string(demo_schools_limit) +
                            " schools; ask for as many");
  }
  DemoMarket market;
  market.rule_book = std::string(embedded_file("data/example_rule_book.json"));
  const auto book =
      pricing::RuleBook::load(market.rule_book, audit::sha256_hex(market.rule_book)).value();
  DemoRandom random(seed);
  const DemoNation nation = make_demo_nation(schools, random.fork());
  market.gias = write_demo_gias(nation);
  market.section41 = write_demo_section41(nation);
  market.ownership = write_demo_ownership(nation);
  std::vector<pricing::FeeLine> sold;
  for (const DemoProvider& provider : nation.providers) {
    add_filings(market, nation, provider, random.fork(), book, sold);
  }
  std::ranges::stable_sort(market.filings, {}, &DemoFiling::filed);
  market.placements = write_demo_placements(nation, sold, random.fork());
  market.vacancies = make_demo_vacancies(nation, random.fork());
  return market;
}

std::vector<DemoFile> demo_files(const DemoMarket& market) {
  std::vector<DemoFile> files{{"gias.csv", market.gias},
                              {"section41.csv", market.section41},
                              {"ownership.csv", market.ownership},
                              {"rule_book.json", market.rule_book},
                              {"placements.csv", market.placements},
                              {"places.csv", write_demo_places(market.vacancies, std::nullopt)}};
  const Date second_year = Date::from_civil(2026, 1, 1).value();
  for (const DemoFiling& filing : market.filings) {
    const std::string folder = filing.filed < second_year ? "2025-2026" : "2026-2027";
    files.push_back({"fees/" + folder + "/" + filing.provider_id + ".csv", filing.fees});
  }
  for (const DemoReturns& each : market.returns) {
    files.push_back({"returns/" + each.provider_id + ".csv", each.returns});
  }
  return files;
}

}  // namespace assize::registry
