#include <algorithm>
#include <map>

#include "registry/agreements/increases.h"
#include "registry/database/stored_instant.h"
#include "registry/filings/filing_id.h"

namespace assize::registry {
namespace {

using pricing::Date;
using pricing::Pounds;

constexpr std::size_t page_limit = 100;
constexpr std::int32_t days_of_answers = 3660;

constexpr std::string_view increase_select =
    "SELECT i.id, i.filing_id, i.urn, COALESCE(s.name, ''), i.organisation_id, i.told_on,"
    " i.answer_by, i.receipt, i.increase_order FROM increase i"
    " LEFT JOIN school s ON s.urn = i.urn WHERE TRUE";

std::string reader_clause(const IncreaseReader& reader, Values& values) {
  std::string clause;
  if (reader.council) {
    clause +=
        " AND EXISTS (SELECT 1 FROM increase_share h WHERE h.council = ? AND h.increase_id = i.id)";
    values.emplace_back(*reader.council);
  }
  // A filing by the regulator is the prices of whoever runs the school.
  if (reader.organisation_id) {
    clause +=
        " AND (i.organisation_id = ? OR EXISTS (SELECT 1 FROM school_provider p"
        " JOIN organisation o ON o.provider_id = p.provider_id WHERE o.id = ? AND p.urn = i.urn"
        " AND p.from_date <= i.told_on AND (p.to_date IS NULL OR p.to_date >= i.told_on)))";
    values.emplace_back(*reader.organisation_id);
    values.emplace_back(*reader.organisation_id);
  }
  return clause;
}

Increase increase_of(const Row& row) {
  Increase increase(pricing::Urn::from_number(static_cast<std::uint32_t>(row.integer(2))).value());
  increase.id = row.text(0);
  increase.filing_id = row.text(1);
  increase.school = row.text(3);
  increase.organisation_id = row.text(4);
  increase.told_on = Date::parse(row.text(5)).value();
  increase.answer_by = Date::parse(row.text(6)).value();
  increase.receipt_json = row.text(7);
  increase.order = static_cast<std::uint64_t>(row.integer(8));
  return increase;
}

Pounds money(const Row& row, std::size_t column) { return Pounds::parse(row.text(column)).value(); }

pricing::Position position_of(const std::string& text) {
  return text == "accepted" ? pricing::Position::accepted : pricing::Position::challenged;
}

void read_shares(Connection& connection, Increase& increase) {
  std::map<std::uint64_t, IncreaseLine*> by_number;
  for (IncreaseLine& line : increase.lines) by_number.emplace(line.line_number, &line);
  connection.query_each(
      "SELECT h.line_number, h.council, h.placements, a.position, a.reason, a.shows_name,"
      " a.account_id, a.on_date, a.at, a.commitment_random, a.receipt FROM increase_share h"
      " LEFT JOIN increase_answer a ON a.increase_id = h.increase_id"
      " AND a.line_number = h.line_number AND a.council = h.council WHERE h.increase_id = ?"
      " ORDER BY h.line_number, h.council",
      {increase.id}, [&](const Row& row) {
        IncreaseShare share;
        share.council = row.text(1);
        share.placements = static_cast<std::uint32_t>(row.integer(2));
        if (!row.is_null(3)) {
          share.answer = IncreaseAnswer{position_of(row.text(3)),
                                        row.text(4),
                                        row.integer(5) != 0,
                                        row.text(6),
                                        Date::parse(row.text(7)).value(),
                                        instant_from_database(row.text(8)),
                                        row.text(9),
                                        row.text(10)};
        }
        by_number.at(static_cast<std::uint64_t>(row.integer(0)))
            ->shares.push_back(std::move(share));
      });
}

void read_lines(Connection& connection, Increase& increase) {
  connection.query_each(
      "SELECT l.line_number, l.line, l.effective_from, l.unit, l.unit_before, l.unit_price,"
      " l.unit_price_before, l.annual_price, l.annual_price_before, f.decision"
      " FROM increase_line l JOIN fee_line f ON f.filing_id = ? AND f.urn = ?"
      " AND f.line_number = l.line_number WHERE l.increase_id = ? ORDER BY l.line_number",
      {increase.filing_id, std::int64_t{increase.urn.number()}, increase.id}, [&](const Row& row) {
        IncreaseLine line;
        line.line_number = static_cast<std::uint64_t>(row.integer(0));
        line.line = row.text(1);
        line.effective_from = Date::parse(row.text(2)).value();
        line.unit = row.text(3);
        line.unit_before = row.text(4);
        line.unit_price = money(row, 5);
        line.unit_price_before = money(row, 6);
        line.annual_price = money(row, 7);
        line.annual_price_before = money(row, 8);
        line.decision = row.text(9);
        increase.lines.push_back(std::move(line));
      });
  read_shares(connection, increase);
}

}  // namespace

std::optional<Increase> find_increase(Connection& connection, std::string_view id,
                                      const IncreaseReader& reader) {
  if (!is_filing_id(id)) return std::nullopt;
  Values values;
  std::string sql = std::string(increase_select) + reader_clause(reader, values) + " AND i.id = ?";
  values.emplace_back(std::string(id));
  const auto row = connection.query_one(sql, values);
  if (!row) return std::nullopt;
  Increase increase = increase_of(*row);
  read_lines(connection, increase);
  return increase;
}

IncreasePage list_increases(Connection& connection, const IncreaseReader& reader,
                            std::optional<std::uint64_t> before, std::size_t limit,
                            const IncreaseFilter& filter) {
  const std::size_t size = std::clamp<std::size_t>(limit, 1, page_limit);
  Values values;
  std::string sql = std::string(increase_select) + reader_clause(reader, values);
  if (filter.filing) {
    sql += " AND i.filing_id = ?";
    values.emplace_back(*filter.filing);
  }
  if (filter.urn) {
    sql += " AND i.urn = ?";
    values.emplace_back(std::int64_t{filter.urn->number()});
  }
  if (before) {
    sql += " AND i.increase_order < ?";
    values.emplace_back(static_cast<std::int64_t>(*before));
  }
  values.emplace_back(static_cast<std::int64_t>(size + 1));
  IncreasePage page;
  connection.query_each(sql + " ORDER BY i.increase_order DESC LIMIT ?", values,
                        [&](const Row& row) {
                          if (page.increases.size() == size) {
                            page.next = page.increases.back().order;
                            return;
                          }
                          page.increases.push_back(increase_of(row));
                        });
  for (Increase& each : page.increases) read_lines(connection, each);
  return page;
}

void read_agreements(Connection& connection, const std::vector<std::int64_t>& urns,
                     pricing::Date first, pricing::Facts& facts) {
  if (!facts.agreements) facts.agreements.emplace();
  if (urns.empty()) return;
  std::string marks;
  Values values;
  for (const std::int64_t urn : urns) {
    marks += marks.empty() ? "?" : ", ?";
    values.emplace_back(urn);
  }
  values.emplace_back(first.text());
  values.emplace_back(first.plus_days(days_of_answers).text());
  std::string sql =
      "SELECT i.urn, l.line, a.council, l.effective_from, a.on_date, a.position FROM increase i"
      " JOIN increase_answer a ON a.increase_id = i.id JOIN increase_line l"
      " ON l.increase_id = a.increase_id AND l.line_number = a.line_number WHERE i.urn IN (";
  sql += marks + ") AND a.on_date >= ? AND a.on_date <= ?";
  connection.query_each(sql, values, [&](const Row& row) {
    facts.agreements->push_back(
        {pricing::Urn::from_number(static_cast<std::uint32_t>(row.integer(0))).value(), row.text(1),
         row.text(2), Date::parse(row.text(3)).value(), Date::parse(row.text(4)).value(),
         position_of(row.text(5))});
  });
}

}  // namespace assize::registry
