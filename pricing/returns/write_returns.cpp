#include "pricing/returns/write_returns.h"

#include "pricing/returns/figures.h"
#include "pricing/rules/words.h"
#include "pricing/text/csv.h"

namespace assize::pricing {

std::string return_field(const FinancialReturn& values, std::size_t at) {
  const auto column = static_cast<ReturnColumn>(at);
  const auto text = [](const std::optional<Pounds>& amount) {
    return amount ? amount->text() : std::string();
  };
  switch (column) {
    case ReturnColumn::provider:
      return values.provider;
    case ReturnColumn::group:
      return values.group;
    case ReturnColumn::year_from:
      return values.year_from.text();
    case ReturnColumn::year_to:
      return values.year_to.text();
    case ReturnColumn::due:
      return values.due.text();
    case ReturnColumn::received:
      return values.received.text();
    case ReturnColumn::placements_public:
      return hundredths_text(values.placements_public_hundredths);
    case ReturnColumn::market_rent:
      return text(values.market_rent);
    case ReturnColumn::accounts_operating_surplus:
      return text(values.accounts_operating_surplus);
    default:
      return (values.*pounds_member(column)).text();
  }
}

std::string write_returns(std::span<const FinancialReturn> returns) {
  std::string out;
  for (std::size_t column = 0; column < return_column_count; ++column) {
    if (column > 0) out += ',';
    out += return_column_names[column];
  }
  out += '\n';
  for (const FinancialReturn& values : returns) {
    for (std::size_t column = 0; column < return_column_count; ++column) {
      if (column > 0) out += ',';
      append_csv_field(out, return_field(values, column));
    }
    out += '\n';
  }
  return out;
}

std::optional<Unrounded> cost_per_placement(const FinancialReturn& values) {
  if (values.placements_public_hundredths <= 0) return std::nullopt;
  constexpr Wide hundredths = 100;
  return Unrounded(hundredths * values.operating_costs().ten_thousandths(),
                   values.placements_public_hundredths);
}

}  // namespace assize::pricing
