#include "registry/filings/steps/filing_store.h"

#include <algorithm>

#include "registry/database/stored_instant.h"

namespace assize::registry {
namespace {

using pricing::FeeLine;
using pricing::Pounds;

constexpr std::size_t part_bytes = std::size_t{1} << 20;
constexpr std::size_t text_limit_bytes = 65'535;
constexpr std::size_t rows_at_once = 1000;

Value count(std::uint64_t number) { return static_cast<std::int64_t>(number); }
Value text(std::string_view view) { return std::string(view); }
Value money(Pounds amount) { return amount.text(); }

std::string hundredths_text(std::int64_t hundredths) {
  const std::int64_t part = hundredths % 100;
  return std::to_string(hundredths / 100) + (part < 10 ? ".0" : ".") + std::to_string(part);
}

void add_document(std::vector<Values>& rows, const Filing& filing, std::string_view kind,
                  std::string_view body) {
  std::int64_t part = 0;
  do {
    rows.push_back({filing.id, text(kind), part++, text(body.substr(0, part_bytes))});
    body.remove_prefix(std::min(part_bytes, body.size()));
  } while (!body.empty());
}

void store_documents(Connection& connection, const FilingRows& rows) {
  constexpr std::string_view head =
      "INSERT INTO filing_document (filing_id, kind, part, body) VALUES";
  std::vector<Values> parts;
  add_document(parts, rows.filing, "fees", rows.fees);
  add_document(parts, rows.filing, "previous", rows.previous);
  add_document(parts, rows.filing, "register", rows.register_facts);
  add_document(parts, rows.filing, "facts", rows.facts);
  add_document(parts, rows.filing, "assessment", rows.filing.assessment_json);
  connection.insert_many(head, parts);
}

Values row_of(const FilingRows& rows, std::int64_t filing_order, std::size_t index) {
  const FeeLine& line = rows.lines[index];
  return {rows.filing.id,
          filing_order,
          count(line.physical_line),
          text(code(rows.decision.lines[index])),
          std::int64_t{line.urn.number()},
          line.line,
          text(rows.items.code(line.item)),
          text(code(line.provision)),
          text(code(line.need)),
          std::int64_t{line.age_from},
          std::int64_t{line.age_to},
          text(code(line.unit)),
          hundredths_text(line.units_hundredths),
          money(line.unit_price),
          money(line.annual_price),
          money(line.education),
          money(line.boarding),
          money(line.care),
          money(line.health),
          line.vat_rate_text,
          line.effective_from.text(),
          line.effective_to.text(),
          line.notice_given ? Value(line.notice_given->text()) : Value(nullptr),
          line.included,
          line.new_provision};
}

void store_lines(Connection& connection, const FilingRows& rows, std::int64_t filing_order) {
  constexpr std::string_view head =
      "INSERT INTO fee_line (filing_id, filing_order, line_number, decision, urn, line, item,"
      " provision, need, age_from, age_to, unit, units_per_year, unit_price, annual_price,"
      " education, boarding, care, health, vat_rate, effective_from, effective_to, notice_given,"
      " included, new_provision) VALUES";
  std::vector<Values> batch;
  batch.reserve(std::min(rows.lines.size(), rows_at_once));
  for (std::size_t index = 0; index < rows.lines.size(); ++index) {
    batch.push_back(row_of(rows, filing_order, index));
    if (batch.size() == rows_at_once || index + 1 == rows.lines.size()) {
      connection.insert_many(head, batch);
      batch.clear();
    }
  }
}

void store_schools(Connection& connection, const FilingRows& rows) {
  std::vector<Values> schools;
  schools.reserve(rows.urns.size());
  for (const std::uint32_t urn : rows.urns) {
    schools.push_back({rows.filing.id, std::int64_t{urn}});
  }
  connection.insert_many("INSERT INTO filing_school (filing_id, urn) VALUES", schools);
}

}  // namespace

Faults refuse_long_texts(std::span<const FeeLine> lines) {
  Faults faults;
  for (const FeeLine& line : lines) {
    const std::string place = "Line " + std::to_string(line.physical_line) + ": ";
    if (line.included.size() > text_limit_bytes) {
      faults.push_back({"fees", place + "included is longer than 65,535 bytes. Shorten it."});
    }
    if (line.new_provision.size() > text_limit_bytes) {
      faults.push_back({"fees", place + "new_provision is longer than 65,535 bytes. Shorten it."});
    }
  }
  return faults;
}

void store_filing(Connection& connection, const FilingRows& rows) {
  const Filing& filing = rows.filing;
  connection.execute(
      "INSERT INTO filing (id, account_id, organisation_id, received_at, filed_on, choice, status,"
      " edition, fees_sha256, previous_sha256, register_sha256, facts_sha256, assessment_sha256,"
      " commitment_random, lines_in_effect, lines_held, lines_refused, receipt, rule_versions)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {filing.id, rows.account_id, filing.organisation_id, instant_to_database(filing.received_at),
       filing.filed_on.text(), text(code(filing.choice)), text(code(filing.status)), filing.edition,
       filing.fees_sha256, filing.previous_sha256, filing.register_sha256, filing.facts_sha256,
       filing.assessment_sha256, filing.commitment_random, count(filing.lines_in_effect),
       count(filing.lines_held), count(filing.lines_refused), filing.receipt_json,
       filing.rule_versions});
  const auto filing_order = static_cast<std::int64_t>(connection.last_insert_id());
  store_documents(connection, rows);
  store_schools(connection, rows);
  store_lines(connection, rows, filing_order);
}

}  // namespace assize::registry
