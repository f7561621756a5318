#include <stdexcept>

#include "registry/database/stored_instant.h"
#include "registry/filings/filing.h"
#include "registry/filings/filing_id.h"

namespace assize::registry {
namespace {

constexpr std::string_view select_filing =
    "SELECT id, organisation_id, received_at, filed_on, choice, status, edition, fees_sha256,"
    " previous_sha256, register_sha256, facts_sha256, assessment_sha256, commitment_random,"
    " lines_in_effect, lines_held, lines_refused, receipt, rule_versions, filing_order FROM filing";
constexpr std::size_t filing_order_column = 18;
constexpr std::size_t page_limit = 100;

FilingChoice parse_choice(const std::string& text) {
  for (const FilingChoice choice : {FilingChoice::all_or_nothing, FilingChoice::good_lines}) {
    if (code(choice) == text) return choice;
  }
  throw std::runtime_error("a stored filing has an unknown choice, " + text);
}

FilingStatus parse_status(const std::string& text) {
  for (const FilingStatus status :
       {FilingStatus::in_effect, FilingStatus::held, FilingStatus::refused}) {
    if (code(status) == text) return status;
  }
  throw std::runtime_error("a stored filing has an unknown status, " + text);
}

std::uint64_t count(const Row& row, std::size_t column) {
  return static_cast<std::uint64_t>(row.integer(column));
}

Filing filing_of(const Row& row) {
  Filing filing;
  filing.id = row.text(0);
  filing.organisation_id = row.text(1);
  filing.received_at = instant_from_database(row.text(2));
  filing.filed_on = pricing::Date::parse(row.text(3)).value();
  filing.choice = parse_choice(row.text(4));
  filing.status = parse_status(row.text(5));
  filing.edition = row.text(6);
  filing.fees_sha256 = row.text(7);
  filing.previous_sha256 = row.text(8);
  filing.register_sha256 = row.text(9);
  filing.facts_sha256 = row.text(10);
  filing.assessment_sha256 = row.text(11);
  filing.commitment_random = row.text(12);
  filing.lines_in_effect = count(row, 13);
  filing.lines_held = count(row, 14);
  filing.lines_refused = count(row, 15);
  filing.receipt_json = row.text(16);
  filing.rule_versions = row.text(17);
  return filing;
}

std::string_view kind(FilingDocument document) {
  switch (document) {
    case FilingDocument::fees:
      return "fees";
    case FilingDocument::previous:
      return "previous";
    case FilingDocument::register_facts:
      return "register";
    case FilingDocument::facts:
      return "facts";
    case FilingDocument::assessment:
      return "assessment";
  }
  throw std::logic_error("no such document of a filing");
}

}  // namespace

std::optional<Filing> find_filing_row(Connection& connection, std::string_view id) {
  if (!is_filing_id(id)) return std::nullopt;
  const auto row =
      connection.query_one(std::string(select_filing) + " WHERE id = ?", {std::string(id)});
  if (!row) return std::nullopt;
  return filing_of(*row);
}

std::optional<Filing> find_filing(Connection& connection, std::string_view id) {
  std::optional<Filing> filing = find_filing_row(connection, id);
  if (!filing) return std::nullopt;
  filing->assessment_json = filing_document(connection, id, FilingDocument::assessment).value();
  return filing;
}

std::optional<std::string> filing_document(Connection& connection, std::string_view id,
                                           FilingDocument document) {
  std::optional<std::string> whole;
  connection.query_each(
      "SELECT body FROM filing_document WHERE filing_id = ? AND kind = ? ORDER BY part",
      {std::string(id), std::string(kind(document))}, [&](const Row& row) {
        if (!whole) whole.emplace();
        *whole += row.text(0);
      });
  return whole;
}

FilingPage list_filings(Connection& connection, std::string_view organisation_id,
                        std::optional<std::uint64_t> before, std::size_t limit) {
  const std::size_t size = limit < 1 ? 1 : (limit > page_limit ? page_limit : limit);
  std::string sql = std::string(select_filing) + " WHERE organisation_id = ?";
  Values values{std::string(organisation_id)};
  if (before) {
    sql += " AND filing_order < ?";
    values.emplace_back(static_cast<std::int64_t>(*before));
  }
  sql += " ORDER BY filing_order DESC LIMIT ?";
  values.emplace_back(static_cast<std::int64_t>(size + 1));
  FilingPage page;
  std::uint64_t last = 0;
  connection.query_each(sql, values, [&](const Row& row) {
    if (page.filings.size() == size) {
      page.next = last;
      return;
    }
    page.filings.push_back(filing_of(row));
    last = count(row, filing_order_column);
  });
  return page;
}

}  // namespace assize::registry
