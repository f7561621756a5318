#include "registry/catalogue/reading/read_fees.h"

#include <algorithm>
#include <string>
#include <tuple>

namespace assize::registry {
namespace {

using pricing::Date;
using pricing::Pounds;

constexpr std::size_t urns_in_a_query = 500;

// One filing gives a line of a school once, so a line and a filing's order name one fee.
constexpr std::string_view select_fees =
    "SELECT urn, line, item, provision, need, age_from, age_to, unit, units_per_year, unit_price,"
    " annual_price, education, boarding, care, health, vat_rate, effective_from, effective_to,"
    " included, filing_id, filing_order FROM fee_line";
constexpr std::string_view in_effect = " WHERE decision = 'in_effect'";

int small_number(const Row& row, std::size_t column) {
  return static_cast<int>(row.integer(column));
}

Pounds money(const Row& row, std::size_t column) { return Pounds::parse(row.text(column)).value(); }

void add_fee(FeesBySchool& fees, const Row& row) {
  CatalogueFee fee;
  fee.line = row.text(1);
  fee.item = row.text(2);
  fee.provision = pricing::parse_provision(row.text(3)).value();
  fee.need = pricing::parse_need(row.text(4)).value();
  fee.age_from = small_number(row, 5);
  fee.age_to = small_number(row, 6);
  fee.unit = pricing::parse_unit(row.text(7)).value();
  fee.units_per_year = row.text(8);
  fee.unit_price = money(row, 9);
  fee.annual_price = money(row, 10);
  fee.education = money(row, 11);
  fee.boarding = money(row, 12);
  fee.care = money(row, 13);
  fee.health = money(row, 14);
  fee.vat_rate = row.text(15);
  fee.effective_from = Date::parse(row.text(16)).value();
  fee.effective_to = Date::parse(row.text(17)).value();
  fee.included = row.text(18);
  fee.filing_id = row.text(19);
  fee.filing_order = static_cast<std::uint64_t>(row.integer(20));
  fees[static_cast<std::uint32_t>(row.integer(0))].push_back(std::move(fee));
}

void sort_fees(FeesBySchool& fees) {
  for (auto& [urn, of_school] : fees) {
    std::sort(of_school.begin(), of_school.end(),
              [](const CatalogueFee& left, const CatalogueFee& right) {
                return std::tie(left.line, left.filing_order) <
                       std::tie(right.line, right.filing_order);
              });
    of_school.shrink_to_fit();
  }
}

}  // namespace

FeesBySchool read_all_fees(Connection& connection) {
  FeesBySchool fees;
  connection.query_each(std::string(select_fees) + std::string(in_effect), {},
                        [&](const Row& row) { add_fee(fees, row); });
  sort_fees(fees);
  return fees;
}

FeesBySchool read_fees_of(Connection& connection, const std::vector<std::uint32_t>& urns) {
  FeesBySchool fees;
  for (std::size_t begin = 0; begin < urns.size(); begin += urns_in_a_query) {
    std::string sql = std::string(select_fees) + std::string(in_effect) + " AND urn IN (";
    Values values;
    for (std::size_t at = begin; at < std::min(urns.size(), begin + urns_in_a_query); ++at) {
      sql += values.empty() ? "?" : ", ?";
      values.emplace_back(std::int64_t{urns[at]});
    }
    connection.query_each(sql + ")", values, [&](const Row& row) { add_fee(fees, row); });
  }
  sort_fees(fees);
  return fees;
}

std::vector<CatalogueFee> read_fees_of(Connection& connection, pricing::Urn urn,
                                       const KnownAt& known) {
  Values values;
  known.bind(values);
  values.emplace_back(std::int64_t{urn.number()});
  FeesBySchool fees;
  connection.query_each(std::string(select_fees) + std::string(known.clause()) +
                            std::string(in_effect) + " AND urn = ?",
                        values, [&](const Row& row) { add_fee(fees, row); });
  sort_fees(fees);
  return std::move(fees[urn.number()]);
}

}  // namespace assize::registry
