#include "registry/cases/held_lines.h"

#include <algorithm>

#include "audit/tree/hash.h"
#include "pricing/exact/rounding_points.h"
#include "pricing/fee_file/fee_line.h"
#include "registry/filings/steps/school_locks.h"

namespace assize::registry {
namespace {

using audit::CanonicalValue;
using pricing::Date;
using pricing::Pounds;

Pounds money(const Row& row, std::size_t column) { return Pounds::parse(row.text(column)).value(); }

// As filed, whatever was decided before.
std::vector<HeldLine> read_held(Connection& connection, const Case& about) {
  std::vector<HeldLine> lines;
  connection.query_each(
      "SELECT l.line_number, l.line, l.unit_price, l.annual_price, l.education, l.boarding, l.care,"
      " l.health, l.effective_from, f.effective_to, f.units_per_year FROM case_line l"
      " JOIN fee_line f ON f.filing_id = ? AND f.urn = ? AND f.line_number = l.line_number"
      " WHERE l.case_id = ? AND l.is_held ORDER BY l.line_number",
      {about.filing_id.value_or(""), std::int64_t{about.urn.number()}, about.id},
      [&](const Row& row) {
        HeldLine line;
        line.line_number = static_cast<std::uint64_t>(row.integer(0));
        line.line = row.text(1);
        line.unit_price = money(row, 2);
        line.annual_price = money(row, 3);
        line.education = money(row, 4);
        line.boarding = money(row, 5);
        line.care = money(row, 6);
        line.health = money(row, 7);
        line.effective_from = Date::parse(row.text(8)).value();
        line.effective_to = Date::parse(row.text(9)).value();
        line.units_hundredths = pricing::read_hundredths(row.text(10)).value();
        lines.push_back(std::move(line));
      });
  return lines;
}

HeldLine* find_line(std::vector<HeldLine>& lines, const std::string& name) {
  const auto found = std::ranges::find(lines, name, &HeldLine::line);
  return found == lines.end() ? nullptr : &*found;
}

// Takes what is asked for where it is no more than was filed.
void lower(Pounds& amount, const std::optional<Pounds>& asked, std::string_view column,
           const std::string& place, Faults& faults) {
  if (!asked) return;
  if (*asked > amount) {
    faults.push_back({"lines", place + std::string(column) + " " + asked->text() +
                                   " is more than was filed, " + amount.text() +
                                   ". A decision cannot give more than was asked for."});
    return;
  }
  amount = *asked;
}

void modify(HeldLine& line, const ModifiedLine& asked, Faults& faults) {
  const std::string place = "Line " + line.line + ": ";
  const std::size_t before = faults.size();
  lower(line.unit_price, asked.unit_price, "unit_price", place, faults);
  const Pounds annual = (line.unit_price * pricing::Ratio::of(line.units_hundredths, 100))
                            .at(pricing::annual_price_of_line);
  if (asked.annual_price && *asked.annual_price != annual) {
    faults.push_back({"lines", place + "annual_price is " + asked.annual_price->text() +
                                   ", and unit_price times units_per_year is " + annual.text() +
                                   ". Write that, or leave it out."});
  }
  line.annual_price = annual;
  lower(line.education, asked.education, "education", place, faults);
  lower(line.boarding, asked.boarding, "boarding", place, faults);
  lower(line.care, asked.care, "care", place, faults);
  lower(line.health, asked.health, "health", place, faults);
  if (faults.size() == before &&
      line.education + line.boarding + line.care + line.health != line.annual_price) {
    faults.push_back(
        {"lines", place + "education, boarding, care and health are " +
                      (line.education + line.boarding + line.care + line.health).text() +
                      " in all, and annual_price is " + line.annual_price.text() +
                      ". Give each of the four, so that they add up."});
  }
  if (!asked.effective_from) return;
  if (*asked.effective_from < line.effective_from || *asked.effective_from > line.effective_to) {
    faults.push_back({"lines", place + "effective_from must be from " + line.effective_from.text() +
                                   ", as filed, to " + line.effective_to.text() + "."});
    return;
  }
  line.effective_from = *asked.effective_from;
}

std::string details_of(const std::vector<HeldLine>& lines) {
  CanonicalValue::Array array;
  for (const HeldLine& line : lines) {
    array.push_back(CanonicalValue::Object{{"line", line.line},
                                           {"outcome", line.takes_effect ? "in_effect" : "refused"},
                                           {"unit_price", line.unit_price.text()},
                                           {"annual_price", line.annual_price.text()},
                                           {"effective_from", line.effective_from.text()}});
  }
  return audit::canonical_text(CanonicalValue::Object{{"lines", std::move(array)}});
}

// The lines in effect, in the form in which a filing's entry digests them.
std::string published_file(Connection& connection, const Case& about) {
  pricing::ItemCodes items;
  std::vector<pricing::FeeLine> lines;
  connection.query_each(
      "SELECT f.line_number, f.line, f.item, f.provision, f.need, f.age_from, f.age_to, f.unit,"
      " f.units_per_year, f.unit_price, f.annual_price, f.education, f.boarding, f.care, f.health,"
      " f.vat_rate, f.effective_from, f.effective_to, f.notice_given, f.included, f.new_provision"
      " FROM fee_line f JOIN case_line l ON l.case_id = ? AND l.line_number = f.line_number"
      " AND l.is_held WHERE f.filing_id = ? AND f.urn = ? AND f.decision = 'in_effect'"
      " ORDER BY f.line_number",
      {about.id, *about.filing_id, std::int64_t{about.urn.number()}}, [&](const Row& row) {
        std::optional<Date> notice;
        if (!row.is_null(18)) notice = Date::parse(row.text(18)).value();
        lines.push_back({static_cast<std::uint64_t>(row.integer(0)),
                         about.urn,
                         row.text(1),
                         items.add(row.text(2)).value(),
                         pricing::parse_provision(row.text(3)).value(),
                         pricing::parse_need(row.text(4)).value(),
                         static_cast<int>(row.integer(5)),
                         static_cast<int>(row.integer(6)),
                         pricing::parse_unit(row.text(7)).value(),
                         pricing::read_hundredths(row.text(8)).value(),
                         money(row, 9),
                         money(row, 10),
                         money(row, 11),
                         money(row, 12),
                         money(row, 13),
                         money(row, 14),
                         pricing::Ratio::parse_percent(row.text(15)).value(),
                         row.text(15),
                         Date::parse(row.text(16)).value(),
                         Date::parse(row.text(17)).value(),
                         notice,
                         row.text(19),
                         row.text(20)});
      });
  return pricing::write_fee_file(lines, items);
}

}  // namespace

Result<std::vector<HeldLine>> held_lines_after(Connection& connection, const Case& about,
                                               const StepCommand& command) {
  std::vector<HeldLine> lines = read_held(connection, about);
  if (command.disposition == Disposition::refused || command.step == CaseStepKind::withdrawal) {
    for (HeldLine& line : lines) line.takes_effect = false;
  }
  const bool is_modified = command.disposition == Disposition::approved_as_modified;
  if (is_modified != !(command.modified.empty() && command.refused_lines.empty())) {
    return Fault{"lines", is_modified
                              ? "Say what is modified: lines with other values, or refused_lines."
                              : "Lines are modified by approved_as_modified alone."};
  }
  Faults faults;
  for (const ModifiedLine& asked : command.modified) {
    HeldLine* line = find_line(lines, asked.line);
    if (line == nullptr) {
      faults.push_back({"lines", "No held line of this case is named " + asked.line + "."});
    } else {
      modify(*line, asked, faults);
    }
  }
  for (const std::string& name : command.refused_lines) {
    HeldLine* line = find_line(lines, name);
    if (line == nullptr) {
      faults.push_back({"refused_lines", "No held line of this case is named " + name + "."});
    } else {
      line->takes_effect = false;
    }
  }
  if (!faults.empty()) return faults;
  if (is_modified && std::ranges::none_of(lines, &HeldLine::takes_effect)) {
    return Fault{"refused_lines", "This refuses every line: decide refused instead."};
  }
  return lines;
}

LinesDecided put_in_effect(Transaction& transaction, const Case& about,
                           const std::vector<HeldLine>& lines) {
  Connection& connection = transaction.connection();
  lock_schools(transaction, {about.urn.number()});
  LinesDecided decided;
  for (const HeldLine& line : lines) {
    ++(line.takes_effect ? decided.in_effect : decided.refused);
    connection.execute(
        "UPDATE fee_line SET decision = ?, unit_price = ?, annual_price = ?, education = ?,"
        " boarding = ?, care = ?, health = ?, effective_from = ?"
        " WHERE filing_id = ? AND urn = ? AND line_number = ?",
        {std::string(line.takes_effect ? "in_effect" : "refused"), line.unit_price.text(),
         line.annual_price.text(), line.education.text(), line.boarding.text(), line.care.text(),
         line.health.text(), line.effective_from.text(), *about.filing_id,
         std::int64_t{about.urn.number()}, static_cast<std::int64_t>(line.line_number)});
  }
  decided.details = details_of(lines);
  decided.published.emplace(
      "lines", CanonicalValue::Object{{"in_effect", static_cast<std::int64_t>(decided.in_effect)},
                                      {"refused", static_cast<std::int64_t>(decided.refused)}});
  if (decided.in_effect > 0) {
    decided.published.emplace(
        "published",
        CanonicalValue::Object{{"lines", static_cast<std::int64_t>(decided.in_effect)},
                               {"schools", std::int64_t{1}},
                               {"sha256", audit::sha256_hex(published_file(connection, about))},
                               {"urns", CanonicalValue::Array{about.urn.text()}}});
  }
  return decided;
}

}  // namespace assize::registry
