#include "pricing/returns/parse_return.h"

#include <bit>

#include "pricing/exact/explain.h"
#include "pricing/exact/organisation_id.h"
#include "pricing/returns/figures.h"
#include "pricing/text/encoding.h"

namespace assize::pricing {
namespace {

using R = ReturnColumn;

enum class Form {
  organisation,
  organisation_or_blank,
  date,
  pounds,
  pounds_or_blank,
  signed_pounds,
  signed_pounds_or_blank,
  quantity
};

Form form(R column) {
  switch (column) {
    case R::provider:
      return Form::organisation;
    case R::group:
      return Form::organisation_or_blank;
    case R::year_from:
    case R::year_to:
    case R::due:
    case R::received:
      return Form::date;
    case R::market_rent:
      return Form::pounds_or_blank;
    case R::operating_surplus:
    case R::surplus_before_tax:
      return Form::signed_pounds;
    case R::accounts_operating_surplus:
      return Form::signed_pounds_or_blank;
    case R::placements_public:
      return Form::quantity;
    default:
      return Form::pounds;
  }
}

constexpr DecimalForm signed_pounds_form{"an amount in pounds", "1234.50", 12, 2, true, 'L'};

std::optional<Pounds> read_signed_pounds(std::string_view text) {
  if (!text.starts_with('-')) return read_pounds(text);
  const auto below_nil = read_pounds(text.substr(1));
  if (!below_nil || below_nil->is_zero()) return std::nullopt;
  return Pounds() - *below_nil;
}

Date& day(R column, FinancialReturn& out) {
  switch (column) {
    case R::year_from:
      return out.year_from;
    case R::year_to:
      return out.year_to;
    case R::due:
      return out.due;
    default:
      return out.received;
  }
}

// Puts a value that was read where it belongs; false if none was.
template <typename Read, typename Value>
bool take(const Read& read, Value& value) {
  if (!read) return false;
  value = *read;
  return true;
}

bool read_field(R column, std::string_view text, FinancialReturn& out) {
  switch (form(column)) {
    case Form::organisation:
      out.provider = text;
      return is_organisation_id(text);
    case Form::organisation_or_blank:
      out.group = text;
      return text.empty() || is_organisation_id(text);
    case Form::date:
      return take(read_date(text), day(column, out));
    case Form::pounds:
      return take(read_pounds(text), out.*pounds_member(column));
    case Form::pounds_or_blank:
      return text.empty() || take(read_pounds(text), out.market_rent);
    case Form::signed_pounds:
      return take(read_signed_pounds(text), out.*pounds_member(column));
    case Form::signed_pounds_or_blank:
      return text.empty() || take(read_signed_pounds(text), out.accounts_operating_surplus);
    case Form::quantity:
      return take(read_hundredths(text), out.placements_public_hundredths);
  }
  return false;
}

}  // namespace

bool ParsedReturn::has_year() const {
  return has(return_columns(R::year_from, R::year_to)) && values.year_from <= values.year_to;
}

std::string ParsedReturn::provider_as_written() const { return excerpt(values.provider, 100); }

ParsedReturn parse_return(std::span<const std::string_view> fields, const ColumnMap& map,
                          Columns unreadable) {
  ParsedReturn out;
  out.good = optional_return_columns & ~map.present & ~unreadable;
  for (Columns left = map.present; left != 0; left &= left - 1) {
    const auto at = static_cast<std::size_t>(std::countr_zero(left));
    const auto column = static_cast<R>(at);
    const std::string_view text = fields[map.place[at]];
    if (read_field(column, text, out.values)) {
      out.good |= only(column);
    } else {
      out.bad |= only(column);
      out.bad_texts[at] = text;
    }
  }
  return out;
}

std::string explain_return_field(R column, std::string_view text) {
  switch (form(column)) {
    case Form::organisation:
    case Form::organisation_or_blank:
      return explain_organisation_id(text);
    case Form::date:
      return explain_date(text);
    case Form::pounds:
    case Form::pounds_or_blank:
      return explain_decimal(text, pounds_form);
    case Form::signed_pounds:
    case Form::signed_pounds_or_blank:
      return explain_decimal(text, signed_pounds_form);
    case Form::quantity:
      return explain_decimal(text, quantity_form);
  }
  return {};
}

std::string_view form_of(R column) {
  switch (form(column)) {
    case Form::organisation:
      return "an organisation's identifier, such as GB-COH-12345678";
    case Form::organisation_or_blank:
      return "an organisation's identifier, such as GB-COH-12345678, or blank";
    case Form::date:
      return "a day as yyyy-mm-dd";
    case Form::pounds:
      return "pounds as 1234.50, not below nil";
    case Form::pounds_or_blank:
      return "pounds as 1234.50, not below nil, or blank";
    case Form::signed_pounds:
      return "pounds as 1234.50, or -1234.50 if below nil";
    case Form::signed_pounds_or_blank:
      return "pounds as 1234.50, or -1234.50 if below nil, or blank";
    case Form::quantity:
      return "a quantity as 38.5, with at most two decimal places";
  }
  return {};
}

}  // namespace assize::pricing
