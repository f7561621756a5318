#include "pricing/rule_book/object_reader.h"
#include "pricing/text/json.h"
#include "registry/cases/case.h"
#include "registry/cases/case_store.h"
#include "registry/database/stored_instant.h"
#include "registry/filings/filing_id.h"

namespace assize::registry {
namespace {

using pricing::Date;
using pricing::Pounds;

// What whoever asks may not see is as if it were not there.
std::string reader_clause(const CaseReader& reader, Values& values) {
  if (reader.is_regulator()) return "";
  values.emplace_back(*reader.organisation_id);
  return " AND c.organisation_id = ? AND c.kind <> 'market'";
}

CaseStep step_of(const Row& row) {
  CaseStep step;
  step.number = static_cast<std::uint32_t>(row.integer(0));
  step.kind = parse_case_step(row.text(1)).value();
  step.is_internal = row.integer(2) != 0;
  step.account_id = row.text(3);
  step.at = instant_from_database(row.text(4));
  step.words = row.text(5);
  if (!row.is_null(6)) step.disposition = parse_disposition(row.text(6)).value();
  if (!row.is_null(7)) step.due_on = Date::parse(row.text(7)).value();
  step.details = row.text(8);
  step.commitment_random = row.text(9);
  step.receipt_json = row.text(10);
  return step;
}

std::vector<CaseStep> read_steps(Connection& connection, const Case& about,
                                 const CaseReader& reader) {
  std::vector<CaseStep> steps;
  connection.query_each(
      "SELECT number, kind, is_internal, account_id, at, words, disposition, due_on, details,"
      " commitment_random, receipt FROM case_step WHERE case_id = ? ORDER BY number",
      {about.id}, [&](const Row& row) {
        CaseStep step = step_of(row);
        if (step.is_internal && !reader.is_regulator()) return;
        steps.push_back(std::move(step));
      });
  return steps;
}

std::vector<std::string> sentences_of(const std::string& json) {
  std::vector<std::string> sentences;
  const auto value = pricing::parse_json(json);
  if (!value || value->array() == nullptr) return sentences;
  for (const pricing::JsonValue& each : *value->array()) {
    if (each.string() != nullptr) sentences.push_back(*each.string());
  }
  return sentences;
}

std::vector<CaseFinding> read_findings(Connection& connection, const Case& about) {
  std::vector<CaseFinding> findings;
  connection.query_each(
      "SELECT rule, severity, line_number, line, column_name, message, working FROM case_finding"
      " WHERE case_id = ? ORDER BY number",
      {about.id}, [&](const Row& row) {
        CaseFinding finding;
        finding.rule = row.text(0);
        finding.severity = row.text(1);
        finding.line_number = static_cast<std::uint64_t>(row.integer(2));
        finding.line = row.text(3);
        finding.column = row.text(4);
        finding.message = row.text(5);
        finding.working = sentences_of(row.text(6));
        findings.push_back(std::move(finding));
      });
  return findings;
}

Pounds money(const Row& row, std::size_t column) { return Pounds::parse(row.text(column)).value(); }

std::vector<CaseLine> read_lines(Connection& connection, const Case& about) {
  std::vector<CaseLine> lines;
  if (!about.filing_id) return lines;
  connection.query_each(
      "SELECT l.line_number, l.line, l.is_held, l.placements, l.annual_price_before, l.unit_price,"
      " l.annual_price, l.education, l.boarding, l.care, l.health, l.effective_from, f.decision,"
      " f.annual_price, f.effective_from FROM case_line l JOIN fee_line f ON f.filing_id = ?"
      " AND f.urn = ? AND f.line_number = l.line_number WHERE l.case_id = ?"
      " ORDER BY l.line_number",
      {*about.filing_id, std::int64_t{about.urn.number()}, about.id}, [&](const Row& row) {
        CaseLine line;
        line.line_number = static_cast<std::uint64_t>(row.integer(0));
        line.line = row.text(1);
        line.is_held = row.integer(2) != 0;
        line.placements = static_cast<std::uint32_t>(row.integer(3));
        if (!row.is_null(4)) line.annual_price_before = money(row, 4);
        line.unit_price = money(row, 5);
        line.annual_price = money(row, 6);
        line.education = money(row, 7);
        line.boarding = money(row, 8);
        line.care = money(row, 9);
        line.health = money(row, 10);
        line.effective_from = Date::parse(row.text(11)).value();
        line.decision = row.text(12);
        line.annual_price_now = money(row, 13);
        line.effective_from_now = Date::parse(row.text(14)).value();
        lines.push_back(std::move(line));
      });
  return lines;
}

std::vector<CaseDocument> read_documents(Connection& connection, const Case& about,
                                         const CaseReader& reader) {
  std::vector<CaseDocument> documents;
  connection.query_each(
      "SELECT number, name, type, size_bytes, sha256, is_internal, account_id, at"
      " FROM case_document WHERE case_id = ? ORDER BY number",
      {about.id}, [&](const Row& row) {
        CaseDocument document;
        document.number = static_cast<std::uint32_t>(row.integer(0));
        document.name = row.text(1);
        document.type = row.text(2);
        document.size_bytes = static_cast<std::uint64_t>(row.integer(3));
        document.sha256 = row.text(4);
        document.is_internal = row.integer(5) != 0;
        document.account_id = row.text(6);
        document.at = instant_from_database(row.text(7));
        if (document.is_internal && !reader.is_regulator()) return;
        documents.push_back(std::move(document));
      });
  return documents;
}

}  // namespace

std::optional<Case> find_case(Connection& connection, std::string_view id,
                              const CaseReader& reader) {
  if (!is_filing_id(id)) return std::nullopt;
  Values values{std::string(id)};
  const std::string clause = reader_clause(reader, values);
  const auto row =
      connection.query_one(std::string(case_select()) + " WHERE c.id = ?" + clause, values);
  if (!row) return std::nullopt;
  return case_of(*row);
}

std::optional<WholeCase> find_whole_case(Connection& connection, std::string_view id,
                                         const CaseReader& reader) {
  const auto about = find_case(connection, id, reader);
  if (!about) return std::nullopt;
  return WholeCase{*about, read_lines(connection, *about), read_findings(connection, *about),
                   read_steps(connection, *about, reader),
                   read_documents(connection, *about, reader)};
}

std::string last_step_words(Connection& connection, const Case& about) {
  const auto row = connection.query_one(
      "SELECT kind, account_id, at FROM case_step WHERE case_id = ? AND is_internal = 0"
      " ORDER BY number DESC LIMIT 1",
      {about.id});
  std::string words = "The case is " + std::string(code(about.state));
  if (about.disposition) words += " (" + std::string(code(*about.disposition)) + ")";
  if (!row) return words + ".";
  return words + ". What happened last: " + row->text(0) + ", by " + row->text(1) + " at " +
         instant_from_database(row->text(2)) + ".";
}

}  // namespace assize::registry
