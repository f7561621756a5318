#include <map>

#include "registry/agreements/increases.h"
#include "registry/cases/case_deadlines.h"
#include "registry/cases/working_days.h"
#include "registry/filings/filing_id.h"
#include "registry/filings/london_date.h"

namespace assize::registry {
namespace {

using pricing::FeeLine;

constexpr std::size_t rows_at_once = 1000;

struct Told {
  std::string id;
  std::vector<const FeeLine*> lines;
};

void write_rows(Connection& connection, std::string_view head, std::vector<Values>& rows,
                std::size_t when) {
  if (rows.size() < when || rows.empty()) return;
  connection.insert_many(head, rows);
  rows.clear();
}

void store_lines(Connection& connection, const std::map<std::uint32_t, Told>& schools,
                 const PriceRises& rises) {
  constexpr std::string_view line_head =
      "INSERT INTO increase_line (increase_id, line_number, line, effective_from, unit,"
      " unit_before, unit_price, unit_price_before, annual_price, annual_price_before) VALUES";
  constexpr std::string_view share_head =
      "INSERT INTO increase_share (council, increase_id, line_number, placements) VALUES";
  std::vector<Values> lines;
  std::vector<Values> shares;
  for (const auto& [urn, told] : schools) {
    for (const FeeLine* line : told.lines) {
      const PriceChange change = rises.of(*line);
      const auto number = static_cast<std::int64_t>(line->physical_line);
      lines.push_back({told.id, number, line->line, line->effective_from.text(),
                       std::string(code(line->unit)), std::string(code(change.before->unit)),
                       line->unit_price.text(), change.before->unit_price.text(),
                       line->annual_price.text(), change.before->annual_price.text()});
      for (const CouncilPlacements& each : change.councils) {
        shares.push_back({each.council, told.id, number, std::int64_t{each.placements}});
      }
    }
    if (lines.size() < rows_at_once && shares.size() < rows_at_once) continue;
    write_rows(connection, line_head, lines, 1);
    write_rows(connection, share_head, shares, 1);
  }
  write_rows(connection, line_head, lines, 1);
  write_rows(connection, share_head, shares, 1);
}

}  // namespace

std::size_t tell_councils(Transaction& transaction, const Journal& journal, const Filing& filing,
                          const std::string& account_id, std::span<const FeeLine> lines,
                          const Decision& decision, const PriceRises& rises) {
  std::map<std::uint32_t, Told> schools;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    if (decision.lines[at] == FilingStatus::refused) continue;
    const PriceChange change = rises.of(lines[at]);
    if (change.councils.empty() || !change.is_rise(lines[at])) continue;
    Told& told = schools[lines[at].urn.number()];
    if (told.id.empty()) told.id = new_filing_id(journal.now());
    told.lines.push_back(&lines[at]);
  }
  if (schools.empty()) return 0;
  NewEntry entry;
  entry.receipt_is_kept = true;
  entry.action = "increases.told";
  entry.actor = account_id;
  entry.subject = "increases/" + filing.id;
  entry.public_part = audit::CanonicalValue::Object{
      {"filing", filing.id}, {"increases", static_cast<std::int64_t>(schools.size())}};
  const std::string receipt = audit::receipt_json(journal.append(transaction, entry));
  const pricing::Date today = london_date(journal.now());
  const std::string answer_by = working_days_after(today, days_to_answer_increase).text();
  Connection& connection = transaction.connection();
  std::vector<Values> rows;
  for (const auto& [urn, told] : schools) {
    rows.push_back({told.id, filing.id, std::int64_t{urn}, filing.organisation_id, today.text(),
                    answer_by, receipt});
  }
  connection.insert_many(
      "INSERT INTO increase (id, filing_id, urn, organisation_id, told_on, answer_by, receipt)"
      " VALUES",
      rows);
  store_lines(connection, schools, rises);
  return schools.size();
}

}  // namespace assize::registry
