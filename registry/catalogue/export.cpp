#include "registry/catalogue/export.h"

#include <array>
#include <string>
#include <utility>

#include "pricing/text/csv.h"
#include "pricing/text/json.h"

namespace assize::registry {
namespace {

constexpr std::size_t piece_bytes = std::size_t{64} << 10;

using Field = std::pair<std::string_view, std::string>;  // its name and value

std::string two_digits(int code) { return (code < 10 ? "0" : "") + std::to_string(code); }

std::vector<Field> fields_of(const CatalogueSchool& school, const CatalogueFee& fee) {
  return {{"urn", school.urn.text()},
          {"school", school.name},
          {"type_code", two_digits(school.type_code)},
          {"type", school.type_name},
          {"la_code", school.la ? school.la->text() : ""},
          {"la", school.la_name},
          {"region", school.region},
          {"postcode", school.postcode},
          {"provider_id", school.provider_id},
          {"provider", school.provider_name},
          {"group", school.group_name},
          {"section41", school.section41 ? "true" : "false"},
          {"line", fee.line},
          {"item", fee.item},
          {"provision", std::string(code(fee.provision))},
          {"need", std::string(code(fee.need))},
          {"age_from", std::to_string(fee.age_from)},
          {"age_to", std::to_string(fee.age_to)},
          {"unit", std::string(code(fee.unit))},
          {"units_per_year", fee.units_per_year},
          {"unit_price", fee.unit_price.text()},
          {"annual_price", fee.annual_price.text()},
          {"education", fee.education.text()},
          {"boarding", fee.boarding.text()},
          {"care", fee.care.text()},
          {"health", fee.health.text()},
          {"vat_rate", fee.vat_rate},
          {"effective_from", fee.effective_from.text()},
          {"effective_to", fee.effective_to.text()},
          {"included", fee.included},
          {"filing", fee.filing_id}};
}

// Gathers what is written, and hands it on piece by piece.
class Pieces {
 public:
  explicit Pieces(const WritePiece& write) : write_(write) {}
  std::string& text() { return text_; }
  void row_is_done() {
    if (text_.size() >= piece_bytes) flush();
  }
  void flush() {
    if (!text_.empty()) write_(text_);
    text_.clear();
  }

 private:
  const WritePiece& write_;
  std::string text_;
};

template <typename OnFee>
void for_each_fee(const Snapshot& snapshot, pricing::Date as_at, OnFee&& on_fee) {
  for (const auto& school : snapshot.schools) {
    for (const CatalogueFee* fee : fees_as_at(*school, as_at)) on_fee(fields_of(*school, *fee));
  }
}

std::vector<Field> header_fields() {
  static const CatalogueSchool any(pricing::Urn::from_number(100000).value());
  return fields_of(any, CatalogueFee());
}

}  // namespace

void export_catalogue_csv(const Snapshot& snapshot, pricing::Date as_at, const WritePiece& write) {
  Pieces pieces(write);
  const auto write_row = [&](const std::vector<Field>& fields, bool names) {
    for (std::size_t column = 0; column < fields.size(); ++column) {
      if (column > 0) pieces.text().push_back(',');
      pricing::append_csv_field(pieces.text(),
                                names ? fields[column].first : fields[column].second);
    }
    pieces.text().push_back('\n');
    pieces.row_is_done();
  };
  write_row(header_fields(), true);
  for_each_fee(snapshot, as_at,
               [&](const std::vector<Field>& fields) { write_row(fields, false); });
  pieces.flush();
}

void export_catalogue_json(const Snapshot& snapshot, pricing::Date as_at, const WritePiece& write) {
  Pieces pieces(write);
  pieces.text() = "{\"as_at\":\"" + as_at.text() + "\",\"fees\":[";
  bool first = true;
  for_each_fee(snapshot, as_at, [&](const std::vector<Field>& fields) {
    pieces.text() += first ? "\n" : ",\n";
    first = false;
    char before = '{';
    for (const auto& [name, value] : fields) {
      pieces.text().push_back(before);
      before = ',';
      pricing::append_json_string(pieces.text(), name);
      pieces.text().push_back(':');
      pricing::append_json_string(pieces.text(), value);
    }
    pieces.text().push_back('}');
    pieces.row_is_done();
  });
  pieces.text() += "\n]}\n";
  pieces.flush();
}

}  // namespace assize::registry
