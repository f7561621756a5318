#include "pricing/fee_file/fee_line.h"

#include "pricing/fee_file/columns.h"
#include "pricing/text/csv.h"

namespace assize::pricing {
namespace {

std::string hundredths(std::int64_t number) {
  std::string out = std::to_string(number / 100);
  if (number % 100 != 0) {
    out += '.';
    out += static_cast<char>('0' + number % 100 / 10);
    out += static_cast<char>('0' + number % 10);
  }
  return out;
}

}  // namespace

std::string write_fee_file(std::span<const FeeLine> lines, const ItemCodes& items) {
  std::string out;
  for (std::size_t c = 0; c < column_count; ++c) {
    out += column_names[c];
    out += c + 1 < column_count ? ',' : '\n';
  }
  for (const FeeLine& line : lines) {
    const auto add = [&out](std::string_view text) {
      append_csv_field(out, text);
      out += ',';
    };
    add(line.urn.text());
    add(line.line);
    add(items.code(line.item));
    add(code(line.provision));
    add(code(line.need));
    add(std::to_string(line.age_from));
    add(std::to_string(line.age_to));
    add(code(line.unit));
    add(hundredths(line.units_hundredths));
    for (const Pounds price : {line.unit_price, line.annual_price, line.education, line.boarding,
                               line.care, line.health}) {
      add(price.text());
    }
    add(line.vat_rate_text);
    add(line.effective_from.text());
    add(line.effective_to.text());
    add(line.notice_given ? line.notice_given->text() : std::string());
    add(line.included);
    append_csv_field(out, line.new_provision);
    out += '\n';
  }
  return out;
}

}  // namespace assize::pricing
