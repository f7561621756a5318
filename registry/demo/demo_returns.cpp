#include "registry/demo/demo_returns.h"

#include <algorithm>
#include <vector>

#include "pricing/returns/write_returns.h"

namespace assize::registry {
namespace {

using pricing::Date;
using pricing::FinancialReturn;
using pricing::Pounds;

constexpr int last_year = 2025;
constexpr int years = 3;

// How a provider does business: in thousandths, but for the growths, which are percent.
struct Manner {
  std::int64_t margin = 50;
  std::int64_t income_growth = 4;
  std::int64_t cost_growth = 4;
  std::int64_t connected_rent = 0;  // of income
  std::int64_t rent_over_market = 0;
  std::int64_t management_charges = 0;  // of income
  std::int64_t connected_loans = 0;     // of income
  std::int64_t connected_rate = 60;
  std::int64_t paid_out = 0;  // of the surplus after tax
  bool is_late = false;
  bool differs_from_accounts = false;
};

Manner choose_manner(bool is_in_group, DemoRandom& random) {
  Manner manner;
  manner.margin = is_in_group ? random.between(70, 190) : random.between(-20, 95);
  if (random.chance(150)) {
    manner.income_growth = 7;
    manner.cost_growth = 3;
  }
  if (is_in_group || random.chance(200)) {
    manner.connected_rent = random.between(20, 60);
    manner.rent_over_market = random.chance(150) ? 200 : 20;
  }
  if (is_in_group) {
    manner.management_charges = random.chance(150) ? 70 : 40;
    manner.connected_loans = random.between(0, 600);
    manner.connected_rate = random.chance(150) ? 110 : 60;
    manner.paid_out = random.chance(150) ? 1300 : 600;
  }
  manner.is_late = random.chance(40);
  manner.differs_from_accounts = random.chance(30);
  return manner;
}

std::int64_t share(std::int64_t pence, std::int64_t thousandths) {
  return pence * thousandths / 1000;
}
Pounds pounds(std::int64_t pence) { return Pounds::from_ten_thousandths(pence * 100); }
std::int64_t pence(Pounds amount) { return amount.ten_thousandths() / 100; }
Date day(int year, int month, int date) { return Date::from_civil(year, month, date).value(); }

// What was paid a number of years earlier, at that growth.
std::int64_t before(std::int64_t pence_now, std::int64_t growth_percent, int years_earlier) {
  while (years_earlier-- > 0) pence_now = pence_now * 100 / (100 + growth_percent);
  return pence_now;
}

// Shares the costs out; what is left of them is other_operating.
void spend(FinancialReturn& values, std::int64_t costs, std::int64_t income, const Manner& manner) {
  const std::int64_t connected_rent = share(income, manner.connected_rent);
  values.rent_connected = pounds(connected_rent);
  if (connected_rent > 0) {
    values.market_rent = pounds(connected_rent * 1000 / (1000 + manner.rent_over_market));
  }
  values.management_charges_connected = pounds(share(income, manner.management_charges));
  values.staff = pounds(share(costs, 660));
  values.premises = pounds(share(costs, 70));
  values.rent_other = pounds(manner.connected_rent > 0 ? 0 : share(costs, 40));
  values.depreciation = pounds(share(costs, 30));
  values.other_operating = pounds(costs - pence(values.operating_costs()));
}

void pay_owners_and_lenders(FinancialReturn& values, std::int64_t income, const Manner& manner) {
  const std::int64_t loans = share(income, manner.connected_loans);
  values.loans_connected = pounds(loans);
  values.loans_other = pounds(share(income, 100));
  values.interest_connected = pounds(share(loans, manner.connected_rate));
  values.interest_other = pounds(share(income, 6));
  values.capital_employed = pounds(share(income, 900));
  values.surplus_before_tax = values.operating_surplus - values.interest();
  const std::int64_t surplus = std::max<std::int64_t>(pence(values.surplus_before_tax), 0);
  values.tax = pounds(share(surplus, 250));
  values.dividends = pounds(share(surplus - share(surplus, 250), manner.paid_out));
}

}  // namespace

std::string make_demo_returns(const DemoBusiness& business, DemoRandom random) {
  const Manner manner = choose_manner(!business.group_id.empty(), random);
  const std::int64_t income_now = business.places * business.price_pence;
  const std::int64_t costs_now = share(income_now, 1000 - manner.margin);
  std::vector<FinancialReturn> returns;
  for (int year = last_year - years + 1; year <= last_year; ++year) {
    const bool is_last = year == last_year;
    FinancialReturn values;
    values.provider = business.provider_id;
    values.group = business.group_id;
    values.year_from = day(year - 1, 9, 1);
    values.year_to = day(year, 8, 31);
    values.due = day(year + 1, 5, 31);
    values.received = manner.is_late && is_last ? day(year + 1, 6, 22) : day(year + 1, 4, 30);
    const std::int64_t income = before(income_now, manner.income_growth, last_year - year);
    values.income_public = pounds(income);
    values.income_other = pounds(share(income, 15));
    values.placements_public_hundredths = business.places * 100;
    spend(values, before(costs_now, manner.cost_growth, last_year - year), income, manner);
    values.operating_surplus = values.income() - values.operating_costs();
    pay_owners_and_lenders(values, income, manner);
    values.accounts_operating_surplus = values.operating_surplus;
    if (is_last && manner.differs_from_accounts) {
      values.accounts_operating_surplus = values.operating_surplus + pounds(share(income, 10));
    }
    returns.push_back(std::move(values));
  }
  return pricing::write_returns(returns);
}

}  // namespace assize::registry
