#include "pricing/returns/figures.h"

#include <stdexcept>
#include <utility>

namespace assize::pricing {
namespace {

using R = ReturnColumn;
using V = FinancialReturn;

constexpr std::pair<R, Pounds V::*> members[] = {
    {R::income_public, &V::income_public},
    {R::income_other, &V::income_other},
    {R::staff, &V::staff},
    {R::premises, &V::premises},
    {R::rent_connected, &V::rent_connected},
    {R::rent_other, &V::rent_other},
    {R::management_charges_connected, &V::management_charges_connected},
    {R::royalties_connected, &V::royalties_connected},
    {R::depreciation, &V::depreciation},
    {R::other_operating, &V::other_operating},
    {R::interest_connected, &V::interest_connected},
    {R::interest_other, &V::interest_other},
    {R::tax, &V::tax},
    {R::dividends, &V::dividends},
    {R::loans_upstream, &V::loans_upstream},
    {R::loans_connected, &V::loans_connected},
    {R::loans_other, &V::loans_other},
    {R::capital_employed, &V::capital_employed},
    {R::operating_surplus, &V::operating_surplus},
    {R::surplus_before_tax, &V::surplus_before_tax}};

}  // namespace

Pounds FinancialReturn::*pounds_member(R column) {
  for (const auto& [each, member] : members) {
    if (each == column) return member;
  }
  return nullptr;
}

Pounds figure(const FinancialReturn& values, R column) {
  if (column == R::market_rent) return values.market_rent.value_or(Pounds());
  if (column == R::accounts_operating_surplus) {
    return values.accounts_operating_surplus.value_or(Pounds());
  }
  Pounds V::*const member = pounds_member(column);
  if (member == nullptr)
    throw std::logic_error("no amount is kept for " + std::string(name(column)));
  return values.*member;
}

Amount sum(const FinancialReturn& values, std::span<const R> columns) {
  Amount total;
  for (const R column : columns) total += figure(values, column);
  return total;
}

std::string sum_words(const FinancialReturn& values, std::span<const R> columns) {
  std::string out;
  for (const R column : columns) {
    if (!out.empty()) out += " + ";
    out.append(name(column)).append(" ").append(figure(values, column).display());
  }
  if (columns.size() > 1) out += " = " + sum(values, columns).display();
  return out;
}

}  // namespace assize::pricing
