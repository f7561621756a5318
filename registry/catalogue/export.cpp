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

using SchoolFields = std::array<Field, 12>;
using FeeFields = std::array<Field, 19>;

SchoolFields fields_of(const CatalogueSchool& school) {
  return {{{"urn", school.urn.text()},
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
           {"section41", school.section41 ? "true" : "false"}}};
}

FeeFields fields_of(const CatalogueFee& fee) {
  return {{{"line", fee.line},
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
           {"filing", fee.filing_id}}};
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

// Each field of a row, with a comma before it unless it is the row's first.
template <typename Fields>
void append_csv(std::string& text, const Fields& fields, bool names = false) {
  for (const auto& [name, value] : fields) {
    if (!text.empty() && text.back() != '\n') text.push_back(',');
    pricing::append_csv_field(text, names ? name : std::string_view(value));
  }
}

template <typename Fields>
void append_members(std::string& text, const Fields& fields) {
  for (const auto& [name, value] : fields) {
    if (!text.empty() && text.back() != '{') text.push_back(',');
    pricing::append_json_string(text, name);
    text.push_back(':');
    pricing::append_json_string(text, value);
  }
}

// Writes a school's part of its rows once, and then that of each fee.
template <typename OnFee>
void for_each_fee(const Snapshot& snapshot, pricing::Date as_at,
                  std::string (*part_of)(const CatalogueSchool&), OnFee&& on_fee) {
  for (const auto& school : snapshot.schools) {
    const std::vector<const CatalogueFee*> fees = fees_as_at(*school, as_at);
    if (fees.empty()) continue;
    const std::string part = part_of(*school);
    for (const CatalogueFee* fee : fees) on_fee(part, fields_of(*fee));
  }
}

std::string csv_part(const CatalogueSchool& school) {
  std::string text;
  append_csv(text, fields_of(school));
  return text;
}

std::string json_part(const CatalogueSchool& school) {
  std::string text = "{";
  append_members(text, fields_of(school));
  return text;
}

}  // namespace

void export_catalogue_csv(const Snapshot& snapshot, pricing::Date as_at, const WritePiece& write) {
  Pieces pieces(write);
  append_csv(pieces.text(), fields_of(CatalogueSchool(pricing::Urn::from_number(100000).value())),
             true);
  append_csv(pieces.text(), fields_of(CatalogueFee()), true);
  pieces.text().push_back('\n');
  for_each_fee(snapshot, as_at, csv_part, [&](const std::string& school, const FeeFields& fee) {
    pieces.text() += school;
    append_csv(pieces.text(), fee);
    pieces.text().push_back('\n');
    pieces.row_is_done();
  });
  pieces.flush();
}

void export_catalogue_json(const Snapshot& snapshot, pricing::Date as_at, const WritePiece& write) {
  Pieces pieces(write);
  pieces.text() = "{\"as_at\":\"" + as_at.text() + "\",\"fees\":[";
  bool first = true;
  for_each_fee(snapshot, as_at, json_part, [&](const std::string& school, const FeeFields& fee) {
    pieces.text() += first ? "\n" : ",\n";
    first = false;
    pieces.text() += school;
    append_members(pieces.text(), fee);
    pieces.text().push_back('}');
    pieces.row_is_done();
  });
  pieces.text() += "\n]}\n";
  pieces.flush();
}

void append_fee_json(std::string& text, const CatalogueSchool& school, const CatalogueFee& fee) {
  text += json_part(school);
  append_members(text, fields_of(fee));
  text.push_back('}');
}

}  // namespace assize::registry
